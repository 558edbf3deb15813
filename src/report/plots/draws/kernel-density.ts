/** Smooth densities of draws, for the eye. */
import { exp } from "../../../numeric/elementary.js";

/** A density at equally spaced places. */
export interface Curve {
  readonly places: readonly number[];
  readonly densities: readonly number[];
}

/** Cells into which draws are counted before they are smoothed. */
const CELLS = 256;
/** Beyond so many bandwidths the kernel is 0. */
const REACH = 4;

/**
 * The Gaussian kernel density of the values from `least` to `most`, mirrored at both, with bandwidth h = 0.9·min(sd, IQR/1.34)·n^(−1/5):
 * Σ φ((x − x_i)/h)/(n·h), values counted into 256 cells first.
 *
 * Source: silverman1986density.
 */
export function kernelDensity(values: ArrayLike<number>, least: number, most: number): Curve {
  const cell = (most - least) / CELLS;
  const counts = new Float64Array(CELLS);
  let inside = 0;
  for (let i = 0; i < values.length; i++) {
    if (!(values[i] >= least && values[i] <= most)) continue;
    counts[Math.min(CELLS - 1, Math.floor((values[i] - least) / cell))]++;
    inside++;
  }
  const bandwidth = bandwidthOf(values) / cell;
  const kernel = kernelOf(bandwidth > 0.3 ? bandwidth : 0.3);
  const densities = Array.from({ length: CELLS }, (_, at) => {
    let sum = counts[at] * kernel[0];
    for (let k = 1; k < kernel.length; k++) sum += kernel[k] * (counts[mirrored(at - k)] + counts[mirrored(at + k)]);
    return inside === 0 ? 0 : sum / (inside * cell);
  });
  return { places: densities.map((_, at) => least + (at + 0.5) * cell), densities };
}

/** The quantile by linear interpolation between order statistics of sorted values. Source: hyndman1996sample. */
export function quantileOf(sorted: ArrayLike<number>, probability: number): number {
  const place = probability * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(sorted.length - 1, below + 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

/** The range in which nearly all values are: heavy tails would leave nothing to see of the rest. */
export function bulkOf(sorted: Float64Array): readonly [least: number, most: number] {
  return [quantileOf(sorted, 0.0025), quantileOf(sorted, 0.9975)];
}

function bandwidthOf(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).filter(Number.isFinite).sort();
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  const variance = sorted.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / Math.max(1, sorted.length - 1);
  const spread = (quantileOf(sorted, 0.75) - quantileOf(sorted, 0.25)) / 1.34;
  return (0.9 * Math.min(Math.sqrt(variance), spread > 0 ? spread : Number.POSITIVE_INFINITY)) / sorted.length ** 0.2;
}

function kernelOf(bandwidth: number): readonly number[] {
  const reach = Math.min(CELLS - 1, Math.ceil(REACH * bandwidth));
  const weights = Array.from({ length: reach + 1 }, (_, k) => exp(-0.5 * (k / bandwidth) ** 2));
  const total = weights[0] + 2 * weights.slice(1).reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

function mirrored(at: number): number {
  return at < 0 ? -1 - at : at >= CELLS ? 2 * CELLS - 1 - at : at;
}
