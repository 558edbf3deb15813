/** The effective sample size of the mean of sequences of dependent draws. */
import { log } from "../../numeric/elementary/logarithm.js";
import { MeanAutocovariance } from "./autocovariance.js";
import { isInformative } from "./available.js";
import { meanOf, varianceAround } from "./moments.js";
import type { Sequences } from "./split.js";

/**
 * S/τ for S draws, τ = −1 + 2 Σ ρ_t + ρ_T: the autocorrelations ρ_t = 1 − (W − ā_t)/var⁺ of all sequences together, cut where
 * the sum of a pair is no longer positive and made monotone; τ is at least 1/log10 S.
 *
 * NaN for sequences shorter than 3 and for draws that say nothing.
 * Source: geyer1992practical, vehtari2021rank.
 */
export function effectiveSampleSize(sequences: Sequences): number {
  const { values, count, length } = sequences;
  if (length < 3 || !isInformative(values)) return Number.NaN;
  const correlations = initialPositiveSequence(sequences);
  const last = correlations.length - 1;
  makeMonotone(correlations);
  let sum = 0;
  // Shorter than 6, nothing beyond the first pair is looked at, and posterior then counts ρ_0 alone.
  for (let t = 0; t < Math.max(last, 1); t++) sum += correlations[t];
  const time = -1 + 2 * sum + correlations[last];
  const draws = count * length;
  return draws / Math.max(time, Math.LN10 / log(draws));
}

/** ρ_0 … ρ_T with T even; ρ_T is 0 unless it is positive. */
function initialPositiveSequence(sequences: Sequences): number[] {
  const { count, length } = sequences;
  const autocovariance = new MeanAutocovariance(sequences);
  const biased = autocovariance.at(0);
  const within = (biased * length) / (length - 1);
  const between = count > 1 ? varianceAround(meanOf(autocovariance.means), autocovariance.means) : 0;
  const total = (within * (length - 1)) / length + between;
  const correlation = (lag: number) => 1 - (within - autocovariance.at(lag)) / total;
  let even = 1;
  let odd = correlation(1);
  const kept = [even, odd];
  let t = 0;
  while (t < length - 5 && even + odd > 0) {
    t += 2;
    even = correlation(t);
    odd = correlation(t + 1);
    if (even + odd >= 0) kept.push(even, odd);
  }
  const last = even > 0 || even + odd >= 0 ? even : 0;
  return t === 0 ? [last] : [...kept.slice(0, t), last];
}

/** A pair whose sum is above that of the pair before gets half of that each. */
function makeMonotone(correlations: number[]): void {
  for (let t = 2; t + 2 < correlations.length; t += 2) {
    const before = correlations[t - 2] + correlations[t - 1];
    if (correlations[t] + correlations[t + 1] <= before) continue;
    correlations[t] = before / 2;
    correlations[t + 1] = before / 2;
  }
}
