/** The leave-one-out estimate, from the terms of its observations. */
import { labelOf } from "./likelihood-draws.js";
import type { LogLikelihood } from "./log-likelihood.js";
import type { LooTerm } from "./loo-term.js";
import { accuracySums, type DoubtfulObservation, type PredictiveAccuracy } from "./predictive-accuracy.js";

/** An observation for which the draws were moved. */
export interface MatchedObservation extends DoubtfulObservation {
  /** Its k-hat before; `value` is that after. */
  readonly before: number;
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
  /** Observations whose k-hat was lowered by moment matching, in their order. */
  readonly matched: readonly MatchedObservation[];
}

/** Terms while they are being found. */
type Columns = { readonly [Name in keyof LooEstimate["pointwise"]]: number[] };

/** Writes the term of observation `i`. */
export function setTerm(columns: Columns, i: number, term: LooTerm, efficiency: number): void {
  columns.elpd[i] = term.elpd;
  columns.effectiveParameters[i] = term.effectiveParameters;
  columns.monteCarloErrors[i] = term.monteCarloError;
  columns.khat[i] = term.khat;
  columns.effectiveSampleSizes[i] = term.effectiveSampleSize;
  columns.relativeEfficiencies[i] = efficiency;
}

/** Sums, errors and doubts of the terms. Source: vehtari2017practical. */
export function looEstimate(
  pointwise: LooEstimate["pointwise"],
  { drawCount, khatThreshold }: Pick<LooEstimate, "drawCount" | "khatThreshold">,
  logLikelihood: LogLikelihood,
  matched: readonly MatchedObservation[] = [],
): LooEstimate {
  const highKhat: DoubtfulObservation[] = [];
  let squaredErrors = 0;
  pointwise.khat.forEach((value, observation) => {
    const error = pointwise.monteCarloErrors[observation];
    squaredErrors += error * error;
    if (value > khatThreshold) highKhat.push({ observation, label: labelOf(logLikelihood, observation), value });
  });
  return {
    method: "loo",
    observationCount: pointwise.khat.length,
    drawCount,
    ...accuracySums(Float64Array.from(pointwise.elpd), Float64Array.from(pointwise.effectiveParameters)),
    monteCarloError: highKhat.length > 0 ? Number.NaN : Math.sqrt(squaredErrors),
    pointwise,
    khatThreshold,
    highKhat: highKhat.sort((a, b) => b.value - a.value || a.observation - b.observation),
    matched,
  };
}
