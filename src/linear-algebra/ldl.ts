/** The factorization A = L D Lᵀ without square roots, for definite and quasi-definite symmetric matrices. */

/**
 * Writes L (unit lower triangular, its ones left out) and D (on the diagonal) of a symmetric n × n matrix A = L D Lᵀ.
 *
 * Only the lower triangles are read and written; `factor` may be `matrix`. There is no pivoting: it is stable for
 * definite and quasi-definite matrices; for others use `symmetricFactorInto`. Returns −1, or the index of the first
 * pivot that is zero or NaN.
 *
 * Source: golub2013matrix, algorithm 4.1.2.
 */
export function ldlInto(factor: Float64Array, matrix: Float64Array, n: number): number {
  for (let i = 0; i < n; i++) {
    const row = i * n;
    let pivot = matrix[row + i];
    // First the row of L D, then division by D while the pivot is reduced.
    for (let j = 0; j < i; j++) {
      const other = j * n;
      let sum = matrix[row + j];
      for (let k = 0; k < j; k++) sum -= factor[row + k] * factor[other + k];
      factor[row + j] = sum;
    }
    for (let j = 0; j < i; j++) {
      const scaled = factor[row + j];
      const entry = scaled / factor[j * n + j];
      pivot -= scaled * entry;
      factor[row + j] = entry;
    }
    factor[row + i] = pivot;
    if (pivot === 0 || Number.isNaN(pivot)) return i;
  }
  return -1;
}

/**
 * Solves A x = b given the L and D that `ldlInto` wrote; `x` may be `b`.
 *
 * Source: golub2013matrix, section 4.1.
 */
export function solveLdlInto(x: Float64Array, factor: Float64Array, b: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) {
    const row = i * n;
    let sum = b[i];
    for (let k = 0; k < i; k++) sum -= factor[row + k] * x[k];
    x[i] = sum;
  }
  for (let i = n - 1; i >= 0; i--) x[i] /= factor[i * n + i];
  for (let i = n - 1; i >= 0; i--) {
    const row = i * n;
    for (let k = 0; k < i; k++) x[k] -= factor[row + k] * x[i];
  }
}
