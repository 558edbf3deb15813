/** Eigenvalues and eigenvectors of symmetric matrices, outside hot loops. */
import { EigenvalueDecomposition } from "ml-matrix";
import { toFlat, toMatrix } from "./flat-matrix.js";

/** The eigenvalues, increasing, and the orthonormal eigenvectors as the columns of an n × n matrix, flat, row by row. */
export interface SymmetricEigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/**
 * Decomposes a symmetric n × n matrix A = V diag(values) Vᵀ; the largest entry of each eigenvector is positive.
 *
 * Eigenvalues are accurate to rounding relative to the largest one. Throws `InvalidArgument` for a wrong length or entries
 * that are not finite.
 *
 * Source: golub2013matrix, section 8.3 (ml-matrix: Householder tridiagonalization, implicit QL).
 */
export function symmetricEigen(matrix: Float64Array, n: number): SymmetricEigen {
  const decomposition = new EigenvalueDecomposition(toMatrix("symmetricEigen", matrix, n, n), { assumeSymmetric: true });
  const vectors = toFlat(decomposition.eigenvectorMatrix);
  for (let k = 0; k < n; k++) {
    let largest = 0;
    for (let i = 1; i < n; i++) if (Math.abs(vectors[i * n + k]) > Math.abs(vectors[largest * n + k])) largest = i;
    if (vectors[largest * n + k] < 0) for (let i = 0; i < n; i++) vectors[i * n + k] = -vectors[i * n + k];
  }
  return { values: Float64Array.from(decomposition.realEigenvalues), vectors };
}
