/** The columns of a matrix, all at once. */
import { InvalidArgument } from "../../errors.js";
import { applyOperator, type Expression, gather } from "../expression.js";
import type { Operator } from "../operator.js";
import { gatherRowsOperator } from "./gather-rows.js";
import { matrixAxes } from "./shape.js";

/**
 * yₖᵢ = xᵢₖ: one array for each column; adjoint x̄ᵢₖ += ȳₖᵢ.
 *
 * Source: griewank2008evaluating.
 */
export const columnsOperator: Operator<null> = {
  name: "columns",
  forward({ inputs: [matrix], outputs }) {
    for (let i = 0, at = 0; at < matrix.length; i++) for (const column of outputs) column[i] = matrix[at++];
  },
  backward({ inputAdjoints: [adjoint], outputAdjoints }) {
    if (adjoint === null) return;
    for (let i = 0, at = 0; at < adjoint.length; i++) for (const slopes of outputAdjoints) adjoint[at++] += slopes[i];
  },
};

const known = new WeakMap<Expression, readonly Expression[]>();

/**
 * The columns of an array over rows × columns, one array over the rows for each: `const [intercept, slope] = columnsOf(effect)`.
 *
 * @throws InvalidArgument if the expression is not over a product of two axes, or how many columns it has is not known when the model is written.
 */
export function columnsOf<Rows extends string>(matrix: Expression<`${Rows} × ${string}`>): readonly Expression<Rows>[];
export function columnsOf(matrix: Expression): readonly Expression[];
export function columnsOf(matrix: Expression): readonly Expression[] {
  let columns = known.get(matrix);
  if (columns === undefined) {
    columns = separated(matrix);
    known.set(matrix, columns);
  }
  return columns;
}

function separated(matrix: Expression): readonly Expression[] {
  const [rows, { name, length }] = matrixAxes("columnsOf", "matrix", matrix);
  if (length === undefined)
    throw new InvalidArgument("columnsOf", "matrix", "have as many columns as the model knows (see matrixOf)", name);
  // Rows that are gathered: the columns of the table, each gathered, so that the rows × columns array is not needed.
  const { call } = matrix.about;
  if (call?.operator === (gatherRowsOperator as Operator<never>))
    return columnsOf(call.inputs[1]).map((column) => gather(column, call.inputs[0]));
  const outputs = Array.from({ length }, () => rows);
  return applyOperator({ operator: columnsOperator, inputs: [matrix], outputs, work: [], settings: null });
}
