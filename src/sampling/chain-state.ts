/** The contract of a run: one chain between two transitions, as plain data. */

import type { MetricData } from "./metric.js";

/** All that a chain needs to go on to the same bits as if it had never stopped. */
export interface ChainState {
  readonly format: "equipoise/chain-1";
  /** The address of the chain's stream; iteration i draws from its child i. */
  readonly stream: readonly [number, number];
  /** Iterations of warmup, which come first. */
  readonly warmup: number;
  /** Transitions made, those of warmup included. */
  readonly iteration: number;
  readonly position: Float64Array;
  readonly gradient: Float64Array;
  readonly logDensity: number;
  readonly stepSize: number;
  readonly metric: MetricData;
  /** What the adaptation remembers; null when warmup is over. */
  readonly memory: object | null;
  /** Evaluations of the log density so far. */
  readonly evaluations: number;
  /** Why the chain cannot go on, in words; null while it can. */
  readonly failure: string | null;
}
