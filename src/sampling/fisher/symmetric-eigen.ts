/** Eigenvalues and eigenvectors of a symmetric matrix, in place: as short as it can be, for samplers are loaded by web pages. */

/**
 * Decomposes a symmetric n × n matrix, row by row, A = Σ_k values_k v_k v_kᵀ; the rows of `matrix` become the orthonormal eigenvectors v_k, in
 * no order. `off` is scratch of n numbers. Returns false if it did not converge, as for entries that are not finite.
 *
 * Householder reflections make the matrix tridiagonal, implicit QR steps with Wilkinson's shift make it diagonal.
 *
 * Source: golub2013matrix, algorithms 8.3.1 and 8.3.3.
 */
export function symmetricEigenInto(values: Float64Array, matrix: Float64Array, off: Float64Array, n: number): boolean {
  tridiagonalize(values, matrix, off, n);
  let steps = 30 * n;
  for (let end = n - 1; end > 0; ) {
    let begin = end;
    while (begin > 0 && !isNegligible(off[begin - 1], values[begin - 1], values[begin])) begin--;
    if (begin === end) end--;
    else if (steps-- === 0) return false;
    else shiftedStep(values, matrix, off, n, begin, end);
  }
  return values.every(Number.isFinite);
}

function isNegligible(off: number, one: number, other: number): boolean {
  return Math.abs(off) <= 1.2e-16 * (Math.abs(one) + Math.abs(other));
}

/** Writes the diagonal and the entries beside it; the rows of `a` become the columns of the orthogonal matrix. */
function tridiagonalize(diagonal: Float64Array, a: Float64Array, off: Float64Array, n: number): void {
  for (let k = 0; k < n - 2; k++) {
    diagonal[k] = a[k * n + k];
    off[k] = reflect(a, diagonal, n, k);
  }
  if (n > 1) {
    diagonal[n - 2] = a[(n - 2) * n + n - 2];
    off[n - 2] = a[(n - 1) * n + n - 2];
  }
  diagonal[n - 1] = a[n * n - 1];
  accumulate(a, n);
}

/** One reflection of the rows and columns after k: its vector is left in row k, scaled so that |v|² = 2; returns the entry beside the diagonal. */
function reflect(a: Float64Array, work: Float64Array, n: number, k: number): number {
  const row = k * n;
  let square = 0;
  for (let j = k + 1; j < n; j++) square += a[row + j] * a[row + j];
  const length = Math.sqrt(square);
  const head = a[row + k + 1];
  if (length === 0 || length === Math.abs(head)) {
    for (let j = k + 1; j < n; j++) a[row + j] = 0;
    return head;
  }
  const beside = head > 0 ? -length : length;
  const scale = 1 / Math.sqrt(length * (length + Math.abs(head)));
  a[row + k + 1] -= beside;
  for (let j = k + 1; j < n; j++) a[row + j] *= scale;
  // p = A v, w = p − ½ (p·v) v, A ← A − v wᵀ − w vᵀ.
  let product = 0;
  for (let i = k + 1; i < n; i++) {
    let sum = 0;
    for (let j = k + 1; j < n; j++) sum += a[i * n + j] * a[row + j];
    work[i] = sum;
    product += sum * a[row + i];
  }
  for (let i = k + 1; i < n; i++) work[i] -= 0.5 * product * a[row + i];
  for (let i = k + 1; i < n; i++) {
    const v = a[row + i];
    const w = work[i];
    for (let j = k + 1; j < n; j++) a[i * n + j] -= v * work[j] + w * a[row + j];
  }
  return beside;
}

/** Multiplies the reflections into the rows of an orthogonal matrix, the last first. */
function accumulate(a: Float64Array, n: number): void {
  for (let i = Math.max(0, n - 2); i < n; i++) for (let j = Math.max(0, n - 2); j < n; j++) a[i * n + j] = i === j ? 1 : 0;
  for (let k = n - 3; k >= 0; k--) {
    const row = k * n;
    for (let i = k + 1; i < n; i++) {
      let product = 0;
      for (let j = k + 1; j < n; j++) product += a[i * n + j] * a[row + j];
      for (let j = k + 1; j < n; j++) a[i * n + j] -= product * a[row + j];
    }
    a[row + k] = 1;
    for (let j = k + 1; j < n; j++) {
      a[row + j] = 0;
      a[j * n + k] = 0;
    }
  }
}

function shiftedStep(d: Float64Array, vectors: Float64Array, off: Float64Array, n: number, begin: number, end: number): void {
  const half = 0.5 * (d[end - 1] - d[end]);
  const last = off[end - 1];
  const root = Math.sqrt(half * half + last * last);
  const shift = d[end] - (last * last) / (half + (half >= 0 ? root : -root));
  let x = d[begin] - shift;
  let z = off[begin];
  for (let k = begin; k < end; k++) {
    const r = Math.sqrt(x * x + z * z);
    const c = r === 0 ? 1 : x / r;
    const s = r === 0 ? 0 : z / r;
    if (k > begin) off[k - 1] = r;
    const a = d[k];
    const b = off[k];
    const g = d[k + 1];
    d[k] = c * c * a + 2 * c * s * b + s * s * g;
    d[k + 1] = s * s * a - 2 * c * s * b + c * c * g;
    off[k] = c * s * (g - a) + (c * c - s * s) * b;
    if (k < end - 1) {
      x = off[k];
      z = s * off[k + 1];
      off[k + 1] *= c;
    }
    rotateRows(vectors, k * n, n, c, s);
  }
}

function rotateRows(vectors: Float64Array, at: number, n: number, c: number, s: number): void {
  for (let j = at; j < at + n; j++) {
    const x = vectors[j];
    const y = vectors[j + n];
    vectors[j] = c * x + s * y;
    vectors[j + n] = c * y - s * x;
  }
}
