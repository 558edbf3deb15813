/** Leapfrog steps along one trajectory, from place to place. */
import type { LogDensity } from "../../density/log-density.js";
import { exp } from "../../numeric/elementary.js";
import type { Metric, StepNumbers } from "../metric.js";
import { Motion, type PhasePool, type Place } from "./phase-pool.js";

/** A trajectory under way: where it is, and what its steps added up to. */
export class Leapfrog {
  readonly pool: PhasePool;
  private readonly target: LogDensity;
  /** The last position before the step that diverged. */
  private readonly divergedFrom: Float64Array;
  private metric: Metric | undefined;
  private readonly numbers: StepNumbers = { size: 0, square: 0 };
  private stepSize = 0;
  private divergenceThreshold = 0;
  private startEnergy = 0;
  /** The state reached; owned by the trajectory. */
  place: Place;
  motion: Motion;
  /** H(start) − H(here); −∞ where the step diverged. */
  gain = 0;
  /** e^gain, at most the largest double. */
  gainRatio = 1;
  steps = 0;
  acceptanceSum = 0;
  symmetricSum = 0;

  constructor(target: LogDensity, pool: PhasePool, divergedFrom: Float64Array) {
    this.target = target;
    this.divergedFrom = divergedFrom;
    this.pool = pool;
    this.place = pool.place();
    this.motion = new Motion(0);
  }

  /** Sets out from a place and a motion, of which it becomes an owner. */
  begin(metric: Metric, stepSize: number, divergenceThreshold: number, place: Place, motion: Motion): void {
    this.metric = metric;
    this.stepSize = stepSize;
    this.divergenceThreshold = divergenceThreshold;
    metric.forceInto(place.force, place.gradient);
    place.energy = 0.5 * motion.square - place.logDensity;
    this.startEnergy = place.energy;
    this.steps = 0;
    this.acceptanceSum = 0;
    this.symmetricSum = 0;
    this.place = place;
    this.motion = motion;
    place.users++;
    motion.users++;
  }

  /** Goes on from another state of the trajectory. */
  jump(place: Place, motion: Motion): void {
    place.users++;
    motion.users++;
    this.pool.dropPlace(this.place);
    this.pool.dropMotion(this.motion);
    this.place = place;
    this.motion = motion;
  }

  /**
   * Makes one step forward (direction 1) or backward (−1) in time; returns false if it diverged: if the Hamiltonian rose by more than the
   * threshold, or is not a finite number.
   *
   * v ← v + ½ε Aᵀ∇π, x ← x + ε A v, v ← v + ½ε Aᵀ∇π; H = ½|v|² − log π(x).
   *
   * Source: neal2011mcmc, section 5.2.3.
   */
  step(direction: 1 | -1): boolean {
    const { pool, numbers, place: from, motion: fromMotion } = this;
    const metric = this.metric as Metric;
    numbers.size = direction * this.stepSize;
    const place = pool.place();
    const motion = pool.motion();
    metric.advanceInto(place.position, motion.momentum, from.position, fromMotion.momentum, from.force, numbers);
    this.evaluate(place);
    metric.finishInto(motion.momentum, place.force, place.gradient, numbers);
    motion.square = numbers.square;
    place.energy = 0.5 * motion.square - place.logDensity;
    place.offset = from.offset + direction;
    this.place = place;
    this.motion = motion;
    const fine = this.account();
    if (!fine) this.divergedFrom.set(from.position);
    pool.dropPlace(from);
    pool.dropMotion(fromMotion);
    return fine;
  }

  /** A function of its own, so small that engines put the density's code in it and need no object for its value. */
  private evaluate(place: Place): void {
    place.logDensity = this.target.evaluateInto(place.gradient, place.position);
  }

  private account(): boolean {
    this.steps++;
    const gain = this.startEnergy - this.place.energy;
    if (!(gain > -this.divergenceThreshold && gain < Infinity)) {
      this.gain = -Infinity;
      this.gainRatio = 0;
      return false;
    }
    this.gain = gain;
    this.weigh();
    return true;
  }

  /** A function of its own for the same reason. */
  private weigh(): void {
    const ratio = this.gain > 709 ? Number.MAX_VALUE : exp(this.gain);
    this.gainRatio = ratio;
    const acceptance = ratio < 1 ? ratio : 1;
    this.acceptanceSum += acceptance;
    this.symmetricSum += (2 * acceptance) / (1 + ratio);
  }
}
