/** The singular value decomposition and the pseudo-inverse, outside hot loops. */
import { SingularValueDecomposition } from "ml-matrix";
import { toFlat, toMatrix } from "./flat-matrix.js";

/** A = U diag(values) Vᵀ with m = min(rows, columns) singular values, decreasing; U and V have m columns, flat, row by row. */
export interface SingularValues {
  readonly left: Float64Array;
  readonly values: Float64Array;
  readonly right: Float64Array;
}

/**
 * Decomposes a rows × columns matrix A = U diag(values) Vᵀ.
 *
 * Throws `InvalidArgument` for a wrong length or entries that are not finite.
 *
 * Source: golub2013matrix, section 8.6 (ml-matrix: Golub and Kahan's bidiagonalization).
 */
export function singularValues(matrix: Float64Array, rows: number, columns: number): SingularValues {
  const options = { autoTranspose: true, computeLeftSingularVectors: true, computeRightSingularVectors: true };
  const decomposition = new SingularValueDecomposition(toMatrix("singularValues", matrix, rows, columns), options);
  const count = Math.min(rows, columns);
  return {
    left: toFlat(decomposition.leftSingularVectors, count),
    values: Float64Array.from(decomposition.diagonal).subarray(0, count),
    right: toFlat(decomposition.rightSingularVectors, count),
  };
}

/**
 * Returns the Moore–Penrose pseudo-inverse (columns × rows) of a rows × columns matrix.
 *
 * Singular values of at most `tolerance` times the largest one count as zero; default max(rows, columns) · 2.2e-16. Throws
 * `InvalidArgument` for a wrong length or entries that are not finite.
 *
 * Source: golub2013matrix, section 5.5.2.
 */
export function pseudoInverse(
  matrix: Float64Array,
  rows: number,
  columns: number,
  tolerance = Math.max(rows, columns) * Number.EPSILON,
): Float64Array {
  const { left, values, right } = singularValues(matrix, rows, columns);
  const inverse = new Float64Array(rows * columns);
  const count = values.length;
  for (let k = 0; k < count && values[k] > tolerance * values[0]; k++) {
    for (let i = 0; i < columns; i++) {
      const x = right[i * count + k] / values[k];
      for (let j = 0; j < rows; j++) inverse[i * rows + j] += x * left[j * count + k];
    }
  }
  return inverse;
}
