/** The identity matrix over rows × rows, whose number is known when data are bound. */
import type { Axis } from "../../axis.js";
import { applyOperator, type Expression } from "../../expression.js";
import type { Operator } from "../../operator.js";
import { squareOf } from "../shape.js";

/** 1 where rows meet, otherwise 0. */
export const identityMatrixOperator: Operator<null> = {
  name: "identity-matrix",
  forward({ outputs }) {
    const matrix = outputs[0];
    matrix.fill(0);
    const step = Math.sqrt(matrix.length) + 1;
    for (let at = 0; at < matrix.length; at += step) matrix[at] = 1;
  },
};

/** The identity matrix over rows × rows. */
export function identityMatrix(rows: Axis): Expression {
  return applyOperator({ operator: identityMatrixOperator, inputs: [], outputs: [squareOf(rows)], work: [], settings: null })[0];
}
