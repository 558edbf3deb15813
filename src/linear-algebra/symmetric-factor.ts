/** Symmetric matrices of any signs: the factorization P A Pᵀ = L D Lᵀ with pivoting, where D has blocks of 1 and 2. */
import { mirrorLower } from "./cross-product.js";

/** (1 + √17) / 8 balances the growth of both kinds of pivots. */
const PIVOT_SHARE = 0.6403882032022076;

/**
 * Factors a symmetric, possibly indefinite n × n matrix in place of a copy, with Bunch and Kaufman's pivots.
 *
 * `factor` (n × n, all of it is used) may be `matrix`, whose lower triangle is read. pivots[k] tells of column k: the row
 * exchanged with k where the block is 1 × 1; −1 − the row exchanged with k + 1 at both columns of a 2 × 2 block. Returns
 * −1, or the index of the first column in which nothing is left: then A is singular.
 *
 * Source: bunch1977some; golub2013matrix, section 4.4.
 */
export function symmetricFactorInto(factor: Float64Array, pivots: Int32Array, matrix: Float64Array, n: number): number {
  if (factor !== matrix) for (let i = 0; i < n * n; i++) factor[i] = matrix[i];
  mirrorLower(factor, n);
  for (let k = 0; k < n; ) {
    const { size, row } = choosePivot(factor, n, k);
    if (size === 0) return k;
    const target = k + size - 1;
    exchange(factor, n, target, row, k);
    if (size === 1) {
      pivots[k] = row;
      eliminateOne(factor, n, k);
    } else {
      pivots[k] = -1 - row;
      pivots[k + 1] = -1 - row;
      eliminateTwo(factor, n, k);
    }
    k += size;
  }
  return -1;
}

/**
 * Solves A x = b given what `symmetricFactorInto` wrote; `x` may be `b`.
 *
 * Source: golub2013matrix, section 4.4.
 */
export function solveSymmetricInto(x: Float64Array, factor: Float64Array, pivots: Int32Array, b: Float64Array, n: number): void {
  if (x !== b) for (let i = 0; i < n; i++) x[i] = b[i];
  for (let k = 0; k < n; k += blockSize(pivots, k)) {
    const size = blockSize(pivots, k);
    swap(x, k + size - 1, size === 1 ? pivots[k] : -1 - pivots[k]);
    for (let i = k + size; i < n; i++) for (let c = k; c < k + size; c++) x[i] -= factor[i * n + c] * x[c];
  }
  for (let k = 0; k < n; k += blockSize(pivots, k)) {
    if (blockSize(pivots, k) === 1) x[k] /= factor[k * (n + 1)];
    else solveTwo(x, factor, n, k);
  }
  for (let k = n - 1; k >= 0; k--) {
    const size = pivots[k] < 0 ? 2 : 1;
    const first = k - size + 1;
    for (let c = first; c <= k; c++) for (let i = k + 1; i < n; i++) x[c] -= factor[i * n + c] * x[i];
    swap(x, k, size === 1 ? pivots[k] : -1 - pivots[k]);
    k = first;
  }
}

function blockSize(pivots: Int32Array, k: number): number {
  return pivots[k] < 0 ? 2 : 1;
}

function swap(x: Float64Array, i: number, j: number): void {
  const kept = x[i];
  x[i] = x[j];
  x[j] = kept;
}

/** The size of the next diagonal block and the row to bring to its last place; size 0 if the column is empty. */
function choosePivot(a: Float64Array, n: number, k: number): { size: number; row: number } {
  const diagonal = Math.abs(a[k * (n + 1)]);
  const row = largestRow(a, n, k, k);
  const below = row < 0 ? 0 : Math.abs(a[row * n + k]);
  if (!(Math.max(diagonal, below) > 0)) return { size: 0, row: k };
  if (diagonal >= PIVOT_SHARE * below) return { size: 1, row: k };
  const other = largestRow(a, n, row, k);
  const beside = Math.abs(a[other * n + row]);
  if (diagonal * beside >= PIVOT_SHARE * below * below) return { size: 1, row: k };
  if (Math.abs(a[row * (n + 1)]) >= PIVOT_SHARE * beside) return { size: 1, row };
  return { size: 2, row };
}

/** The row with the largest off-diagonal entry of a column, from row `from` on. */
function largestRow(a: Float64Array, n: number, column: number, from: number): number {
  let row = -1;
  for (let i = from; i < n; i++) {
    if (i !== column && (row < 0 || Math.abs(a[i * n + column]) > Math.abs(a[row * n + column]))) row = i;
  }
  return row;
}

/** Exchanges rows and columns i and j of the trailing matrix from k on; the factor's earlier columns stay as they are. */
function exchange(a: Float64Array, n: number, i: number, j: number, k: number): void {
  if (i === j) return;
  for (let c = k; c < n; c++) swap(a, i * n + c, j * n + c);
  for (let r = k; r < n; r++) swap(a, r * n + i, r * n + j);
}

function eliminateOne(a: Float64Array, n: number, k: number): void {
  const pivot = a[k * (n + 1)];
  for (let i = k + 1; i < n; i++) {
    const multiplier = a[i * n + k] / pivot;
    for (let j = k + 1; j <= i; j++) {
      a[i * n + j] -= multiplier * a[k * n + j];
      a[j * n + i] = a[i * n + j];
    }
  }
  for (let i = k + 1; i < n; i++) a[i * n + k] /= pivot;
}

function eliminateTwo(a: Float64Array, n: number, k: number): void {
  const first = k * n;
  const second = first + n;
  const off = a[second + k];
  // The block divided by its off-diagonal entry, which is its largest.
  const p = a[first + k] / off;
  const q = a[second + k + 1] / off;
  const scale = 1 / (off * (p * q - 1));
  for (let i = k + 2; i < n; i++) {
    const x = a[i * n + k];
    const y = a[i * n + k + 1];
    const u = scale * (q * x - y);
    const v = scale * (p * y - x);
    for (let j = k + 2; j <= i; j++) {
      a[i * n + j] -= u * a[first + j] + v * a[second + j];
      a[j * n + i] = a[i * n + j];
    }
    a[i * n + k] = u;
    a[i * n + k + 1] = v;
  }
}

function solveTwo(x: Float64Array, a: Float64Array, n: number, k: number): void {
  const off = a[(k + 1) * n + k];
  const p = a[k * (n + 1)] / off;
  const q = a[(k + 1) * (n + 1)] / off;
  const scale = 1 / (off * (p * q - 1));
  const first = scale * (q * x[k] - x[k + 1]);
  x[k + 1] = scale * (p * x[k + 1] - x[k]);
  x[k] = first;
}
