/** The widely applicable information criterion. */
import { exp } from "../../numeric/elementary/exponential.js";
import { log } from "../../numeric/elementary/logarithm.js";
import { meanOf, varianceAround } from "../chains/moments.js";
import { requireThat } from "../requirements.js";
import { labelOf, observationDraws, requireLogLikelihood } from "./likelihood-draws.js";
import type { LogLikelihood } from "./log-likelihood.js";
import { accuracySums, type DoubtfulObservation, type PredictiveAccuracy } from "./predictive-accuracy.js";

/** What `waic` finds. */
export interface WaicEstimate extends PredictiveAccuracy {
  readonly method: "waic";
  /** Observations with a variance above 0.4, the largest first: WAIC is unreliable there, `loo` says more. */
  readonly highVariance: readonly DoubtfulObservation[];
}

/** Above it a term of WAIC is unreliable. */
const HIGH_VARIANCE = 0.4;

/**
 * Σ_i log mean_s p(y_i|θ_s) − variance_s log p(y_i|θ_s).
 *
 * @throws InvalidArgument for no observations, fewer than two draws, and log-likelihoods that are not finite.
 * Source: watanabe2010asymptotic, vehtari2017practical.
 */
export function waic(logLikelihood: LogLikelihood): WaicEstimate {
  requireLogLikelihood("waic", logLikelihood);
  const n = logLikelihood.observationCount;
  const elpd = new Float64Array(n);
  const variances = new Float64Array(n);
  let drawCount = 0;
  for (let i = 0; i < n; i++) {
    const { values, largest } = observationDraws("waic", logLikelihood, i);
    requireThat(values.length >= 2, "waic", `logLikelihood.of(${i})`, "hold at least two draws", values);
    let likelihood = 0;
    for (let s = 0; s < values.length; s++) likelihood += exp(values[s] - largest);
    variances[i] = varianceAround(meanOf(values), values);
    elpd[i] = largest + log(likelihood / values.length) - variances[i];
    drawCount = values.length;
  }
  const highVariance: DoubtfulObservation[] = [];
  variances.forEach((value, observation) => {
    if (value > HIGH_VARIANCE) highVariance.push({ observation, label: labelOf(logLikelihood, observation), value });
  });
  highVariance.sort((a, b) => b.value - a.value || a.observation - b.observation);
  return {
    method: "waic",
    observationCount: n,
    drawCount,
    ...accuracySums(elpd, variances),
    pointwise: { elpd: [...elpd], effectiveParameters: [...variances] },
    highVariance,
  };
}
