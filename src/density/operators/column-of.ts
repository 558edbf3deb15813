/** One column of a matrix. */
import { InvalidArgument } from "../../errors.js";
import { binary, type Expression, row } from "../expression.js";
import { columnsOf } from "./columns-of.js";
import { matrixVector } from "./matrix-vector.js";
import { matrixAxes } from "./shape.js";

/**
 * Column `place` (from 0) of an array over rows × columns: one number for each row, such as the slopes of correlated effects.
 *
 * @throws InvalidArgument if the expression is not over a product of two axes, or has no such column.
 */
export function columnOf<Rows extends string>(matrix: Expression<`${Rows} × ${string}`>, place: number): Expression<Rows>;
export function columnOf(matrix: Expression, place: number): Expression;
export function columnOf(matrix: Expression, place: number): Expression {
  const [, columns] = matrixAxes("columnOf", "matrix", matrix);
  const { length } = columns;
  if (!(Number.isInteger(place) && place >= 0 && place < (length ?? Number.POSITIVE_INFINITY)))
    throw new InvalidArgument("columnOf", "place", `be a place in ${columns.name}, from 0`, place);
  return length === undefined ? matrixVector(matrix, binary("equal", row(columns), place)) : columnsOf(matrix)[place];
}
