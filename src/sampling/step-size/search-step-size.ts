/** The search for a step size to begin with. */
import type { LogDensity } from "../../density/log-density.js";
import { exp } from "../../numeric/elementary.js";
import { fillStandardNormalAtOnce, type Rng } from "../../random/index.js";
import type { ChainPoint, Tuning } from "../kernel.js";

/** Above this the density is flat wherever one goes: there is no posterior. */
export const LARGEST_STEP_SIZE = 1e7;
const SMALLEST_STEP_SIZE = 1e-300;
/** Directions in which curvature is probed, and how far. */
const PROBES = 3;
const PROBE_STEP = 1e-6;

/** A search with its buffers. */
export class StepSizeSearch {
  private readonly target: LogDensity;
  private readonly start: Float64Array;
  private readonly momentum: Float64Array;
  private readonly startForce: Float64Array;
  private readonly force: Float64Array;
  private readonly position: Float64Array;
  private readonly gradient: Float64Array;

  constructor(target: LogDensity) {
    this.target = target;
    this.start = new Float64Array(target.dimension);
    this.momentum = new Float64Array(target.dimension);
    this.startForce = new Float64Array(target.dimension);
    this.force = new Float64Array(target.dimension);
    this.position = new Float64Array(target.dimension);
    this.gradient = new Float64Array(target.dimension);
  }

  /**
   * Doubles or halves `tuning.stepSize` until one leapfrog step from the point, with one momentum for all tries, crosses the target
   * acceptance. Returns more than `LARGEST_STEP_SIZE` if it never does upward, and 0 if it never does downward.
   *
   * Source: hoffman2014nuts, algorithm 4.
   */
  run(point: ChainPoint, tuning: Tuning, targetAcceptance: number, rng: Rng): number {
    fillStandardNormalAtOnce(this.start, rng);
    tuning.metric.forceInto(this.startForce, point.gradient);
    let stepSize = tuning.stepSize;
    const grow = this.acceptance(point, tuning, stepSize) > targetAcceptance;
    for (;;) {
      stepSize *= grow ? 2 : 0.5;
      if (stepSize > LARGEST_STEP_SIZE) return stepSize;
      if (stepSize < SMALLEST_STEP_SIZE) return 0;
      if (this.acceptance(point, tuning, stepSize) > targetAcceptance !== grow) return stepSize;
    }
  }

  /**
   * Writes a guess of |∂²log π / ∂x_i²| for each coordinate: the root mean square over a few random directions z of ±1 of (H z)_i, by differences of
   * gradients; exact for independent coordinates, otherwise √Σ_j H_ij² on average.
   *
   * Source: bekas2007diagonal.
   */
  curvaturesInto(curvatures: Float64Array, point: ChainPoint, rng: Rng): void {
    const { position, gradient, start } = this;
    curvatures.fill(0);
    for (let probe = 0; probe < PROBES; probe++) {
      for (let i = 0; i < start.length; i++) {
        const step = PROBE_STEP * (1 + Math.abs(point.position[i]));
        position[i] = point.position[i] + (rng.uniform() < 0.5 ? -step : step);
      }
      this.target.evaluateInto(gradient, position);
      for (let i = 0; i < start.length; i++) {
        const slope = (gradient[i] - point.gradient[i]) / (position[i] - point.position[i]);
        curvatures[i] += (slope * slope) / PROBES;
      }
    }
    for (let i = 0; i < start.length; i++) curvatures[i] = Math.sqrt(curvatures[i]);
  }

  private acceptance(point: ChainPoint, { metric }: Tuning, stepSize: number): number {
    const { start, startForce, position, momentum, force, gradient } = this;
    let square = 0;
    for (let i = 0; i < start.length; i++) square += start[i] * start[i];
    const step = { size: stepSize, square: 0 };
    metric.advanceInto(position, momentum, point.position, start, startForce, step);
    const logDensity = this.target.evaluateInto(gradient, position);
    metric.finishInto(momentum, force, gradient, step);
    const gain = 0.5 * (square - step.square) + logDensity - point.logDensity;
    return gain >= 0 ? 1 : gain < 0 ? exp(gain) : 0;
  }
}
