/** A low-rank or dense metric from draws and gradients. */
import { choleskyByRows } from "../../linear-algebra/index.js";
import type { MetricData } from "../metric.js";
import { showsCorrelation } from "./correlation-evidence.js";
import type { DrawWindow } from "./draw-window.js";
import { fisherCovariance, type PrincipalVariances } from "./fisher-covariance.js";

/** Which of the directions are worth their cost: the numbers of those to keep. */
export type DirectionRule = (variances: Float64Array) => readonly number[];

/**
 * Returns the low-rank metric whose whitened draws and gradients are nearest to those of N(0, I): a scale for each coordinate, (Var x / Var g)^¼,
 * and in the coordinates so scaled those of the principal directions that the rule keeps; the dense one if that is cheaper. None where it keeps none,
 * where numbers overflow, where a cheap look finds no evidence of correlation, and where the first half of the draws does not foretell the second.
 *
 * Source: seyboldt2026nutpie.
 */
export function lowRankEstimate(window: DrawWindow, dimension: number, rule: DirectionRule): LowRankEstimate {
  const { count } = window;
  if (dimension < 2 || count < FEWEST_DRAWS + 2 * Math.min(dimension, MOST_NEEDED)) return NOTHING;
  const positions = window.positions.slice(0, count * dimension);
  const gradients = window.gradients.slice(0, count * dimension);
  const scale = standardize(positions, gradients, count, dimension);
  if (!scale || !showsCorrelation(positions, gradients, count, dimension)) return NOTHING;
  const left = shareLeft(positions, gradients, count, dimension);
  if (!(left < MOST_LEFT)) return { metric: undefined, hopeless: left > HOPELESS };
  const found = fisherCovariance(positions, gradients, count, dimension);
  const kept = found ? rule(found.variances) : [];
  if (!found || kept.length === 0) return NOTHING;
  // A step costs 4 d for each direction, or d² with a dense factor.
  const few = DENSE_FROM * kept.length < dimension;
  const metric = few ? { kind: "low-rank" as const, scale, ...only(found, kept, dimension) } : denseFrom(scale, found, dimension);
  return { metric, hopeless: false };
}

/** What was found. */
export interface LowRankEstimate {
  /** Undefined where the diagonal metric is to stay. */
  readonly metric: MetricData | undefined;
  /** Whether the target is so far from normal that there is no sense in trying again. */
  readonly hopeless: boolean;
}

const NOTHING: LowRankEstimate = { metric: undefined, hopeless: false };

const DENSE_FROM = 4;

/** diag(scale) Σ v_k u_k u_kᵀ diag(scale) as a dense metric. */
function denseFrom(scale: Float64Array, { directions, variances }: PrincipalVariances, dimension: number) {
  const factor = new Float64Array(dimension * dimension);
  const { length } = variances;
  for (let i = 0; i < dimension; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = length < dimension && i === j ? 1 : 0;
      const rest = length < dimension ? 1 : 0;
      for (let k = 0, at = 0; k < length; k++, at += dimension)
        sum += (variances[k] - rest) * directions[at + i] * directions[at + j];
      factor[i * dimension + j] = sum * scale[i] * scale[j];
    }
  }
  return choleskyByRows(factor, dimension) < 0 ? ({ kind: "dense", factor } as const) : undefined;
}

/** An estimate needs 5 draws, and two for every coordinate up to 64, so that one half of them can foretell the other. */
const FEWEST_DRAWS = 5;
const MOST_NEEDED = 64;

/**
 * A metric found in the first half of the draws must leave at most so much of the diagonal one's Fisher divergence in the second: regressions leave
 * less than 0.05, funnels 0.4 to 3. Where this much is left, there is no sense in trying again.
 */
const MOST_LEFT = 0.3;
const HOPELESS = 0.6;

/**
 * How far correlations found in the first half of the draws are those of the second: Σ |A⁻¹x + Aᵀg|² over the second half, the Fisher divergence,
 * over Σ |x + g|². A funnel's draws and gradients, which come from its wide and its narrow end, are found out here.
 */
function shareLeft(positions: Float64Array, gradients: Float64Array, count: number, dimension: number): number {
  const half = count >> 1;
  const found = fisherCovariance(positions, gradients, half, dimension);
  if (!found) return 1;
  const { directions, variances } = found;
  let before = 0;
  let gained = 0;
  for (let at = half * dimension; at < count * dimension; at += dimension) {
    for (let i = at; i < at + dimension; i++) before += (positions[i] + gradients[i]) * (positions[i] + gradients[i]);
    for (let k = 0; k < variances.length; k++) {
      let x = 0;
      let g = 0;
      for (let i = 0; i < dimension; i++) {
        x += directions[k * dimension + i] * positions[at + i];
        g += directions[k * dimension + i] * gradients[at + i];
      }
      const root = Math.sqrt(Math.max(variances[k], Number.MIN_VALUE));
      const whitened = x / root + g * root;
      gained += (x + g) * (x + g) - whitened * whitened;
    }
  }
  return (before - gained) / before;
}

function only({ directions, variances }: PrincipalVariances, kept: readonly number[], dimension: number) {
  const some = new Float64Array(kept.length * dimension);
  kept.forEach((k, row) => {
    some.set(directions.subarray(k * dimension, (k + 1) * dimension), row * dimension);
  });
  return { directions: some, stretch: Float64Array.from(kept, (k) => Math.sqrt(variances[k])) };
}

/** Centers both, divides the draws by the scale and multiplies the gradients by it; undefined unless every coordinate has one. */
function standardize(positions: Float64Array, gradients: Float64Array, count: number, dimension: number) {
  const scale = new Float64Array(dimension);
  const inverse = new Float64Array(dimension);
  const spread = center(positions, count, dimension);
  const steepness = center(gradients, count, dimension);
  for (let i = 0; i < dimension; i++) {
    scale[i] = Math.sqrt(Math.sqrt(spread[i] / steepness[i]));
    if (!(scale[i] > 1e-10 && scale[i] < 1e10)) return undefined;
    inverse[i] = 1 / scale[i];
  }
  for (let r = 0, at = 0; r < count; r++) {
    for (let i = 0; i < dimension; i++, at++) {
      positions[at] *= inverse[i];
      gradients[at] *= scale[i];
    }
  }
  return scale;
}

/** Subtracts the means of the columns; returns their sums of squares. */
function center(rows: Float64Array, count: number, dimension: number): Float64Array {
  const mean = new Float64Array(dimension);
  const squares = new Float64Array(dimension);
  for (let at = 0; at < count * dimension; ) for (let i = 0; i < dimension; i++, at++) mean[i] += rows[at];
  for (let i = 0; i < dimension; i++) mean[i] /= count;
  for (let at = 0; at < count * dimension; ) {
    for (let i = 0; i < dimension; i++, at++) {
      rows[at] -= mean[i];
      squares[i] += rows[at] * rows[at];
    }
  }
  return squares;
}

/** Keeps directions whose variance is above 2 or below ½. Source: seyboldt2026nutpie. */
export const outstanding: DirectionRule = (variances) => {
  const kept: number[] = [];
  variances.forEach((variance, k) => {
    if (variance > 2 || variance < 0.5) kept.push(k);
  });
  return kept;
};

/** What a direction adds to the cost of a leapfrog step, as a share: measured on the radon and nes models, whose densities are fast. */
const SHARE_OF_A_DIRECTION = 0.25;
/** Below this gain the diagonal metric stays. */
const LEAST_GAIN = 1.15;

/**
 * Keeps the directions for which the cost of an independent draw is least: trajectories are as long as √(largest / smallest variance) of those
 * left, and each direction makes a step a little dearer, until all together are one dense matrix. None if the gain is below 15 %.
 */
export const worthwhile: DirectionRule = (variances) => {
  const count = variances.length;
  const order = Array.from(variances.keys()).sort((a, b) => variances[a] - variances[b]);
  const extent = (low: number, high: number) =>
    low > high ? 1 : Math.sqrt(Math.max(1, variances[order[high]]) / Math.min(1, variances[order[low]]));
  const whole = extent(0, count - 1);
  let best = { cost: 1 + (SHARE_OF_A_DIRECTION * count) / DENSE_FROM, low: count, high: count - 1 };
  for (let low = 0, high = count - 1; low <= high; ) {
    if (variances[order[high]] * variances[order[low]] > 1) high--;
    else low++;
    const cost = extent(low, high) * (1 + SHARE_OF_A_DIRECTION * (count - (high - low + 1)));
    if (cost < best.cost) best = { cost, low, high };
  }
  if (whole < LEAST_GAIN * best.cost) return [];
  return [...order.slice(0, best.low), ...order.slice(best.high + 1)];
};
