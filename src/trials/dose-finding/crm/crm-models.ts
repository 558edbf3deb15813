/** The one-parameter curves of the continual reassessment method. */
import { exp } from "../../../numeric/elementary/exponential.js";
import { log } from "../../../numeric/elementary/logarithm.js";
import { expit, logit } from "../../../numeric/special/logit.js";
import type { ToxicityModel } from "../posterior/toxicity-model.js";
import type { CrmModelName } from "./skeleton.js";

/** What makes a model; checked by who takes it from a user. */
export interface CrmModelSettings {
  readonly model: CrmModelName;
  readonly skeleton: readonly number[];
  /** Intercept of the logistic model. */
  readonly intercept: number;
  /** Standard deviation of the prior of β, whose mean is 0. */
  readonly priorDeviation: number;
}

/**
 * Returns the model with prior β ~ N(0, priorDeviation²): p = s^exp(β) (power), or logit p = intercept + exp(β) x with dose labels
 * x = logit(s) − intercept < 0 (logistic). At β = 0 the toxicities are the skeleton's.
 *
 * Source: oquigley1990continual, cheung2011dose.
 */
export function crmModel(settings: CrmModelSettings): ToxicityModel {
  const { skeleton, priorDeviation } = settings;
  return {
    doses: skeleton.length,
    mean: [0],
    covariance: [priorDeviation * priorDeviation],
    increasing: false,
    ...(settings.model === "power" ? powerCurve(skeleton) : logisticCurve(skeleton, settings.intercept)),
  };
}

type Curve = Pick<ToxicityModel, "toxicity" | "firstAt">;

function powerCurve(skeleton: readonly number[]): Curve {
  const logs = Float64Array.from(skeleton, (s) => log(s));
  const power = exponentialOfLast();
  return {
    toxicity: (dose, first) => exp(power(first) * logs[dose]),
    firstAt: (dose, toxicity) => log(log(toxicity) / logs[dose]),
  };
}

function logisticCurve(skeleton: readonly number[], intercept: number): Curve {
  const labels = doseLabelsOf(skeleton, intercept);
  const slope = exponentialOfLast();
  return {
    toxicity: (dose, first) => expit(intercept + slope(first) * labels[dose]),
    // No parameter gives as much as expit(intercept).
    firstAt: (dose, toxicity) => {
      const distance = logit(toxicity) - intercept;
      return distance < 0 ? log(distance / labels[dose]) : Number.NEGATIVE_INFINITY;
    },
  };
}

/** Returns e^x; doses are asked for one after the other at the same parameter, whose exponential is kept. */
function exponentialOfLast(): (x: number) => number {
  let last = 0;
  let value = 1;
  return (x) => {
    if (x !== last) {
      value = exp(x);
      last = x;
    }
    return value;
  };
}

/** The dose labels of the logistic model, x = logit(s) − intercept. */
export function doseLabelsOf(skeleton: readonly number[], intercept: number): Float64Array {
  return Float64Array.from(skeleton, (s) => logit(s) - intercept);
}
