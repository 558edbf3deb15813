/** Changes of a Cholesky factor when its matrix changes by a rank-one term: n² work instead of n³. */
import { solveLowerInto } from "./triangular-solve.js";

/**
 * Replaces the Cholesky factor of A by that of A + v vᵀ; `work` holds n numbers.
 *
 * Source: golub2013matrix, section 6.5.4; gill1974methods.
 */
export function choleskyUpdateInto(factor: Float64Array, vector: Float64Array, n: number, work: Float64Array): void {
  for (let i = 0; i < n; i++) work[i] = vector[i];
  // One Givens rotation per column. By rows: entry (i, k) meets the rotations 0 … k in turn, so columns go outside.
  for (let k = 0; k < n; k++) {
    const old = factor[k * n + k];
    const x = work[k];
    const radius = Math.sqrt(old * old + x * x);
    const cosine = radius / old;
    const sine = x / old;
    factor[k * n + k] = radius;
    for (let i = k + 1; i < n; i++) {
      const entry = (factor[i * n + k] + sine * work[i]) / cosine;
      work[i] = cosine * work[i] - sine * entry;
      factor[i * n + k] = entry;
    }
  }
}

/**
 * Replaces the Cholesky factor of A by that of A − v vᵀ, and returns true; `work` holds 3n numbers.
 *
 * Returns false and leaves the factor as it was when A − v vᵀ is not positive definite.
 *
 * Source: gill1974methods; stewart1979effects.
 */
export function choleskyDowndateInto(factor: Float64Array, vector: Float64Array, n: number, work: Float64Array): boolean {
  // p solves L p = v; A − v vᵀ = L (I − p pᵀ) Lᵀ is positive definite if and only if |p| < 1.
  solveLowerInto(work, factor, vector, n);
  let square = 0;
  for (let i = 0; i < n; i++) square += work[i] * work[i];
  const rest = 1 - square;
  if (!(rest > 0)) return false;
  // Rotations from the last to the first entry of p that turn (p, √rest) into (0, 1).
  let length = Math.sqrt(rest);
  for (let k = n - 1; k >= 0; k--) {
    const next = Math.sqrt(length * length + work[k] * work[k]);
    work[n + k] = length / next;
    work[2 * n + k] = work[k] / next;
    length = next;
  }
  // The same rotations applied to the rows of L turn it into the new factor.
  for (let i = 0; i < n; i++) {
    let carried = 0;
    for (let k = i; k >= 0; k--) {
      const entry = factor[i * n + k];
      const cosine = work[n + k];
      const sine = work[2 * n + k];
      factor[i * n + k] = cosine * entry - sine * carried;
      carried = cosine * carried + sine * entry;
    }
  }
  return true;
}
