/** Solves with triangular matrices, flat, row by row; nothing is allocated and no argument is checked. */

/**
 * Solves L x = b for a lower triangular n × n matrix; `x` may be `b`. The strict upper triangle is not read.
 *
 * Source: golub2013matrix, algorithm 3.1.1.
 */
export function solveLowerInto(x: Float64Array, lower: Float64Array, b: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) {
    const row = i * n;
    let sum = b[i];
    for (let k = 0; k < i; k++) sum -= lower[row + k] * x[k];
    x[i] = sum / lower[row + i];
  }
}

/**
 * Solves Lᵀ x = b for a lower triangular n × n matrix L; `x` may be `b`. The strict upper triangle is not read.
 *
 * Source: golub2013matrix, algorithm 3.1.4.
 */
export function solveLowerTransposedInto(x: Float64Array, lower: Float64Array, b: Float64Array, n: number): void {
  if (x !== b) for (let i = 0; i < n; i++) x[i] = b[i];
  for (let i = n - 1; i >= 0; i--) {
    const row = i * n;
    const value = x[i] / lower[row + i];
    x[i] = value;
    for (let k = 0; k < i; k++) x[k] -= value * lower[row + k];
  }
}

/**
 * Solves U x = b for an upper triangular n × n matrix in the leading columns of rows of length `stride` (default n).
 *
 * `x` may be `b`. The strict lower triangle is not read.
 *
 * Source: golub2013matrix, algorithm 3.1.2.
 */
export function solveUpperInto(x: Float64Array, upper: Float64Array, b: Float64Array, n: number, stride = n): void {
  for (let i = n - 1; i >= 0; i--) {
    const row = i * stride;
    let sum = b[i];
    for (let k = i + 1; k < n; k++) sum -= upper[row + k] * x[k];
    x[i] = sum / upper[row + i];
  }
}

/**
 * Solves L X = B, where X and B are n × columns; `x` may be `b`.
 *
 * Source: golub2013matrix, section 3.1.
 */
export function solveLowerMatrixInto(x: Float64Array, lower: Float64Array, b: Float64Array, n: number, columns: number): void {
  if (x !== b) for (let i = 0; i < n * columns; i++) x[i] = b[i];
  for (let i = 0; i < n; i++) {
    const row = i * n;
    for (let k = 0; k < i; k++) subtractRow(x, i * columns, lower[row + k], k * columns, columns);
    divideRow(x, i * columns, lower[row + i], columns);
  }
}

/**
 * Solves Lᵀ X = B, where X and B are n × columns; `x` may be `b`.
 *
 * Source: golub2013matrix, section 3.1.
 */
export function solveLowerTransposedMatrixInto(
  x: Float64Array,
  lower: Float64Array,
  b: Float64Array,
  n: number,
  columns: number,
): void {
  if (x !== b) for (let i = 0; i < n * columns; i++) x[i] = b[i];
  for (let i = n - 1; i >= 0; i--) {
    const row = i * n;
    divideRow(x, i * columns, lower[row + i], columns);
    for (let k = 0; k < i; k++) subtractRow(x, k * columns, lower[row + k], i * columns, columns);
  }
}

function subtractRow(x: Float64Array, to: number, factor: number, from: number, columns: number): void {
  for (let j = 0; j < columns; j++) x[to + j] -= factor * x[from + j];
}

function divideRow(x: Float64Array, row: number, divisor: number, columns: number): void {
  for (let j = 0; j < columns; j++) x[row + j] /= divisor;
}
