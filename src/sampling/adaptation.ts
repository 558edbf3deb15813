/** The contract of adaptations: how warmup learns the step size and the metric. */

import type { ChainPoint, Transition, Tuning } from "./kernel.js";

/** What an adaptation sees and may change. */
export interface Warmup {
  /** Iterations of warmup in all. */
  readonly length: number;
  /** Whether the tuning was learned before, on a target much like this one, and is to be begun with. */
  readonly warm: boolean;
  readonly point: ChainPoint;
  /** The last transition. */
  readonly transition: Transition;
  /** The adaptation writes here what it learned. */
  readonly tuning: Tuning;
  /** The acceptance to aim at; undefined where the step size is not to be adapted. */
  readonly targetAcceptance: number | undefined;
  /**
   * Returns a step size, by doubling or halving `tuning.stepSize`, at which one leapfrog step from the point is accepted with about the
   * target's probability.
   */
  searchStepSize(): number;
  /** Writes a guess of |∂²log π / ∂x_i²| at the point for each coordinate, from a few gradients nearby. */
  curvaturesInto(curvatures: Float64Array): void;
}

/** A way to learn. Its memory is plain data, so that a run can be interrupted anywhere and resumed to the bit. */
export interface Adaptation<Memory extends object = object> {
  /** The name of its maker, by which workers know it, and what it was made with. */
  readonly name: string;
  readonly options: object;
  /** Iterations of warmup where the caller says none. */
  readonly defaultWarmup: number;
  /** Sets the first metric and step size at the chain's first point, unless they are warm, and returns the memory. */
  begin(warmup: Warmup): Memory;
  /** Learns from warmup iteration `iteration` (from 0), just made. At the last one it sets the tuning to be used from then on. */
  learn(memory: Memory, warmup: Warmup, iteration: number): void;
}
