/** General square systems by LU with row exchanges, outside hot loops. */
import { LuDecomposition } from "ml-matrix";
import { toFlat, toMatrix } from "./flat-matrix.js";

/**
 * Solves A X = B for a general n × n matrix A and n × columns right-hand sides; undefined when A is singular to working precision.
 *
 * Throws `InvalidArgument` for wrong lengths or entries that are not finite.
 *
 * Source: golub2013matrix, section 3.4.
 */
export function solveGeneral(matrix: Float64Array, b: Float64Array, n: number, columns = 1): Float64Array | undefined {
  const right = toMatrix("solveGeneral", b, n, columns);
  const decomposition = new LuDecomposition(toMatrix("solveGeneral", matrix, n, n));
  return decomposition.isSingular() ? undefined : toFlat(decomposition.solve(right));
}

/**
 * Returns the determinant of a general n × n matrix.
 *
 * Throws `InvalidArgument` for a wrong length or entries that are not finite.
 *
 * Source: golub2013matrix, section 3.4.
 */
export function determinant(matrix: Float64Array, n: number): number {
  return new LuDecomposition(toMatrix("determinant", matrix, n, n)).determinant;
}
