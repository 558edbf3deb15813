/** What constructors of operators ask of the axes of their inputs. */
import { InvalidArgument } from "../../errors.js";
import type { Axis } from "../axis.js";
import type { Expression } from "../expression.js";
import { productAxis } from "../product-axis.js";

/**
 * The two axes of a matrix, stored row by row.
 *
 * @throws InvalidArgument if the expression is not over a product of two axes.
 */
export function matrixAxes(caller: string, argument: string, matrix: Expression): readonly [Axis, Axis] {
  const product = matrix.axis?.product;
  if (product === undefined)
    throw new InvalidArgument(caller, argument, "be over a product of two axes, rows × columns", axisName(matrix));
  return product;
}

/**
 * The axis of the rows, and of the columns, of a square matrix.
 *
 * @throws InvalidArgument if rows and columns are different axes of lengths not known to be equal.
 */
export function squareAxis(caller: string, argument: string, matrix: Expression): Axis {
  const [rows, columns] = matrixAxes(caller, argument, matrix);
  const same = rows === columns || (rows.length !== undefined && rows.length === columns.length);
  if (!same) throw new InvalidArgument(caller, argument, "be square", `${rows.name} × ${columns.name}`);
  return rows;
}

/**
 * The axis of vectors of length `width`: one vector (null), or the axis that numbers the vectors of a rows × width array.
 *
 * @throws InvalidArgument if the expression is over anything else.
 */
export function rowsOfVectors(caller: string, argument: string, vectors: Expression, width: Axis): Axis | null {
  const { axis } = vectors;
  if (axis !== null && sameLength(axis, width)) return null;
  if (axis?.product !== undefined && sameLength(axis.product[1], width)) return axis.product[0];
  throw new InvalidArgument(caller, argument, `be over ${width.name}, or over rows × ${width.name}`, axisName(vectors));
}

/** rows × rows: the same axis each time, so that matrices over it can be added. */
export const squareOf = (rows: Axis): Axis => productAxis(rows, rows);

/** An expression's axis in words. */
export const axisName = ({ axis }: Expression): string => (axis === null ? "one number" : `one over ${axis.name}`);

/** Whether two axes are one, or known to be equally long. */
const sameLength = (a: Axis, b: Axis): boolean => a === b || (a.length !== undefined && a.length === b.length);
