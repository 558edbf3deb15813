/** Models compared by how well they are expected to predict. */
import { normalCdf } from "../../numeric/probability/normal.js";
import { requireThat } from "../requirements.js";
import type { LooEstimate } from "./loo-estimate.js";
import { type PredictiveAccuracy, type SumEstimate, sumEstimate } from "./predictive-accuracy.js";
import type { WaicEstimate } from "./waic.js";

/** One model against the best. */
export interface ModelComparison {
  readonly model: string;
  /** elpd − elpd of the best, Σ of pointwise differences, with √(n × variance of the differences). */
  readonly difference: SumEstimate;
  /** Φ(−difference / its standard error), the probability of predicting worse than the best; NaN for the best itself. */
  readonly probabilityWorse: number;
  readonly elpd: SumEstimate;
  readonly effectiveParameters: SumEstimate;
  readonly informationCriterion: SumEstimate;
  /** Why the difference or its standard error may mislead; empty when nothing speaks against them. */
  readonly cautions: readonly string[];
}

/** Below this many observations the standard error of a difference is too small. */
const MANY_OBSERVATIONS = 100;
/** Differences below this are small, and their normal approximation poor. */
const SMALL_DIFFERENCE = 4;

/**
 * The models, best first, with the differences of their elpd.
 *
 * @throws InvalidArgument for no models, and models that differ in method or number of observations.
 * Source: vehtari2017practical.
 */
export function compareModels(models: Readonly<Record<string, LooEstimate | WaicEstimate>>): readonly ModelComparison[] {
  const caller = "compareModels";
  const entries = Object.entries(models);
  requireThat(entries.length > 0, caller, "models", "hold at least one model", models);
  const [, first] = entries[0];
  for (const [model, fit] of entries) {
    requireThat(
      fit.method === first.method,
      caller,
      `models.${model}.method`,
      `be "${first.method}" as of the first`,
      fit.method,
    );
    const requirement = `be ${first.observationCount} as of the first`;
    const fits = fit.observationCount === first.observationCount;
    requireThat(fits, caller, `models.${model}.observationCount`, requirement, fit.observationCount);
  }
  entries.sort(([, a], [, b]) => b.elpd.estimate - a.elpd.estimate);
  const [, best] = entries[0];
  return entries.map(([model, fit]) => comparisonOf(model, fit, best));
}

function comparisonOf(model: string, fit: LooEstimate | WaicEstimate, best: PredictiveAccuracy): ModelComparison {
  const terms = Float64Array.from(fit.pointwise.elpd, (term, i) => term - best.pointwise.elpd[i]);
  const isBest = fit === best;
  const difference = isBest ? { estimate: 0, standardError: 0 } : sumEstimate(terms);
  const distance = -difference.estimate / difference.standardError;
  return {
    model,
    difference,
    probabilityWorse: isBest || Number.isNaN(distance) || !Number.isFinite(distance) ? Number.NaN : normalCdf(distance),
    elpd: fit.elpd,
    effectiveParameters: fit.effectiveParameters,
    informationCriterion: fit.informationCriterion,
    cautions: [...(isBest ? [] : aboutDifference(fit, difference)), ...aboutTerms(fit)],
  };
}

function aboutDifference(fit: PredictiveAccuracy, difference: SumEstimate): string[] {
  if (fit.observationCount < MANY_OBSERVATIONS) {
    return [`fewer than ${MANY_OBSERVATIONS} observations: the standard error of the difference is too small`];
  }
  return Math.abs(difference.estimate) < SMALL_DIFFERENCE
    ? [`the difference is below ${SMALL_DIFFERENCE}: the models predict alike, and its standard error is unreliable`]
    : [];
}

function aboutTerms(fit: LooEstimate | WaicEstimate): string[] {
  const doubtful = fit.method === "loo" ? fit.highKhat.length : fit.highVariance.length;
  if (doubtful === 0) return [];
  const what = fit.method === "loo" ? "a Pareto k-hat above the threshold" : "a variance of the log-likelihood above 0.4";
  return [`${doubtful} of ${fit.observationCount} observations have ${what}: this elpd is unreliable`];
}
