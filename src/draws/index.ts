/** Draws of samplers: summaries, diagnostics, predictive comparison, files. */
export {
  type UniformityMethod,
  type UniformityOptions,
  type UniformityTest,
  uniformityTest,
} from "./calibration/uniformity-test.js";
export type { VariableStatistic } from "./chains/variable-statistic.js";
export { type CombineAlong, combineDraws } from "./combine-draws.js";
export { type DiagnoseOptions, type Diagnosis, type DiagnosisFigures, diagnose } from "./diagnose/diagnose.js";
export { type Divergence, type Divergences, divergencesOf } from "./diagnose/divergences.js";
export { energyBfmi } from "./diagnose/energy-bfmi.js";
export type { Finding, FindingKind, VariableFigure } from "./diagnose/finding.js";
export type { Draws, SamplerTrace, Statistic } from "./draws.js";
export { copyOfDraws, drawsFromArrays, drawsFromColumns } from "./draws-from-arrays.js";
export { type ArvizJsonOptions, arvizJson } from "./formats/arviz-json.js";
export { type CmdStanCsvOptions, cmdStanCsv } from "./formats/cmdstan-csv.js";
export { type CmdStanOutput, parseCmdStanCsv } from "./formats/parse-cmdstan-csv.js";
export { fitGeneralizedPareto, type GeneralizedPareto, generalizedParetoQuantile } from "./pareto/generalized-pareto.js";
export {
  type ParetoDiagnostics,
  type ParetoOptions,
  type ParetoSmoothed,
  paretoDiagnostics,
  paretoSmoothed,
} from "./pareto/pareto-diagnostics.js";
export { type PsisOptions, type PsisWeights, psis } from "./pareto/psis.js";
export { compareModels, type ModelComparison } from "./predictive/compare-models.js";
export { type LogLikelihood, logLikelihoodFromDraws } from "./predictive/log-likelihood.js";
export { type LooOptions, loo } from "./predictive/loo.js";
export type { LooEstimate, MatchedObservation } from "./predictive/loo-estimate.js";
export { type MomentMatchingOptions, momentMatchedLoo, type UnconstrainedPosterior } from "./predictive/moment-matched-loo.js";
export type { DoubtfulObservation, PredictiveAccuracy, SumEstimate } from "./predictive/predictive-accuracy.js";
export { type WaicEstimate, waic } from "./predictive/waic.js";
export {
  type LogComponents,
  type PowerScalingOptions,
  type PowerScalingSensitivity,
  powerScalingSensitivity,
  type VariableSensitivity,
} from "./sensitivity/power-scaling.js";
export * from "./statistics/index.js";
export { type SubsetOptions, subsetDraws } from "./subset-draws.js";
export { type DefaultStatisticName, type DrawsSummary, type SummarizeOptions, type SummaryRow, summarize } from "./summarize.js";
