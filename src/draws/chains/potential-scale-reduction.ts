/** R-hat: how much the spread between sequences adds to the spread within them. */
import { isInformative } from "./available.js";
import { isOneValue, meanOf, varianceAround } from "./moments.js";
import type { Sequences } from "./split.js";

/**
 * R-hat = √((B/W + N − 1)/N), B = N × variance of the sequences' means, W = mean of their variances, N their length;
 * NaN where the draws say nothing (or there is one sequence), Infinity where sequences stand still at different values.
 *
 * Source: gelman1992inference, vehtari2021rank.
 */
export function potentialScaleReduction(sequences: Sequences): number {
  const { values, count, length } = sequences;
  if (!isInformative(values)) return Number.NaN;
  const means = new Float64Array(count);
  let within = 0;
  for (let m = 0; m < count; m++) {
    const sequence = values.subarray(m * length, (m + 1) * length);
    means[m] = meanOf(sequence);
    if (!isOneValue(sequence)) within += varianceAround(means[m], sequence);
  }
  if (length === 1) return Number.NaN;
  const between = length * varianceAround(meanOf(means), means);
  return Math.sqrt((between / (within / count) + length - 1) / length);
}
