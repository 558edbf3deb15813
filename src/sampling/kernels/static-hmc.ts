/** Hamiltonian Monte Carlo with trajectories of a fixed length. */
import type { LogDensity } from "../../density/log-density.js";
import { fillStandardNormalAtOnce, type Rng } from "../../random/index.js";
import type { ChainPoint, Kernel, Stepper, Transition, Tuning } from "../kernel.js";
import { requireBetween, requireShare, requireWhole } from "../requirements.js";
import { copyInto } from "../trees/copy-into.js";
import { Leapfrog } from "../trees/leapfrog.js";
import { PhasePool, type Place, placeOfPoint } from "../trees/phase-pool.js";
import { emptyTransition } from "../trees/transition.js";

/** Options of static Hamiltonian Monte Carlo. */
export interface StaticHmcOptions {
  /** The length of a trajectory in whitened coordinates, where π/2 is a quarter of a normal target's period. Default π/2. */
  readonly integrationTime?: number;
  /** The mean acceptance that warmup tunes the step size to, in (0, 1). Default 0.8. */
  readonly targetAcceptance?: number;
  /** Each trajectory's step size is the tuned one times a uniform number from 1 − jitter to 1 + jitter; in [0, 1). Default 0.1. */
  readonly stepSizeJitter?: number;
  /** The most leapfrog steps of a trajectory. Default 1024. */
  readonly maxSteps?: number;
  /** A rise of the Hamiltonian above this is a divergence. Default 1000. */
  readonly divergenceThreshold?: number;
}

/**
 * Constructs static Hamiltonian Monte Carlo: ⌈time / ε⌉ leapfrog steps from a fresh momentum, accepted with probability min(1, e^(−ΔH)).
 *
 * @throws InvalidArgument for options out of range.
 *
 * Source: neal2011mcmc, section 5.3.2.
 */
export function staticHmc(options: StaticHmcOptions = {}): Kernel {
  const { integrationTime = 0.5 * Math.PI, targetAcceptance = 0.8, stepSizeJitter = 0.1 } = options;
  const { maxSteps = 1024, divergenceThreshold = 1000 } = options;
  requireBetween("staticHmc", "integrationTime", integrationTime, 0, Infinity);
  requireBetween("staticHmc", "targetAcceptance", targetAcceptance, 0, 1);
  requireShare("staticHmc", "stepSizeJitter", stepSizeJitter);
  requireWhole("staticHmc", "maxSteps", maxSteps, 1);
  requireBetween("staticHmc", "divergenceThreshold", divergenceThreshold, 0, Infinity);
  const settings = { integrationTime, stepSizeJitter, maxSteps, divergenceThreshold };
  return { name: "staticHmc", options, targetAcceptance, prepare: (target) => new StaticHmcStepper(target, settings) };
}

type Settings = Required<Omit<StaticHmcOptions, "targetAcceptance">>;

class StaticHmcStepper implements Stepper {
  readonly transition: Transition;
  private readonly settings: Settings;
  private readonly pool: PhasePool;
  private readonly leapfrog: Leapfrog;
  private start: Place | undefined;

  constructor(target: LogDensity, settings: Settings) {
    this.settings = settings;
    this.pool = new PhasePool(target.dimension);
    this.transition = emptyTransition(target.dimension);
    this.leapfrog = new Leapfrog(target, this.pool, this.transition.divergedFrom);
  }

  step(point: ChainPoint, tuning: Tuning, rng: Rng): void {
    const { pool, leapfrog, settings } = this;
    const { integrationTime, stepSizeJitter, maxSteps, divergenceThreshold } = settings;
    const stepSize = tuning.stepSize * (1 + stepSizeJitter * (2 * rng.uniform() - 1));
    const steps = Math.min(maxSteps, Math.ceil(integrationTime / tuning.stepSize));
    pool.reset();
    const motion = pool.motion();
    fillStandardNormalAtOnce(motion.momentum, rng);
    motion.measure();
    const start = placeOfPoint(point, this.start);
    this.start = start;
    leapfrog.begin(tuning.metric, stepSize, divergenceThreshold, start, motion);
    let fine = true;
    while (fine && leapfrog.steps < steps) fine = leapfrog.step(1);
    const accepted = fine && rng.uniform() < leapfrog.gainRatio;
    const end = accepted ? leapfrog.place : start;
    if (accepted) {
      copyInto(point.position, end.position);
      copyInto(point.gradient, end.gradient);
      point.logDensity = end.logDensity;
    }
    this.report(end, stepSize, !fine);
  }

  private report(end: Place, stepSize: number, divergent: boolean): void {
    const { transition, leapfrog } = this;
    const acceptance = Math.min(1, leapfrog.gainRatio);
    transition.acceptance = acceptance;
    transition.symmetricAcceptance = (2 * acceptance) / (1 + leapfrog.gainRatio);
    transition.stepSize = stepSize;
    transition.evaluations = leapfrog.steps;
    transition.divergent = divergent;
    transition.energy = end.energy;
    transition.offset = end.offset;
  }
}
