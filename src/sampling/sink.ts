/** The contract of sinks: where draws go as they are made. */

import type { Transition } from "./kernel.js";

/** What is to come. */
export interface SinkPlan {
  readonly variables: readonly string[];
  readonly chains: number;
  /** Draws of each chain, after thinning. */
  readonly iterations: number;
}

/** One draw; one record, written over by the next. */
export interface SinkDraw {
  chain: number;
  /** The number of the draw in its chain, from 0. */
  iteration: number;
  /** The value of each variable. */
  values: Float64Array;
  logDensity: number;
  transition: Transition;
}

/** A receiver of draws. Those of one chain come in order; chains may take turns. */
export interface Sink {
  open?(plan: SinkPlan): void;
  /** Takes in one draw; keeps nothing of the record itself. */
  write(draw: SinkDraw): void;
  /** Awaited now and then, so that a slow receiver is not overrun. */
  flush?(): Promise<void>;
}
