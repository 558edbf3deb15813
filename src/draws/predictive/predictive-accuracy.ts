/** Sums over observations with their standard errors. */
import { meanOf, varianceAround } from "../chains/moments.js";

/** A sum over observations, and √(n × variance of the terms). */
export interface SumEstimate {
  readonly estimate: number;
  readonly standardError: number;
}

/** An estimate of how well a model predicts new observations. */
export interface PredictiveAccuracy {
  readonly method: "loo" | "waic";
  readonly observationCount: number;
  readonly drawCount: number;
  /** Expected log pointwise predictive density. */
  readonly elpd: SumEstimate;
  /** Effective number of parameters: by how much the fit to the data at hand is better than to new ones. */
  readonly effectiveParameters: SumEstimate;
  /** −2 × elpd. */
  readonly informationCriterion: SumEstimate;
  readonly pointwise: {
    readonly elpd: readonly number[];
    readonly effectiveParameters: readonly number[];
  };
}

/** An observation whose term is not to be trusted. */
export interface DoubtfulObservation {
  /** Position, counted from 0. */
  readonly observation: number;
  readonly label: string;
  readonly value: number;
}

/** Σ terms, with √(n × variance). Source: vehtari2017practical. */
export function sumEstimate(terms: Float64Array): SumEstimate {
  const mean = meanOf(terms);
  let estimate = 0;
  for (let i = 0; i < terms.length; i++) estimate += terms[i];
  return { estimate, standardError: Math.sqrt(terms.length * varianceAround(mean, terms)) };
}

/** The three sums of an estimate of accuracy. Source: vehtari2017practical. */
export function accuracySums(
  elpd: Float64Array,
  effectiveParameters: Float64Array,
): Pick<PredictiveAccuracy, "elpd" | "effectiveParameters" | "informationCriterion"> {
  const sum = sumEstimate(elpd);
  return {
    elpd: sum,
    effectiveParameters: sumEstimate(effectiveParameters),
    informationCriterion: { estimate: -2 * sum.estimate, standardError: 2 * sum.standardError },
  };
}
