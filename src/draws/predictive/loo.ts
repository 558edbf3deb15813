/** Leave-one-out cross-validation by Pareto-smoothed importance sampling. */
import { exp } from "../../numeric/elementary/exponential.js";
import { log, log1p } from "../../numeric/elementary/logarithm.js";
import { effectiveSampleSize } from "../chains/effective-sample-size.js";
import { splitChains } from "../chains/split.js";
import { importanceTailLength, reliableKhat } from "../pareto/psis.js";
import { smoothTail } from "../pareto/smooth-tail.js";
import { requireThat } from "../requirements.js";
import { labelOf, type ObservationDraws, observationDraws, requireLogLikelihood } from "./likelihood-draws.js";
import type { LogLikelihood } from "./log-likelihood.js";
import { accuracySums, type DoubtfulObservation, type PredictiveAccuracy } from "./predictive-accuracy.js";

/** How the draws' dependence enters. */
export interface LooOptions {
  /**
   * Effective sample size of each observation's likelihood divided by the number of draws: estimated from the chains when not
   * given; 1 for independent draws.
   */
  readonly relativeEfficiency?: number | readonly number[];
}

/** What `loo` finds. */
export interface LooEstimate extends PredictiveAccuracy {
  readonly method: "loo";
  /** Monte Carlo standard error of the elpd; NaN while an observation's k-hat is above the threshold. */
  readonly monteCarloError: number;
  readonly pointwise: PredictiveAccuracy["pointwise"] & {
    /** Monte Carlo standard errors of the elpd's terms. */
    readonly monteCarloErrors: readonly number[];
    readonly khat: readonly number[];
    readonly effectiveSampleSizes: readonly number[];
    readonly relativeEfficiencies: readonly number[];
  };
  /** min(1 − 1/log10 S, 0.7). */
  readonly khatThreshold: number;
  /** Observations whose k-hat is above it, the worst first: leaving them out changes the posterior too much to be estimated from it. */
  readonly highKhat: readonly DoubtfulObservation[];
}

/**
 * The expected log predictive density of each observation given the others: Σ_i log(Σ_s w_is p(y_i|θ_s) / Σ_s w_is), w_is the
 * Pareto-smoothed 1/p(y_i|θ_s).
 *
 * Observations are read one after the other, so memory does not grow with their number.
 * @throws InvalidArgument for no observations, log-likelihoods that are not finite, and efficiencies that are not positive.
 * Source: vehtari2017practical, vehtari2024pareto.
 */
export function loo(logLikelihood: LogLikelihood, options: LooOptions = {}): LooEstimate {
  requireLogLikelihood("loo", logLikelihood);
  const n = logLikelihood.observationCount;
  const column = () => new Float64Array(n);
  const terms = {
    elpd: column(),
    parameters: column(),
    errors: column(),
    khat: column(),
    sizes: column(),
    efficiencies: column(),
  };
  let drawCount = 0;
  for (let i = 0; i < n; i++) {
    const draws = observationDraws("loo", logLikelihood, i);
    requireThat(
      i === 0 || draws.values.length === drawCount,
      "loo",
      `logLikelihood.of(${i})`,
      `hold ${drawCount} draws`,
      draws.values,
    );
    drawCount = draws.values.length;
    const efficiency = givenEfficiency(options, i, n) ?? likelihoodEfficiency(draws);
    const term = termOf(draws, efficiency);
    terms.elpd[i] = term.elpd;
    terms.parameters[i] = term.effectiveParameters;
    terms.errors[i] = term.monteCarloError;
    terms.khat[i] = term.khat;
    terms.sizes[i] = term.effectiveSampleSize;
    terms.efficiencies[i] = efficiency;
  }
  const khatThreshold = reliableKhat(drawCount);
  const highKhat = highest(terms.khat, khatThreshold, logLikelihood);
  let squaredErrors = 0;
  for (let i = 0; i < n; i++) squaredErrors += terms.errors[i] * terms.errors[i];
  return {
    method: "loo",
    observationCount: n,
    drawCount,
    ...accuracySums(terms.elpd, terms.parameters),
    monteCarloError: highKhat.length > 0 ? Number.NaN : Math.sqrt(squaredErrors),
    pointwise: {
      elpd: [...terms.elpd],
      effectiveParameters: [...terms.parameters],
      monteCarloErrors: [...terms.errors],
      khat: [...terms.khat],
      effectiveSampleSizes: [...terms.sizes],
      relativeEfficiencies: [...terms.efficiencies],
    },
    khatThreshold,
    highKhat,
  };
}

function givenEfficiency(options: LooOptions, observation: number, count: number): number | undefined {
  const given = options.relativeEfficiency;
  if (given === undefined) return undefined;
  if (typeof given !== "number") {
    requireThat(given.length === count, "loo", "relativeEfficiency", `hold ${count} numbers`, given);
  }
  const efficiency = typeof given === "number" ? given : given[observation];
  const positive = efficiency > 0 && efficiency < Number.POSITIVE_INFINITY;
  requireThat(positive, "loo", "relativeEfficiency", "be positive and finite", efficiency);
  return efficiency;
}

/** The effective sample size of the mean likelihood per draw; 1 where it is not available, as for one that never varies. */
function likelihoodEfficiency({ values, chainCount, iterationCount, largest }: ObservationDraws): number {
  const chains = Array.from({ length: chainCount }, (_, m) => {
    const chain = values.slice(m * iterationCount, (m + 1) * iterationCount);
    for (let i = 0; i < iterationCount; i++) chain[i] = exp(chain[i] - largest);
    return chain;
  });
  const efficiency = effectiveSampleSize(splitChains(chains)) / values.length;
  return Number.isNaN(efficiency) ? 1 : efficiency;
}

interface LooTerm {
  readonly elpd: number;
  readonly effectiveParameters: number;
  readonly monteCarloError: number;
  readonly khat: number;
  readonly effectiveSampleSize: number;
}

/** One observation: likelihoods and weights are kept relative to their largest. */
function termOf({ values, least, largest }: ObservationDraws, efficiency: number): LooTerm {
  const count = values.length;
  const weights = new Float64Array(count);
  for (let s = 0; s < count; s++) weights[s] = least - values[s];
  const khat = smoothTail(weights, importanceTailLength(count, efficiency), "log");
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

function highest(khat: Float64Array, threshold: number, logLikelihood: LogLikelihood): DoubtfulObservation[] {
  const high: DoubtfulObservation[] = [];
  khat.forEach((value, observation) => {
    if (value > threshold) high.push({ observation, label: labelOf(logLikelihood, observation), value });
  });
  return high.sort((a, b) => b.value - a.value || a.observation - b.observation);
}
