/** The contract of kernels: Markov transitions that leave the target invariant. */

import type { LogDensity } from "../density/log-density.js";
import type { Rng } from "../random/rng.js";
import type { Metric } from "./metric.js";

/** Where a chain is. Its arrays are kept and written over. */
export interface ChainPoint {
  readonly position: Float64Array;
  /** ∂ log π at the position. */
  readonly gradient: Float64Array;
  logDensity: number;
}

/** What warmup learns. */
export interface Tuning {
  stepSize: number;
  metric: Metric;
}

/** What happened in one transition; one record, written over by the next. */
export interface Transition {
  /** Mean acceptance probability over the trajectory, min(1, e^Δ) for energy gains Δ. */
  acceptance: number;
  /** The same of 2 min(1, e^Δ) / (1 + e^Δ), which judges gains and losses alike. */
  symmetricAcceptance: number;
  stepSize: number;
  treeDepth: number;
  /** Evaluations of the log density. */
  evaluations: number;
  divergent: boolean;
  /** The Hamiltonian at the draw. */
  energy: number;
  /** The draw's place on the trajectory: 0 where the chain did not move. */
  offset: number;
  /** Where the transition diverged, the last position before; otherwise without meaning. Empty for kernels that never diverge. */
  readonly divergedFrom: Float64Array;
}

/** A kind of transition, with its options. */
export interface Kernel {
  /** The name of its maker, by which workers know it, and what it was made with. */
  readonly name: string;
  readonly options: object;
  /** The mean acceptance that step-size adaptation aims at; undefined where the step size is not to be adapted. */
  readonly targetAcceptance: number | undefined;
  /** Makes the buffers for one target. */
  prepare(target: LogDensity): Stepper;
}

/** A kernel at work on one target. Allocates nothing per step. */
export interface Stepper {
  readonly transition: Transition;
  /** Moves the point, and writes what happened into `transition`. */
  step(point: ChainPoint, tuning: Tuning, rng: Rng): void;
}
