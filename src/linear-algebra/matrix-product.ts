/** Products with flat matrices, row by row; nothing is allocated and no argument is checked. */

/**
 * Writes A x for a rows × columns matrix; `out` must not be `x`. Four rows at a time, so that additions do not wait for each other; every entry
 * adds up in the order of the columns.
 *
 * Source: golub2013matrix, algorithm 1.1.3.
 */
export function matrixVectorInto(out: Float64Array, matrix: Float64Array, x: Float64Array, rows: number, columns: number): void {
  let i = 0;
  for (; i + 4 <= rows; i += 4) {
    const first = i * columns;
    const second = first + columns;
    const third = second + columns;
    const fourth = third + columns;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let j = 0; j < columns; j++) {
      const factor = x[j];
      s0 += matrix[first + j] * factor;
      s1 += matrix[second + j] * factor;
      s2 += matrix[third + j] * factor;
      s3 += matrix[fourth + j] * factor;
    }
    out[i] = s0;
    out[i + 1] = s1;
    out[i + 2] = s2;
    out[i + 3] = s3;
  }
  for (; i < rows; i++) {
    const row = i * columns;
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += matrix[row + j] * x[j];
    out[i] = sum;
  }
}

/**
 * Writes Aᵀ x for a rows × columns matrix; `out` must not be `x`.
 *
 * Source: golub2013matrix, algorithm 1.1.4.
 */
export function transposedMatrixVectorInto(
  out: Float64Array,
  matrix: Float64Array,
  x: Float64Array,
  rows: number,
  columns: number,
): void {
  for (let j = 0; j < columns; j++) out[j] = 0;
  for (let i = 0; i < rows; i++) {
    const row = i * columns;
    const factor = x[i];
    for (let j = 0; j < columns; j++) out[j] += factor * matrix[row + j];
  }
}

/**
 * Writes A B, where A is rows × inner and B is inner × columns; `out` (rows × columns) must be neither of them.
 *
 * Works in tiles of 2 × 4 entries, down four columns of B at a time, so that these stay in the cache. Every entry adds up
 * in the order of the inner index.
 *
 * Source: golub2013matrix, section 1.5.4.
 */
export function matrixProductInto(
  out: Float64Array,
  a: Float64Array,
  b: Float64Array,
  rows: number,
  inner: number,
  columns: number,
): void {
  let j = 0;
  for (; j + 4 <= columns; j += 4) {
    let i = 0;
    for (; i + 2 <= rows; i += 2) productTile(out, a, b, i, j, inner, columns);
    if (i < rows) for (let c = j; c < j + 4; c++) out[i * columns + c] = productEntry(a, b, i, c, inner, columns);
  }
  for (; j < columns; j++) for (let i = 0; i < rows; i++) out[i * columns + j] = productEntry(a, b, i, j, inner, columns);
}

function productTile(
  out: Float64Array,
  a: Float64Array,
  b: Float64Array,
  i: number,
  j: number,
  inner: number,
  columns: number,
): void {
  const first = i * inner;
  const second = first + inner;
  let p0 = 0;
  let p1 = 0;
  let p2 = 0;
  let p3 = 0;
  let q0 = 0;
  let q1 = 0;
  let q2 = 0;
  let q3 = 0;
  for (let k = 0, at = j; k < inner; k++, at += columns) {
    const x = a[first + k];
    const y = a[second + k];
    const b0 = b[at];
    const b1 = b[at + 1];
    const b2 = b[at + 2];
    const b3 = b[at + 3];
    p0 += x * b0;
    p1 += x * b1;
    p2 += x * b2;
    p3 += x * b3;
    q0 += y * b0;
    q1 += y * b1;
    q2 += y * b2;
    q3 += y * b3;
  }
  const p = i * columns + j;
  const q = p + columns;
  out[p] = p0;
  out[p + 1] = p1;
  out[p + 2] = p2;
  out[p + 3] = p3;
  out[q] = q0;
  out[q + 1] = q1;
  out[q + 2] = q2;
  out[q + 3] = q3;
}

function productEntry(a: Float64Array, b: Float64Array, i: number, j: number, inner: number, columns: number): number {
  let sum = 0;
  for (let k = 0; k < inner; k++) sum += a[i * inner + k] * b[k * columns + j];
  return sum;
}
