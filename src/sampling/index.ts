/** Samplers: Markov chains on any log density, as runs that can be interrupted, resumed and gone on from. Knows nothing of models. */

export type { Adaptation, Warmup } from "./adaptation.js";
export { automatic } from "./adaptations/automatic.js";
export { fisherDiagonal } from "./adaptations/fisher-diagonal.js";
export { fisherLowRank } from "./adaptations/fisher-low-rank.js";
export { type VarianceWindowsOptions, varianceWindows } from "./adaptations/variance-windows.js";
export type { ChainState } from "./chain-state.js";
export type { ChainPoint, Kernel, Stepper, Transition, Tuning } from "./kernel.js";
export { type NutsOptions, nuts } from "./kernels/nuts.js";
export { type RandomWalkMetropolisOptions, randomWalkMetropolis } from "./kernels/random-walk-metropolis.js";
export { type SliceOptions, slice } from "./kernels/slice.js";
export { type StaticHmcOptions, staticHmc } from "./kernels/static-hmc.js";
export type { DenseMetricData, DiagonalMetricData, LowRankMetricData, Metric, MetricData } from "./metric.js";
export { Chain, type ChainStart } from "./run/chain.js";
export type { ChainRecord, Divergence } from "./run/chain-record.js";
export { chainTask, type PortionInput, type PortionOutput, type RebuiltTarget, type SamplerCatalogue } from "./run/chain-task.js";
export type { ChainProgress, RunOptions, Sampling, SamplingState } from "./run-options.js";
export { type SampleOptions, sampleLogDensity } from "./sample-log-density.js";
export { type SampleSourceOptions, sampleSource, type TargetSource } from "./sample-source.js";
export { Sampler, type SamplerDraws, type SamplerOptions, type SamplerRun } from "./sampler.js";
export type { Sink, SinkDraw, SinkPlan } from "./sink.js";
export { coordinates, type Recorder } from "./target.js";
