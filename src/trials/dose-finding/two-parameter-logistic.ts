/** The logistic model of toxicity with an intercept and a slope, both unknown: the model of the BLRM. */
import { exp } from "../../numeric/elementary/exponential.js";
import { log } from "../../numeric/elementary/logarithm.js";
import { expit, logit } from "../../numeric/special/logit.js";
import type { ToxicityModel } from "./posterior/toxicity-model.js";

/** A model that knows log(p/(1 − p)) itself, also where p is 0 or 1 to all digits. */
export interface LogOddsModel extends ToxicityModel {
  logOdds(dose: number, first: number, second: number): number;
}

/** Beyond this the slope would overflow. */
const STEEPEST = 600;

/**
 * Returns the model logit p(d) = log α + β · log(d/d*), with (log α, log β) jointly normal: `first` is log α, `second` is log β.
 *
 * At the reference dose d* the odds of toxicity are α. This is the model of Neuenschwander and others (OncoBayes2) and, with log α called
 * α₀ and β called α₁, that of the R package crmPack (LogisticLogNormal).
 *
 * @param amounts The doses, positive.
 * @param prior Mean of (log α, log β), and their covariance, row by row.
 * Source: neuenschwander2008critical.
 */
export function twoParameterLogistic(
  amounts: readonly number[],
  referenceDose: number,
  prior: { readonly mean: readonly number[]; readonly covariance: readonly number[] },
): LogOddsModel {
  const relative = Float64Array.from(amounts, (amount) => log(amount) - log(referenceDose));
  const slope = (second: number) => exp(second < STEEPEST ? second : STEEPEST);
  const logOdds = (dose: number, first: number, second: number) => first + slope(second) * relative[dose];
  return {
    doses: amounts.length,
    mean: prior.mean,
    covariance: prior.covariance,
    increasing: true,
    logOdds,
    toxicity: (dose, first, second) => expit(logOdds(dose, first, second)),
    firstAt: (dose, toxicity, second) => logit(toxicity) - slope(second) * relative[dose],
  };
}
