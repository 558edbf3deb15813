/** What the passes over a hidden Markov chain write. */
import { log } from "../../../numeric/index.js";

/** The arrays of a pass; the first two are times × states. */
export interface ChainRoom {
  /** Proportional to P(state | observations up to the time); sums to 1 at the end of a sequence. */
  readonly filtered: Float64Array;
  /** Proportional to the density of the observation in each state, scaled as `filtered` is. */
  readonly densities: Float64Array;
  /** Weights (K), transitions (K × K), their adjoints (K, K × K), room (2 K), and whether the chain is possible. */
  readonly parameters: Float64Array;
}

/** Below this a row is scaled to sum 1. */
export const SMALL_SUM = 1e-60;
/** A row that falls below this in one step is computed again from the states that can be reached. */
export const TINY_SUM = 1e-160;

/** Scales a row to sum 1; returns the log of the sum it had. */
export function scaleRow({ filtered, densities }: ChainRoom, at: number, states: number): number {
  let sum = 0;
  for (let k = 0; k < states; k++) sum += filtered[at + k];
  for (let k = 0; k < states; k++) {
    filtered[at + k] /= sum;
    densities[at + k] /= sum;
  }
  return log(sum);
}
