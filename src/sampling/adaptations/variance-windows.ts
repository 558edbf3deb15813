/** Stan's adaptation: variances (or covariances) of the draws in windows of doubling length. */
import { choleskyInto } from "../../linear-algebra/index.js";
import type { Adaptation, Warmup } from "../adaptation.js";
import { denseMetric } from "../metrics/dense.js";
import { diagonalMetric } from "../metrics/diagonal.js";
import { averageDually, averagedStepSize, type DualAveraging, startDualAveraging } from "../step-size/dual-averaging.js";
import { warmupWindows } from "./warmup-windows.js";

/** Options of Stan's adaptation. */
export interface VarianceWindowsOptions {
  /** A scale for each coordinate, or the whole covariance matrix. Default "diagonal". */
  readonly metric?: "diagonal" | "dense";
}

interface Memory {
  count: number;
  readonly mean: Float64Array;
  /** Sums of squared deviations (diagonal), or of products (dense, lower triangle, row by row). */
  readonly products: Float64Array;
  stepSize: DualAveraging;
}

/** Shrinkage of the estimate toward 0.001 I, as so many draws. */
const PRIOR_DRAWS = 5;
const PRIOR_VARIANCE = 1e-3;

/**
 * Constructs Stan's adaptation: the metric is the variance of the draws of a window, n/(n+5) · Var + 0.001 · 5/(n+5), starting from I; windows
 * double from 25 between a buffer of 75 and one of 50 iterations, in which only the step size is learned. Warmups of 20 to 149 iterations
 * have one window.
 *
 * Source: stan2025sampling; welford1962note.
 */
export function varianceWindows({ metric = "diagonal" }: VarianceWindowsOptions = {}): Adaptation {
  const dense = metric === "dense";
  const adaptation: Adaptation<Memory> = {
    name: "varianceWindows",
    options: { metric },
    defaultWarmup: 1000,
    begin: (warmup) => begin(warmup, dense),
    learn: (memory, warmup, iteration) => learn(memory, warmup, iteration, dense),
  };
  return adaptation as unknown as Adaptation;
}

function begin(warmup: Warmup, dense: boolean): Memory {
  const { tuning, point } = warmup;
  const { length } = point.position;
  if (!warmup.warm) {
    tuning.metric = diagonalMetric(new Float64Array(length).fill(1));
    tuning.stepSize = 1;
    tuning.stepSize = warmup.searchStepSize();
  }
  return {
    count: 0,
    mean: new Float64Array(length),
    products: new Float64Array(dense ? length * length : length),
    stepSize: startDualAveraging(tuning.stepSize),
  };
}

function learn(memory: Memory, warmup: Warmup, iteration: number, dense: boolean): void {
  const { tuning, transition, length, targetAcceptance, point } = warmup;
  if (targetAcceptance !== undefined)
    tuning.stepSize = averageDually(memory.stepSize, transition.acceptance, targetAcceptance, Infinity);
  const { start, ends } = warmupWindows(length);
  const last = ends[ends.length - 1];
  if (iteration >= start && iteration <= last) {
    collect(memory, point.position, dense);
    if (ends.includes(iteration)) {
      tuning.metric = dense ? (denseEstimate(memory) ?? tuning.metric) : diagonalEstimate(memory);
      forget(memory);
      if (targetAcceptance !== undefined) {
        tuning.stepSize = warmup.searchStepSize();
        memory.stepSize = startDualAveraging(tuning.stepSize);
      }
    }
  }
  if (iteration === length - 1 && targetAcceptance !== undefined) tuning.stepSize = averagedStepSize(memory.stepSize);
}

function forget(memory: Memory): void {
  memory.count = 0;
  memory.mean.fill(0);
  memory.products.fill(0);
}

function collect(memory: Memory, position: Float64Array, dense: boolean): void {
  const { mean, products } = memory;
  const { length } = mean;
  const share = 1 / ++memory.count;
  if (dense) {
    // With the old mean in both factors, (n − 1)/n makes Welford's product of old and new deviations.
    for (let i = 0; i < length; i++) {
      const deviation = (position[i] - mean[i]) * (1 - share);
      for (let j = 0; j <= i; j++) products[i * length + j] += deviation * (position[j] - mean[j]);
    }
    for (let i = 0; i < length; i++) mean[i] += (position[i] - mean[i]) * share;
    return;
  }
  for (let i = 0; i < length; i++) {
    const deviation = position[i] - mean[i];
    mean[i] += deviation * share;
    products[i] += deviation * (position[i] - mean[i]);
  }
}

function diagonalEstimate({ count, products }: Memory) {
  const weight = count > 1 ? count / (count + PRIOR_DRAWS) / (count - 1) : 0;
  const floor = (PRIOR_VARIANCE * PRIOR_DRAWS) / (count + PRIOR_DRAWS);
  return diagonalMetric(products.map((sum) => Math.sqrt(weight * sum + floor)));
}

/** Undefined where the estimate is not positive definite to working precision. */
function denseEstimate({ count, products, mean }: Memory) {
  const { length } = mean;
  const weight = count > 1 ? count / (count + PRIOR_DRAWS) / (count - 1) : 0;
  const floor = (PRIOR_VARIANCE * PRIOR_DRAWS) / (count + PRIOR_DRAWS);
  const factor = products.map((sum) => weight * sum);
  for (let i = 0; i < length; i++) factor[i * (length + 1)] += floor;
  return choleskyInto(factor, factor, length) < 0 ? denseMetric(factor) : undefined;
}
