/** The Cholesky factor of a symmetric positive definite matrix, and what follows from it. */
import { log } from "../numeric/elementary.js";
import { factorBlocked } from "./cholesky-blocks.js";
import { choleskyByRows } from "./cholesky-by-rows.js";
import { factorTiled } from "./cholesky-tiles.js";
import {
  solveLowerInto,
  solveLowerMatrixInto,
  solveLowerTransposedInto,
  solveLowerTransposedMatrixInto,
} from "./triangular-solve.js";

/** From this size on, working in square blocks keeps the data in the cache. */
const BLOCKED_FROM = 640;

/**
 * Writes the lower Cholesky factor L of a symmetric positive definite n × n matrix A = L Lᵀ.
 *
 * Both are flat, row by row; only the lower triangle of `matrix` is read and only that of `factor` is written. `factor`
 * may be `matrix`. Returns −1, or the index of the first pivot that is not positive (or NaN): then the leading rows above
 * it are factored and the rest is unfinished. Nothing is allocated and no argument is checked. The bits do not depend on
 * the size-dependent order of the work.
 *
 * Source: golub2013matrix, algorithm 4.2.2 (rearranged by rows).
 */
export function choleskyInto(factor: Float64Array, matrix: Float64Array, n: number): number {
  if (factor !== matrix) copyLower(factor, matrix, n);
  if (n <= 8) return choleskyByRows(factor, n);
  return n < BLOCKED_FROM ? factorTiled(factor, n) : factorBlocked(factor, n);
}

/**
 * Solves A x = b given the Cholesky factor of A; `x` may be `b`.
 *
 * Source: golub2013matrix, section 4.2.
 */
export function solveCholeskyInto(x: Float64Array, factor: Float64Array, b: Float64Array, n: number): void {
  solveLowerInto(x, factor, b, n);
  solveLowerTransposedInto(x, factor, x, n);
}

/**
 * Solves A X = B given the Cholesky factor of A, where X and B are n × columns, flat, row by row; `x` may be `b`.
 *
 * Source: golub2013matrix, section 4.2.
 */
export function solveCholeskyMatrixInto(
  x: Float64Array,
  factor: Float64Array,
  b: Float64Array,
  n: number,
  columns: number,
): void {
  solveLowerMatrixInto(x, factor, b, n, columns);
  solveLowerTransposedMatrixInto(x, factor, x, n, columns);
}

/**
 * Returns log |A| = 2 Σ log Lᵢᵢ from the Cholesky factor of A.
 *
 * Source: golub2013matrix, section 4.2.
 */
export function choleskyLogDeterminant(factor: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += log(factor[i * (n + 1)]);
  return 2 * sum;
}

/**
 * Writes A⁻¹, both triangles, from the Cholesky factor of A; `inverse` may be `factor`.
 *
 * Source: golub2013matrix, section 4.2.
 */
export function choleskyInverseInto(inverse: Float64Array, factor: Float64Array, n: number): void {
  if (inverse !== factor) copyLower(inverse, factor, n);
  invertLower(inverse, n);
  // Row i of L⁻ᵀ L⁻¹ needs only the rows of L⁻¹ from i on, so the product can replace it from the top.
  for (let i = 0; i < n; i++) {
    const row = i * n;
    const own = inverse[row + i];
    for (let j = 0; j <= i; j++) inverse[row + j] *= own;
    for (let k = i + 1; k < n; k++) {
      const below = k * n;
      const x = inverse[below + i];
      for (let j = 0; j <= i; j++) inverse[row + j] += x * inverse[below + j];
    }
  }
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) inverse[j * n + i] = inverse[i * n + j];
}

/** Replaces a lower triangular matrix by its inverse. */
function invertLower(l: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) {
    const row = i * n;
    const pivot = l[row + i];
    for (let k = 0; k < i; k++) {
      const x = l[row + k];
      // Column k of this row is used up: from here on it holds the inverse.
      l[row + k] = 0;
      const above = k * n;
      for (let j = 0; j <= k; j++) l[row + j] -= x * l[above + j];
    }
    for (let j = 0; j < i; j++) l[row + j] /= pivot;
    l[row + i] = 1 / pivot;
  }
}

function copyLower(to: Float64Array, from: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) {
    const row = i * n;
    for (let j = 0; j <= i; j++) to[row + j] = from[row + j];
  }
}
