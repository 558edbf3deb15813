/** What the adaptations by Fisher divergence share: when draws count, when old ones are forgotten, and the step size. */
import type { Adaptation, Warmup } from "../adaptation.js";
import { diagonalMetric } from "../metrics/diagonal.js";
import { metricFromData } from "../metrics/metric-from-data.js";
import { averageDually, averagedStepSize, type DualAveraging, startDualAveraging } from "../step-size/dual-averaging.js";
import { aimedAcceptance, judgeStep, noTrials, type StepTrials } from "./aimed-acceptance.js";
import { addToMoments, clearMoments, type DrawMoments, emptyMoments } from "./draw-moments.js";
import { addToWindow, type DrawWindow, emptyWindow, switchWindow } from "./draw-window.js";
import { type DirectionRule, lowRankEstimate } from "./low-rank-estimate.js";

interface Memory {
  foreground: DrawMoments;
  background: DrawMoments;
  /** The latest draws themselves, for low-rank metrics; null for diagonal ones. */
  readonly draws: DrawWindow | null;
  /** Draws between two switches, after the early ones. */
  window: number;
  /** Draws that an estimate needs. */
  readonly fewest: number;
  /** Whether there is no sense in looking for correlations any more. */
  hopeless: boolean;
  /** Whether the metric has changed since the first one. */
  changed: boolean;
  stepSize: DualAveraging;
  /** How steps did with the present metric, after the early draws. */
  steps: StepTrials;
}

const LOG_PI = 1.1447298858494002;
const FIRST_STEP_SIZE = 0.1;
const SMALLEST_CURVATURE = 1e-12;
/** Below this a slope is taken for none: the first scale is at most 10⁹. */
const SMALLEST_SLOPE = 1e-18;
/** Draws between switches early on. */
const EARLY_WINDOW = 10;

/** Constructs an adaptation; with a rule for directions, one that looks for low-rank metrics. */
export function fisherAdaptation(name: string, defaultWarmup: number, rule?: DirectionRule): Adaptation {
  const adaptation: Adaptation<Memory> = {
    name,
    options: {},
    defaultWarmup,
    begin: (warmup) => begin(warmup, rule !== undefined),
    learn: (memory, warmup, iteration) => learn(memory, warmup, iteration, rule),
  };
  return adaptation as unknown as Adaptation;
}

function begin(warmup: Warmup, lowRank: boolean): Memory {
  const { point, tuning, warm, length } = warmup;
  const { position, gradient } = point;
  if (!warm) {
    tuning.metric = diagonalMetric(firstScale(warmup));
    tuning.stepSize = FIRST_STEP_SIZE;
    tuning.stepSize = warmup.searchStepSize();
  }
  const foreground = emptyMoments(position.length);
  const background = emptyMoments(position.length);
  if (!warm) {
    addToMoments(foreground, position, gradient);
    addToMoments(background, position, gradient);
  }
  const draws = lowRank ? emptyWindow(position.length, length) : null;
  const stepSize = startDualAveraging(tuning.stepSize);
  const steps = noTrials();
  return {
    foreground,
    background,
    draws,
    window: EARLY_WINDOW,
    fewest: warm ? 50 : 3,
    hopeless: false,
    changed: warm,
    stepSize,
    steps,
  };
}

/** Scales |∂²log π|^(−½), or |∂ log π|^(−½) where the curvature is nothing to go by. */
function firstScale(warmup: Warmup): Float64Array {
  const { gradient } = warmup.point;
  const scale = new Float64Array(gradient.length);
  warmup.curvaturesInto(scale);
  for (let i = 0; i < scale.length; i++) {
    const slope = Math.abs(gradient[i]);
    if (scale[i] > SMALLEST_CURVATURE && scale[i] < 1e20) scale[i] = 1 / Math.sqrt(scale[i]);
    else scale[i] = slope > SMALLEST_SLOPE && slope < 1e20 ? 1 / Math.sqrt(slope) : 1;
  }
  return scale;
}

function learn(memory: Memory, warmup: Warmup, iteration: number, rule: DirectionRule | undefined): void {
  const { tuning, transition, length, targetAcceptance } = warmup;
  const metricEnd = length - Math.floor(0.15 * length);
  const kind = tuning.metric.data.kind;
  let late = true;
  if (iteration < metricEnd) {
    late = takeIn(memory, warmup, iteration, metricEnd);
    if (memory.foreground.count >= memory.fewest) updateMetric(memory, warmup, iteration, iteration === metricEnd - 1, rule);
  }
  if (targetAcceptance === undefined) return;
  const acceptance = late ? transition.symmetricAcceptance : transition.acceptance;
  if (iteration >= earlyEndOf(length))
    judgeStep(memory.steps, transition.acceptance, transition.stepSize, averagedStepSize(memory.stepSize));
  tuning.stepSize = averageDually(memory.stepSize, acceptance, aimedAcceptance(memory.steps, targetAcceptance), LOG_PI);
  const first = !memory.changed && iteration < metricEnd && memory.foreground.count >= memory.fewest;
  if (first || tuning.metric.data.kind !== kind) {
    memory.changed = true;
    tuning.stepSize = FIRST_STEP_SIZE;
    tuning.stepSize = warmup.searchStepSize();
    memory.stepSize = startDualAveraging(tuning.stepSize);
    memory.steps = noTrials();
  }
  if (iteration === length - 1) tuning.stepSize = averagedStepSize(memory.stepSize);
}

/** The first 30 % of warmup are early: estimates are switched every few draws. */
const earlyEndOf = (length: number): number => Math.floor(0.3 * length);

/** Takes in the draw, and switches estimates if it is time; returns whether too little of warmup is left for another switch. */
function takeIn(memory: Memory, { point, transition, length }: Warmup, iteration: number, metricEnd: number): boolean {
  const earlyEnd = earlyEndOf(length);
  if (iteration === earlyEnd) memory.window = Math.max(80, memory.background.count);
  const early = iteration < earlyEnd;
  if (transition.divergent ? Math.abs(transition.offset) > 4 : transition.offset !== 0) {
    addToMoments(memory.foreground, point.position, point.gradient);
    addToMoments(memory.background, point.position, point.gradient);
    if (memory.draws) addToWindow(memory.draws, point.position, point.gradient);
  }
  const next = early ? EARLY_WINDOW : Math.max(memory.window + 1, Math.round(1.5 * memory.window));
  const late = next + iteration > metricEnd;
  if (memory.background.count >= (early ? EARLY_WINDOW : memory.window) && !late) {
    const old = memory.foreground;
    memory.foreground = memory.background;
    memory.background = old;
    clearMoments(old);
    if (memory.draws) switchWindow(memory.draws, point.position.length);
    if (!early) memory.window = next;
  }
  return late;
}

function updateMetric(
  memory: Memory,
  { tuning }: Warmup,
  iteration: number,
  last: boolean,
  rule: DirectionRule | undefined,
): void {
  const { data } = tuning.metric;
  if (memory.draws && rule && !memory.hopeless && (last || isTimeForAnEstimate(iteration))) {
    const { metric, hopeless } = lowRankEstimate(memory.draws, memory.foreground.positionMean.length, rule);
    memory.hopeless = hopeless;
    if (metric) {
      tuning.metric = metricFromData(metric);
      memory.steps = noTrials();
      return;
    }
    if (data.kind !== "diagonal") tuning.metric = diagonalMetric(new Float64Array(memory.foreground.positionMean.length).fill(1));
  }
  const current = tuning.metric.data;
  if (current.kind === "diagonal") updateScale(current.scale, memory.foreground);
}

function updateScale(scale: Float64Array, { positionSquares, gradientSquares }: DrawMoments): void {
  for (let i = 0; i < scale.length; i++) {
    const ratio = positionSquares[i] / gradientSquares[i];
    if (ratio > 0 && ratio < Infinity) scale[i] = Math.sqrt(clamp(Math.sqrt(ratio)));
  }
}

/** Low-rank estimates are costly: they are made after 15, 25, 40, 80, 160, 240, … draws. */
function isTimeForAnEstimate(iteration: number): boolean {
  const made = iteration + 1;
  return made === 15 || made === 25 || made === 40 || made % 80 === 0;
}

/** Keeps a variance within 10^±20; what is not a number becomes 1. */
function clamp(value: number): number {
  return value >= 1e-20 ? (value <= 1e20 ? value : 1e20) : value < 1e-20 ? 1e-20 : 1;
}
