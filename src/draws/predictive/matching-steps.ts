/** The maps that give draws the moments of their weighted selves. */
import {
  choleskyInto,
  crossProductInto,
  solveLowerTransposedInto,
  weightedCrossProductInto,
} from "../../linear-algebra/index.js";
import type { AffineMap } from "./affine-map.js";

/** Positions, draw after draw, each of `dimension` coordinates. */
export interface PositionTable {
  readonly values: Float64Array;
  readonly count: number;
  readonly dimension: number;
}

/** Draws as `map` moves them, and weights of theirs that add up to 1. */
export interface WeightedPositions {
  readonly map: AffineMap;
  readonly positions: PositionTable;
  readonly weights: Float64Array;
}

/** The mean of each coordinate. Source: paananen2021implicitly. */
export function meanPosition({ values, count, dimension }: PositionTable): Float64Array {
  const mean = new Float64Array(dimension);
  for (let s = 0; s < count; s++) for (let k = 0; k < dimension; k++) mean[k] += values[s * dimension + k];
  return mean.map((sum) => sum / count);
}

/**
 * Maps to try, the simplest first: the mean matched; mean and variances; mean and covariances, where there are 10 draws for each
 * coordinate and both covariance matrices are positive definite.
 *
 * Source: paananen2021implicitly.
 */
export function* matchingMaps(weighted: WeightedPositions): Generator<AffineMap> {
  const { map, positions, weights } = weighted;
  const target = weightedMean(positions, weights);
  yield map.movedTo(target);
  const scales = varianceFactors(weighted, target);
  if (scales.every((scale) => scale > 0 && Number.isFinite(scale))) yield map.scaledBy(scales).movedTo(target);
  const matrix = positions.count >= 10 * positions.dimension ? covarianceFactor(weighted, target) : undefined;
  if (matrix !== undefined) yield map.multipliedBy(matrix).movedTo(target);
}

function weightedMean({ values, count, dimension }: PositionTable, weights: Float64Array): Float64Array {
  const mean = new Float64Array(dimension);
  for (let s = 0; s < count; s++) for (let k = 0; k < dimension; k++) mean[k] += weights[s] * values[s * dimension + k];
  return mean;
}

/** √(weighted variance × S/(S − 1) / variance) of each coordinate. */
function varianceFactors({ map, positions, weights }: WeightedPositions, target: Float64Array): Float64Array {
  const { values, count, dimension } = positions;
  const plain = new Float64Array(dimension);
  const weighted = new Float64Array(dimension);
  for (let s = 0; s < count; s++) {
    for (let k = 0; k < dimension; k++) {
      const value = values[s * dimension + k];
      plain[k] += (value - map.image[k]) * (value - map.image[k]);
      weighted[k] += weights[s] * (value - target[k]) * (value - target[k]);
    }
  }
  return weighted.map((sum, k) => Math.sqrt((sum * count) / plain[k]));
}

/** The lower triangular L W⁻¹ of the Cholesky factors L of the weighted and W of the plain covariance matrix; undefined without both. */
function covarianceFactor({ map, positions, weights }: WeightedPositions, target: Float64Array): Float64Array | undefined {
  const { count, dimension: n } = positions;
  const plain = new Float64Array(n * n);
  crossProductInto(plain, centered(positions, map.image), count, n);
  const weighted = new Float64Array(n * n);
  weightedCrossProductInto(weighted, centered(positions, target), weights, count, n);
  const squares = weights.reduce((sum, weight) => sum + weight * weight, 0);
  for (let at = 0; at < n * n; at++) {
    plain[at] /= count - 1;
    weighted[at] /= 1 - squares;
  }
  if (choleskyInto(plain, plain, n) >= 0 || choleskyInto(weighted, weighted, n) >= 0) return undefined;
  // M W = L, row by row: Wᵀ m = l.
  for (let i = 0; i < n; i++) {
    const row = weighted.subarray(i * n, (i + 1) * n).fill(0, i + 1);
    solveLowerTransposedInto(row, plain, row, n);
  }
  return weighted;
}

function centered({ values, dimension }: PositionTable, center: Float64Array): Float64Array {
  return values.map((value, at) => value - center[at % dimension]);
}
