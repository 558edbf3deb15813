/** The maximum likelihood estimate of a one-parameter model. */
import { exp } from "../../../numeric/elementary/exponential.js";
import { brentMinimum } from "../../../numeric/optimizers/brent-minimum.js";
import { gaussLegendre } from "../../../numeric/quadrature/gauss-legendre.js";
import { logPosterior } from "../posterior/node-levels.js";
import type { ToxicityCounts, ToxicityModel } from "../posterior/toxicity-model.js";

/** The estimate is looked for, and its variance integrated, over ± this. */
const LIMIT = 10;
/** Standard deviation of the nearly flat prior that the variance is integrated with. */
const FLAT = 500;

export interface MaximumLikelihood {
  readonly parameter: number;
  readonly variance: number;
  /** Why there is none: the parameter is then a limit and the variance NaN. */
  readonly reason?: string;
}

/**
 * Returns the β in [−10, 10] that maximizes Σ y log p + (n − y) log(1 − p) + Σ log(1 − w p), and ∫ β² L / ∫ L − β̂² over that range.
 *
 * Toxicity must decrease in β. With no DLT, or only DLTs, there is no estimate.
 *
 * Source: cheung2011dose.
 */
export function maximumLikelihood(model: ToxicityModel, counts: ToxicityCounts): MaximumLikelihood {
  const { patients, toxicities, partial } = counts;
  let toxic = 0;
  let safe = partial;
  for (let dose = 0; dose < model.doses; dose++) {
    toxic += toxicities[dose];
    safe += patients[dose] - toxicities[dose];
  }
  if (toxic === 0) {
    const reason = "no patient had a DLT: the likelihood has no maximum, the estimated toxicities tend to 0";
    return { parameter: Number.POSITIVE_INFINITY, variance: Number.NaN, reason };
  }
  if (safe === 0) {
    const reason = "all patients had a DLT: the likelihood has no maximum, the estimated toxicities tend to their upper limit";
    return { parameter: Number.NEGATIVE_INFINITY, variance: Number.NaN, reason };
  }
  const logLikelihood = (beta: number) => logPosterior(counts, 0, (dose) => model.toxicity(dose, beta, 0));
  const { minimizer: parameter, minimum } = brentMinimum((beta) => -logLikelihood(beta), -LIMIT, LIMIT);
  const { nodes, weights } = gaussLegendre(20, -0.25, 0.25);
  let sum = 0;
  let squares = 0;
  for (let center = -LIMIT + 0.25; center < LIMIT; center += 0.5) {
    for (let i = 0; i < nodes.length; i++) {
      const beta = center + nodes[i];
      const density = weights[i] * exp(logLikelihood(beta) + minimum - (beta * beta) / (2 * FLAT * FLAT));
      sum += density;
      squares += density * beta * beta;
    }
  }
  return { parameter, variance: squares / sum - parameter * parameter };
}
