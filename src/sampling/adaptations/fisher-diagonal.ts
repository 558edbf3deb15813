/** The default adaptation: a diagonal metric from the variances of draws and of gradients. */
import type { Adaptation, Warmup } from "../adaptation.js";
import { diagonalMetric } from "../metrics/diagonal.js";
import { averageDually, averagedStepSize, type DualAveraging, startDualAveraging } from "../step-size/dual-averaging.js";
import { addToMoments, clearMoments, type DrawMoments, emptyMoments } from "./draw-moments.js";

interface Memory {
  foreground: DrawMoments;
  background: DrawMoments;
  window: number;
  /** Whether the metric has changed since the first one. */
  changed: boolean;
  stepSize: DualAveraging;
}

const LOG_PI = 1.1447298858494002;
const FIRST_STEP_SIZE = 0.1;

/**
 * Constructs the adaptation that makes the gradients of the whitened target as near to those of N(0, I) as a diagonal metric can (least
 * Fisher divergence): scale² = √(Var(x) / Var(∂ log π / ∂x)), coordinate by coordinate.
 *
 * The first scale comes from the first gradient alone, |∂|^(−½). Draws enter a foreground and a background estimate; now and then
 * the foreground becomes the background, which begins anew: every 10 draws in the first 30 % of warmup, then in windows growing by half
 * from 80. The metric is updated after each draw, until the last 15 %, when only the step size is.
 *
 * Source: seyboldt2026nutpie.
 */
export function fisherDiagonal(): Adaptation<object> {
  const adaptation: Adaptation<Memory> = { name: "fisher-diagonal", defaultWarmup: 400, begin, learn };
  return adaptation as unknown as Adaptation<object>;
}

function begin(warmup: Warmup): Memory {
  const { point, tuning } = warmup;
  const { position, gradient } = point;
  const scale = new Float64Array(position.length);
  for (let i = 0; i < scale.length; i++) scale[i] = 1 / Math.sqrt(clamp(Math.abs(gradient[i])));
  tuning.metric = diagonalMetric(scale);
  tuning.stepSize = FIRST_STEP_SIZE;
  tuning.stepSize = warmup.searchStepSize();
  const foreground = emptyMoments(position.length);
  const background = emptyMoments(position.length);
  addToMoments(foreground, position, gradient);
  addToMoments(background, position, gradient);
  return { foreground, background, window: 10, changed: false, stepSize: startDualAveraging(tuning.stepSize) };
}

function learn(memory: Memory, warmup: Warmup, iteration: number): void {
  const { tuning, transition, length, targetAcceptance } = warmup;
  const metricEnd = length - Math.floor(0.15 * length);
  const late = iteration >= metricEnd || learnMetric(memory, warmup, iteration, metricEnd);
  if (targetAcceptance === undefined) return;
  const acceptance = late ? transition.symmetricAcceptance : transition.acceptance;
  tuning.stepSize = averageDually(memory.stepSize, acceptance, targetAcceptance, LOG_PI);
  if (iteration < metricEnd && !memory.changed && memory.foreground.count >= 3) {
    memory.changed = true;
    tuning.stepSize = FIRST_STEP_SIZE;
    tuning.stepSize = warmup.searchStepSize();
    memory.stepSize = startDualAveraging(tuning.stepSize);
  }
  if (iteration === length - 1) tuning.stepSize = averagedStepSize(memory.stepSize);
}

/** Takes in the draw and updates the metric; returns whether too little of warmup is left for another switch. */
function learnMetric(memory: Memory, { point, transition, tuning, length }: Warmup, iteration: number, end: number): boolean {
  const earlyEnd = Math.floor(0.3 * length);
  if (iteration === earlyEnd) memory.window = Math.max(80, memory.background.count);
  const early = iteration < earlyEnd;
  if (transition.divergent ? Math.abs(transition.offset) > 4 : transition.offset !== 0) {
    addToMoments(memory.foreground, point.position, point.gradient);
    addToMoments(memory.background, point.position, point.gradient);
  }
  const next = early ? 10 : Math.max(memory.window + 1, Math.round(1.5 * memory.window));
  const late = next + iteration > end;
  if (memory.background.count >= (early ? 10 : memory.window) && !late) {
    const old = memory.foreground;
    memory.foreground = memory.background;
    memory.background = old;
    clearMoments(old);
    if (!early) memory.window = next;
  }
  const { metric } = tuning;
  if (memory.foreground.count >= 3 && metric.data.kind === "diagonal") updateScale(metric.data.scale, memory.foreground);
  return late;
}

function updateScale(scale: Float64Array, { positionSquares, gradientSquares }: DrawMoments): void {
  for (let i = 0; i < scale.length; i++) {
    const ratio = positionSquares[i] / gradientSquares[i];
    if (ratio > 0 && ratio < Infinity) scale[i] = Math.sqrt(clamp(Math.sqrt(ratio)));
  }
}

function clamp(value: number): number {
  return value >= 1e-20 ? (value <= 1e20 ? value : 1e20) : value < 1e-20 ? 1e-20 : 1;
}
