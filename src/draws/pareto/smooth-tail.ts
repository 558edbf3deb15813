/** The largest values replaced by expected order statistics of the generalized Pareto distribution that fits them. */
import { exp } from "../../numeric/elementary/exponential.js";
import { log } from "../../numeric/elementary/logarithm.js";
import { selectInPlace } from "../chains/select.js";
import { fitGeneralizedPareto, generalizedParetoQuantile } from "./generalized-pareto.js";

/** Whether values are numbers, or logarithms of the numbers whose tail is fitted. */
export type TailScale = "natural" | "log";

/**
 * Replaces the `tailLength` largest `values` by quantiles at (i − 1/2)/tailLength of the generalized Pareto distribution fitted to
 * their excess over the next smaller value, at most the largest value; returns its shape k-hat.
 *
 * NaN, and no replacement, for a tail of fewer than 5 values, of one value, or that leaves nothing below it.
 * Source: vehtari2024pareto.
 */
export function smoothTail(values: Float64Array, tailLength: number, scale: TailScale): number {
  if (!(tailLength >= 5 && tailLength < values.length)) return Number.NaN;
  const { positions, below } = largestPositions(values, tailLength);
  const least = values[positions[0]];
  const largest = values[positions[tailLength - 1]];
  if (largest - least < Number.EPSILON) return Number.NaN;
  const limit = below === least ? below - Number.EPSILON : below;
  const natural = (value: number) => (scale === "log" ? exp(value) : value);
  const cutoff = natural(limit);
  const exceedances = Float64Array.from(positions, (position) => natural(values[position]) - cutoff);
  const fit = fitGeneralizedPareto(exceedances);
  if (!Number.isFinite(fit.shape)) return fit.shape;
  for (let i = 0; i < tailLength; i++) {
    const quantile = cutoff + generalizedParetoQuantile((i + 0.5) / tailLength, fit);
    values[positions[i]] = Math.min(scale === "log" ? log(quantile) : quantile, largest);
  }
  return fit.shape;
}

/** Positions of the largest values in increasing order, ties in the order of position; and the largest value not among them. */
function largestPositions(values: Float64Array, count: number): { positions: Int32Array; below: number } {
  const copy = values.slice();
  const first = values.length - count;
  selectInPlace(copy, first);
  const least = copy[first];
  let below = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < first; i++) if (copy[i] > below) below = copy[i];
  const positions = new Int32Array(count);
  let found = 0;
  for (let i = 0; i < values.length; i++) if (values[i] > least) positions[found++] = i;
  // Of those equal to the least, the last ones belong to the tail.
  for (let i = values.length - 1; found < count; i--) if (values[i] === least) positions[found++] = i;
  positions.sort((a, b) => values[a] - values[b] || a - b);
  return { positions, below };
}
