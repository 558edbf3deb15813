/** Leave-one-out cross-validation by Pareto-smoothed importance sampling. */
import { reliableKhat } from "../pareto/psis.js";
import { requireThat } from "../requirements.js";
import { observationDraws, requireLogLikelihood } from "./likelihood-draws.js";
import type { LogLikelihood } from "./log-likelihood.js";
import { type LooEstimate, looEstimate, setTerm } from "./loo-estimate.js";
import { likelihoodEfficiency, smoothedTerm } from "./loo-term.js";

/** How the draws' dependence enters. */
export interface LooOptions {
  /**
   * Effective sample size of each observation's likelihood divided by the number of draws: estimated from the chains when not
   * given; 1 for independent draws.
   */
  readonly relativeEfficiency?: number | readonly number[];
}

/**
 * The expected log predictive density of each observation given the others: Σ_i log(Σ_s w_is p(y_i|θ_s) / Σ_s w_is), w_is the
 * Pareto-smoothed 1/p(y_i|θ_s).
 *
 * Observations are read one after the other, so memory does not grow with their number. `momentMatchedLoo` goes on with those
 * whose k-hat is too high.
 * @throws InvalidArgument for no observations, log-likelihoods that are not finite, and efficiencies that are not positive.
 * Source: vehtari2017practical, vehtari2024pareto.
 */
export function loo(logLikelihood: LogLikelihood, options: LooOptions = {}): LooEstimate {
  requireLogLikelihood("loo", logLikelihood);
  const n = logLikelihood.observationCount;
  const column = () => new Array<number>(n).fill(0);
  const pointwise = {
    elpd: column(),
    effectiveParameters: column(),
    monteCarloErrors: column(),
    khat: column(),
    effectiveSampleSizes: column(),
    relativeEfficiencies: column(),
  };
  let drawCount = 0;
  for (let i = 0; i < n; i++) {
    const draws = observationDraws("loo", logLikelihood, i);
    const { length } = draws.values;
    requireThat(i === 0 || length === drawCount, "loo", `logLikelihood.of(${i})`, `hold ${drawCount} draws`, draws.values);
    drawCount = length;
    const efficiency = givenEfficiency(options, i, n) ?? likelihoodEfficiency(draws);
    const term = smoothedTerm(draws, efficiency);
    setTerm(pointwise, i, term, efficiency);
  }
  return looEstimate(pointwise, { drawCount, khatThreshold: reliableKhat(drawCount) }, logLikelihood);
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
