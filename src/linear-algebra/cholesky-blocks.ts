/**
 * The Cholesky factorization in panels of columns, for matrices that do not fit into the cache.
 *
 * Every entry sums in the order of the plain algorithm, so the bits are the same.
 */
import { factorPanel } from "./cholesky-tiles.js";

const PANEL = 64;

/** Factors the lower triangle in place; returns −1 or the index of the first pivot that is not positive. Source: golub2013matrix. */
export function factorBlocked(l: Float64Array, n: number): number {
  for (let from = 0; from < n; from += PANEL) {
    const to = Math.min(n, from + PANEL);
    const failed = factorPanel(l, n, from, to, n);
    if (failed >= 0) return failed;
    subtractPanel(l, n, from, to);
  }
  return -1;
}

/** Subtracts the products of the panel's columns from..to from the lower triangle behind it. */
function subtractPanel(l: Float64Array, n: number, from: number, to: number): void {
  let i = to;
  for (; i + 2 <= n; i += 2) {
    let j = to;
    for (; j + 4 <= i; j += 4) subtractTile(l, n, i, j, from, to);
    for (; j <= i; j++) subtractEntry(l, n, i, j, from, to);
    for (j = firstLeft(to, i); j <= i + 1; j++) subtractEntry(l, n, i + 1, j, from, to);
  }
  if (i < n) for (let j = to; j <= i; j++) subtractEntry(l, n, i, j, from, to);
}

/** The first column that the tiles of rows i, i+1 left over. */
function firstLeft(to: number, i: number): number {
  return to + 4 * Math.floor((i - to) / 4);
}

function subtractTile(l: Float64Array, n: number, i: number, j: number, from: number, to: number): void {
  const a = i * n;
  const b = a + n;
  const p = j * n;
  const q = p + n;
  const r = q + n;
  const s = r + n;
  let a0 = l[a + j];
  let a1 = l[a + j + 1];
  let a2 = l[a + j + 2];
  let a3 = l[a + j + 3];
  let b0 = l[b + j];
  let b1 = l[b + j + 1];
  let b2 = l[b + j + 2];
  let b3 = l[b + j + 3];
  for (let k = from; k < to; k++) {
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
}

function subtractEntry(l: Float64Array, n: number, i: number, j: number, from: number, to: number): void {
  const a = i * n;
  const b = j * n;
  let sum = l[a + j];
  for (let k = from; k < to; k++) sum -= l[a + k] * l[b + k];
  l[a + j] = sum;
}
