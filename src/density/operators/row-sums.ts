/** Sums over the columns of a matrix. */
import { applyOperator, type Expression } from "../expression.js";
import type { Operator } from "../operator.js";
import { matrixAxes } from "./shape.js";

/**
 * yᵢ = Σₖ xᵢₖ; adjoint x̄ᵢₖ += ȳᵢ.
 *
 * Source: griewank2008evaluating.
 */
export const rowSumsOperator: Operator<null> = {
  name: "row-sums",
  forward({ inputs: [matrix], outputs: [sums] }) {
    const width = matrix.length / sums.length;
    for (let i = 0, at = 0; i < sums.length; i++) {
      let sum = 0;
      for (let k = 0; k < width; k++) sum += matrix[at++];
      sums[i] = sum;
    }
  },
  backward({ inputAdjoints: [adjoint], outputAdjoints: [slopes] }) {
    if (adjoint === null) return;
    const width = adjoint.length / slopes.length;
    for (let i = 0, at = 0; i < slopes.length; i++) for (let k = 0; k < width; k++) adjoint[at++] += slopes[i];
  },
};

/**
 * Σ over the columns of an array over rows × columns: one number for each row.
 *
 * @throws InvalidArgument if the expression is not over a product of two axes.
 */
export function rowSums<Rows extends string>(matrix: Expression<`${Rows} × ${string}`>): Expression<Rows>;
export function rowSums(matrix: Expression): Expression;
export function rowSums(matrix: Expression): Expression {
  const [rows] = matrixAxes("rowSums", "matrix", matrix);
  return applyOperator({ operator: rowSumsOperator, inputs: [matrix], outputs: [rows], work: [], settings: null })[0];
}
