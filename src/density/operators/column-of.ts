/** One column of a matrix. */
import { binary, type Expression, row } from "../expression.js";
import { matrixVector } from "./matrix-vector.js";
import { matrixAxes } from "./shape.js";

/**
 * Column `place` (from 0) of an array over rows × columns: one number for each row, such as the slopes of correlated effects.
 *
 * @throws InvalidArgument if the expression is not over a product of two axes.
 */
export function columnOf(matrix: Expression, place: number): Expression {
  const [, columns] = matrixAxes("columnOf", "matrix", matrix);
  return matrixVector(matrix, binary("equal", row(columns), place));
}
