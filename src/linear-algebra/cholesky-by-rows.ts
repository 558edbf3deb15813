/** The Cholesky factor in the fewest lines. */

/**
 * Replaces the lower triangle of a symmetric positive definite n × n matrix A by its Cholesky factor L, A = L Lᵀ: the readable version, for a few
 * hundred rows at most. `choleskyInto` is faster and gives its bits.
 *
 * Returns −1, or the index of the first pivot that is not positive (or NaN).
 *
 * Source: golub2013matrix, algorithm 4.2.2 (rearranged by rows).
 */
export function choleskyByRows(l: Float64Array, n: number): number {
  for (let i = 0; i < n; i++) {
    const row = i * n;
    for (let j = 0; j < i; j++) {
      const other = j * n;
      let sum = l[row + j];
      for (let k = 0; k < j; k++) sum -= l[row + k] * l[other + k];
      l[row + j] = sum / l[other + j];
    }
    let pivot = l[row + i];
    for (let k = 0; k < i; k++) pivot -= l[row + k] * l[row + k];
    if (!(pivot > 0)) return i;
    l[row + i] = Math.sqrt(pivot);
  }
  return -1;
}
