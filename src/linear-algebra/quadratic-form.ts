/** Quadratic forms, as they stand in normal densities. */

/**
 * Returns xᵀ A x for a symmetric n × n matrix A, of which only the lower triangle is read.
 *
 * Source: golub2013matrix, section 1.1.
 */
export function quadraticForm(matrix: Float64Array, x: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const row = i * n;
    let below = 0;
    for (let j = 0; j < i; j++) below += matrix[row + j] * x[j];
    sum += x[i] * (2 * below + matrix[row + i] * x[i]);
  }
  return sum;
}

/**
 * Returns xᵀ A⁻¹ x = |L⁻¹ x|² from the Cholesky factor L of A; `work` holds n numbers and may be `x`.
 *
 * Source: golub2013matrix, section 4.2.
 */
export function inverseQuadraticForm(factor: Float64Array, x: Float64Array, n: number, work: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const row = i * n;
    let rest = x[i];
    for (let k = 0; k < i; k++) rest -= factor[row + k] * work[k];
    const entry = rest / factor[row + i];
    work[i] = entry;
    sum += entry * entry;
  }
  return sum;
}
