/** The passage between our flat matrices and those of ml-matrix. */
import { Matrix } from "ml-matrix";
import { InvalidArgument } from "../../errors.js";

/** Copies a flat rows × columns matrix; throws `InvalidArgument` for a wrong length or entries that are not finite. */
export function toMatrix(caller: string, values: Float64Array, rows: number, columns: number): Matrix {
  if (!(rows >= 1 && columns >= 1) || values.length !== rows * columns) {
    throw new InvalidArgument(caller, "matrix", `have ${rows} × ${columns} entries, at least one`, values);
  }
  for (let at = 0; at < values.length; at++) {
    if (!Number.isFinite(values[at])) throw new InvalidArgument(caller, `matrix[${at}]`, "be finite", values[at]);
  }
  return Matrix.from1DArray(rows, columns, values);
}

/** Copies the first `columns` columns (by default all), row by row. */
export function toFlat(matrix: Matrix, columns = matrix.columns): Float64Array {
  const flat = new Float64Array(matrix.rows * columns);
  for (let i = 0; i < matrix.rows; i++) for (let j = 0; j < columns; j++) flat[i * columns + j] = matrix.get(i, j);
  return flat;
}
