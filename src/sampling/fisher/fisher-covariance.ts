/** The covariance that fits draws and their gradients best, in the space that they span. */
import { choleskyByRows } from "../../linear-algebra/index.js";
import { symmetricEigenInto } from "./symmetric-eigen.js";

/** Orthonormal directions, row by row, and the variance along each; along all others it is 1. */
export interface PrincipalVariances {
  readonly directions: Float64Array;
  readonly variances: Float64Array;
}

/** Beyond so many coordinates the directions are sought in the space that a part of the draws span. */
const WHOLE_SPACE = 128;
const SPANNING_DRAWS = 48;
const RIDGE = 1e-5;

/**
 * Returns the principal directions of the covariance Σ that makes the sample Fisher divergence from N(·, Σ) least: Σ S_g Σ = S_x, where S_x and
 * S_g are the cross-products (with 1e-5 on their diagonals) of `count` centered draws and of their centered gradients, row by row. Undefined
 * where numbers overflow.
 *
 * With S_g = L Lᵀ, Σ = L⁻ᵀ (Lᵀ S_x L)^½ L⁻¹, the geometric mean of S_x and S_g⁻¹.
 *
 * Source: seyboldt2026nutpie; bhatia2007positive, chapter 4.
 */
export function fisherCovariance(
  draws: Float64Array,
  gradients: Float64Array,
  count: number,
  dimension: number,
): PrincipalVariances | undefined {
  if (dimension <= WHOLE_SPACE) {
    const found = geometricMean(crossProduct(draws, count, dimension), crossProduct(gradients, count, dimension), dimension);
    return found && { directions: found.vectors, variances: found.values };
  }
  const basis = spanOf(draws, gradients, count, dimension);
  const size = basis.length / dimension;
  const within = (rows: Float64Array) => crossProduct(coordinatesIn(basis, rows, count, dimension), count, size);
  const found = geometricMean(within(draws), within(gradients), size);
  return found && { directions: combine(found.vectors, basis, size, dimension), variances: found.values };
}

/** The eigenvectors (rows) and eigenvalues of the geometric mean of a matrix and another's inverse; both are written over. */
function geometricMean(
  a: Float64Array,
  b: Float64Array,
  n: number,
): { readonly vectors: Float64Array; readonly values: Float64Array } | undefined {
  const values = new Float64Array(n);
  const work = new Float64Array(n);
  if (choleskyByRows(b, n) >= 0) return undefined;
  const inner = congruent(a, b, n);
  if (!symmetricEigenInto(values, inner, work, n)) return undefined;
  const roots = new Float64Array(n * n);
  // Row k of the factor: λ^¼ L⁻ᵀ v.
  for (let k = 0; k < n; k++) {
    const root = Math.sqrt(Math.sqrt(Math.max(values[k], 0)));
    for (let i = n - 1; i >= 0; i--) {
      let sum = inner[k * n + i] * root;
      for (let j = i + 1; j < n; j++) sum -= b[j * n + i] * roots[k * n + j];
      roots[k * n + i] = sum / b[i * n + i];
    }
  }
  const mean = plainCrossProduct(roots, n, n);
  return symmetricEigenInto(values, mean, work, n) ? { vectors: mean, values } : undefined;
}

/** Lᵀ A L. */
function congruent(a: Float64Array, lower: Float64Array, n: number): Float64Array {
  const half = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const x = a[i * n + k];
      for (let j = 0; j <= k; j++) half[i * n + j] += x * lower[k * n + j];
    }
  }
  const out = new Float64Array(n * n);
  for (let k = 0; k < n; k++) {
    for (let i = 0; i <= k; i++) {
      const x = lower[k * n + i];
      for (let j = 0; j < n; j++) out[i * n + j] += x * half[k * n + j];
    }
  }
  return out;
}

function crossProduct(rows: Float64Array, count: number, n: number): Float64Array {
  const out = plainCrossProduct(rows, count, n);
  for (let i = 0; i < n; i++) out[i * (n + 1)] += RIDGE;
  return out;
}

function plainCrossProduct(rows: Float64Array, count: number, n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let r = 0, at = 0; r < count; r++, at += n) {
    for (let i = 0; i < n; i++) {
      const x = rows[at + i];
      for (let j = 0; j <= i; j++) out[i * n + j] += x * rows[at + j];
    }
  }
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) out[j * n + i] = out[i * n + j];
  return out;
}

/** An orthonormal basis, row by row, of the space of at most 48 of the draws, evenly spread, and their gradients. */
function spanOf(draws: Float64Array, gradients: Float64Array, count: number, dimension: number): Float64Array {
  const used = Math.min(count, SPANNING_DRAWS);
  const basis = new Float64Array(2 * used * dimension);
  let size = 0;
  for (let k = 0; k < used; k++) {
    const at = Math.floor((k * count) / used) * dimension;
    for (const rows of [draws, gradients]) {
      const row = basis.subarray(size * dimension, (size + 1) * dimension);
      row.set(rows.subarray(at, at + dimension));
      if (orthogonalize(row, basis, size, dimension)) size++;
    }
  }
  return basis.slice(0, size * dimension);
}

/** Makes a row orthogonal to the first `size` rows of the basis, twice over for accuracy, and its length 1; false if hardly anything is left. */
function orthogonalize(row: Float64Array, basis: Float64Array, size: number, dimension: number): boolean {
  const before = lengthOf(row);
  for (let pass = 0; pass < 2; pass++) {
    for (let k = 0, at = 0; k < size; k++, at += dimension) {
      let product = 0;
      for (let i = 0; i < dimension; i++) product += row[i] * basis[at + i];
      for (let i = 0; i < dimension; i++) row[i] -= product * basis[at + i];
    }
  }
  const after = lengthOf(row);
  if (!(after > 1e-6 * before)) return false;
  for (let i = 0; i < dimension; i++) row[i] /= after;
  return true;
}

function lengthOf(row: Float64Array): number {
  let square = 0;
  for (let i = 0; i < row.length; i++) square += row[i] * row[i];
  return Math.sqrt(square);
}

function coordinatesIn(basis: Float64Array, rows: Float64Array, count: number, dimension: number): Float64Array {
  const size = basis.length / dimension;
  const out = new Float64Array(count * size);
  for (let r = 0; r < count; r++) {
    for (let k = 0; k < size; k++) {
      let sum = 0;
      for (let i = 0; i < dimension; i++) sum += rows[r * dimension + i] * basis[k * dimension + i];
      out[r * size + k] = sum;
    }
  }
  return out;
}

/** Rows of `vectors` as combinations of the basis. */
function combine(vectors: Float64Array, basis: Float64Array, size: number, dimension: number): Float64Array {
  const out = new Float64Array(size * dimension);
  for (let r = 0; r < size; r++) {
    for (let k = 0; k < size; k++) {
      const x = vectors[r * size + k];
      for (let i = 0; i < dimension; i++) out[r * dimension + i] += x * basis[k * dimension + i];
    }
  }
  return out;
}
