/** How far weights move the distribution of draws. */
import { log1p } from "../../numeric/elementary/logarithm.js";

/**
 * The cumulative Jensen–Shannon distance between draws and the same draws weighted: with P and Q their distribution functions,
 * √(∫ P log2(2P/(P + Q)) + Q log2(2Q/(P + Q)) dx / ∫ P + Q dx), and the larger of that and the same of 1 − P and 1 − Q; from 0 to 1.
 *
 * `sorted` holds the draws in increasing order and `weights`, which add up to 1, in that order.
 * Source: nguyen2015nonparametric, kallioinen2024detecting.
 */
export function cumulativeDistance(sorted: Float64Array, weights: Float64Array): number {
  const n = sorted.length;
  const sums = { below: 0, belowBound: 0, above: 0, aboveBound: 0 };
  let q = 0;
  for (let i = 0; i + 1 < n; i++) {
    const width = sorted[i + 1] - sorted[i];
    const p = (i + 1) / n;
    q += weights[i];
    const upperQ = Math.max(0, 1 - q);
    sums.below += width * divergence(p, q);
    sums.belowBound += width * (p + q);
    sums.above += width * divergence(1 - p, upperQ);
    sums.aboveBound += width * (1 - p + upperQ);
  }
  const { below, belowBound, above, aboveBound } = sums;
  return Math.sqrt(Math.max(below / belowBound, above / aboveBound, 0));
}

/** p log2(2p/(p + q)) + q log2(2q/(p + q)), by ln(1 ± (p − q)/(p + q)): p and q are nearly the same, and little is left of the difference of logarithms. */
function divergence(p: number, q: number): number {
  if (p + q === 0) return 0;
  const difference = (p - q) / (p + q);
  return ((p > 0 ? p * log1p(difference) : 0) + (q > 0 ? q * log1p(-difference) : 0)) / Math.LN2;
}
