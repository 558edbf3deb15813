/** Draws of samplers: summaries, diagnostics, predictive comparison, files. */
export type { VariableStatistic } from "./chains/variable-statistic.js";
export { type CombineAlong, combineDraws } from "./combine-draws.js";
export type { Draws, SamplerTrace, Statistic } from "./draws.js";
export { copyOfDraws, drawsFromArrays, drawsFromColumns } from "./draws-from-arrays.js";
export * from "./statistics/index.js";
export { type SubsetOptions, subsetDraws } from "./subset-draws.js";
export { type DefaultStatisticName, type DrawsSummary, type SummarizeOptions, type SummaryRow, summarize } from "./summarize.js";
