/** One observation's term of the leave-one-out density. */
import { exp } from "../../numeric/elementary/exponential.js";
import { log, log1p } from "../../numeric/elementary/logarithm.js";
import { effectiveSampleSize } from "../chains/effective-sample-size.js";
import { splitChains } from "../chains/split.js";
import { importanceTailLength, smoothWeights } from "../pareto/psis.js";
import type { ObservationDraws } from "./likelihood-draws.js";

/** What is found of one observation. */
export interface LooTerm {
  readonly elpd: number;
  readonly effectiveParameters: number;
  readonly monteCarloError: number;
  readonly khat: number;
  readonly effectiveSampleSize: number;
}

/** The effective sample size of the mean likelihood per draw; 1 where it is not available, as for one that never varies. Source: vehtari2017practical. */
export function likelihoodEfficiency({ values, chainCount, iterationCount, largest }: Omit<ObservationDraws, "least">): number {
  const chains = Array.from({ length: chainCount }, (_, m) => {
    const chain = values.slice(m * iterationCount, (m + 1) * iterationCount);
    for (let i = 0; i < iterationCount; i++) chain[i] = exp(chain[i] - largest);
    return chain;
  });
  const efficiency = effectiveSampleSize(splitChains(chains)) / values.length;
  return Number.isNaN(efficiency) ? 1 : efficiency;
}

/**
 * log(Σ_s w_s p_s / Σ_s w_s) with the smoothed w_s = 1/p_s, what fitting the observation gained, and their errors; likelihoods and weights
 * are kept relative to their largest.
 *
 * Source: vehtari2017practical, vehtari2024pareto.
 */
export function smoothedTerm({ values, least, largest }: ObservationDraws, efficiency: number): LooTerm {
  const count = values.length;
  const weights = new Float64Array(count);
  for (let s = 0; s < count; s++) weights[s] = least - values[s];
  const khat = smoothWeights(weights, importanceTailLength(count, efficiency));
  const likelihoods = new Float64Array(count);
  // A weight that was not smoothed is the least likelihood over the draw's own: no second exponential.
  const leastLikelihood = exp(least - largest);
  let likelihood = 0;
  let weight = 0;
  let product = 0;
  for (let s = 0; s < count; s++) {
    likelihoods[s] = exp(values[s] - largest);
    const isRatio = weights[s] === least - values[s] && leastLikelihood > 1e-290;
    weights[s] = isRatio ? leastLikelihood / likelihoods[s] : exp(weights[s]);
    likelihood += likelihoods[s];
    weight += weights[s];
    product += weights[s] * likelihoods[s];
  }
  const expected = product / weight;
  let variance = 0;
  let squares = 0;
  for (let s = 0; s < count; s++) {
    const square = (weights[s] / weight) * (weights[s] / weight);
    const difference = likelihoods[s] / expected - 1;
    squares += square;
    variance += square * difference * difference;
  }
  return {
    elpd: largest + log(expected),
    effectiveParameters: log(likelihood / count) - log(expected),
    monteCarloError: Math.sqrt(log1p(variance / efficiency)),
    khat,
    effectiveSampleSize: efficiency / squares,
  };
}
