/**
 * The Cholesky factorization in tiles of 2 × 4 entries, whose eight sums run in registers side by side.
 *
 * Every entry sums in the order of the plain algorithm, so the bits are the same.
 */

/** Factors the lower triangle in place; returns −1 or the index of the first pivot that is not positive. Source: golub2013matrix. */
export function factorTiled(l: Float64Array, n: number): number {
  return factorPanel(l, n, 0, n, n);
}

/**
 * Factors columns from..to of the rows from..n, where the columns before `from` have already been subtracted.
 *
 * Returns −1 or the index of the first pivot that is not positive.
 */
export function factorPanel(l: Float64Array, stride: number, from: number, to: number, n: number): number {
  let i = from;
  for (; i + 2 <= n; i += 2) {
    const end = Math.min(i, to);
    let j = from;
    for (; j + 4 <= end; j += 4) solveTile(l, stride, i, j, from);
    for (let row = i; row < i + 2; row++) {
      const failed = finishRow(l, stride, row, j, from, to);
      if (failed >= 0) return failed;
    }
  }
  return i < n ? finishRow(l, stride, i, from, from, to) : -1;
}

/** Entries (i, i+1) × (j … j+3) of the factor. */
function solveTile(l: Float64Array, stride: number, i: number, j: number, from: number): void {
  const a = i * stride;
  const b = a + stride;
  const p = j * stride;
  const q = p + stride;
  const r = q + stride;
  const s = r + stride;
  let a0 = l[a + j];
  let a1 = l[a + j + 1];
  let a2 = l[a + j + 2];
  let a3 = l[a + j + 3];
  let b0 = l[b + j];
  let b1 = l[b + j + 1];
  let b2 = l[b + j + 2];
  let b3 = l[b + j + 3];
  for (let k = from; k < j; k++) {
    const x = l[a + k];
    const y = l[b + k];
    const pk = l[p + k];
    const qk = l[q + k];
    const rk = l[r + k];
    const sk = l[s + k];
    a0 -= x * pk;
    a1 -= x * qk;
    a2 -= x * rk;
    a3 -= x * sk;
    b0 -= y * pk;
    b1 -= y * qk;
    b2 -= y * rk;
    b3 -= y * sk;
  }
  l[a + j] = a0;
  l[a + j + 1] = a1;
  l[a + j + 2] = a2;
  l[a + j + 3] = a3;
  l[b + j] = b0;
  l[b + j + 1] = b1;
  l[b + j + 2] = b2;
  l[b + j + 3] = b3;
  solveFour(l, a + j, p + j, stride);
  solveFour(l, b + j, p + j, stride);
}

/** Solves four entries of a row against the 4 × 4 triangle that begins at `corner`. They are handed over in the row: as doubles they might be allocated. */
function solveFour(l: Float64Array, at: number, corner: number, stride: number): void {
  const q = corner + stride;
  const r = q + stride;
  const s = r + stride;
  const y0 = l[at] / l[corner];
  const y1 = (l[at + 1] - y0 * l[q]) / l[q + 1];
  const y2 = (l[at + 2] - y0 * l[r] - y1 * l[r + 1]) / l[r + 2];
  l[at] = y0;
  l[at + 1] = y1;
  l[at + 2] = y2;
  l[at + 3] = (l[at + 3] - y0 * l[s] - y1 * l[s + 1] - y2 * l[s + 2]) / l[s + 3];
}

/** Entries column..min(i, to − 1) of row i, one by one; returns −1, or i if its pivot is not positive. */
function finishRow(l: Float64Array, stride: number, i: number, column: number, from: number, to: number): number {
  const row = i * stride;
  const end = Math.min(i, to);
  for (let j = column; j < end; j++) {
    const other = j * stride;
    let sum = l[row + j];
    for (let k = from; k < j; k++) sum -= l[row + k] * l[other + k];
    l[row + j] = sum / l[other + j];
  }
  if (i >= to) return -1;
  let pivot = l[row + i];
  for (let k = from; k < i; k++) pivot -= l[row + k] * l[row + k];
  if (!(pivot > 0)) return i;
  l[row + i] = Math.sqrt(pivot);
  return -1;
}
