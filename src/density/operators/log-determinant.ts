/** The logarithm of a determinant, from a Cholesky factor. */
import { log } from "../../numeric/index.js";
import { applyOperator, type Expression } from "../expression.js";
import type { Operator } from "../operator.js";
import { squareAxis } from "./shape.js";

/** Up to this size the diagonal is read element by element, in the compiled code. */
const ELEMENTS_UP_TO = 8;

/**
 * 2 Σ log Lᵢᵢ; adjoint L̄ᵢᵢ += 2 ȳ / Lᵢᵢ.
 *
 * Source: golub2013matrix, section 4.2.
 */
export const logDeterminantOperator: Operator<null> = {
  name: "log-determinant",
  forward({ inputs, outputs }) {
    const factor = inputs[0] as Float64Array;
    const step = Math.sqrt(factor.length) + 1;
    let sum = 0;
    for (let at = 0; at < factor.length; at += step) sum += log(factor[at]);
    outputs[0][0] = 2 * sum;
  },
  backward({ inputs, inputAdjoints, outputAdjoints }) {
    const factor = inputs[0] as Float64Array;
    const adjoint = inputAdjoints[0];
    if (adjoint === null) return;
    const step = Math.sqrt(factor.length) + 1;
    for (let at = 0; at < factor.length; at += step) adjoint[at] += (2 * outputAdjoints[0][0]) / factor[at];
  },
};

/**
 * log |L Lᵀ| = 2 Σ log Lᵢᵢ for a Cholesky factor over K × K.
 *
 * @throws InvalidArgument if the expression is not over a square.
 *
 * Source: golub2013matrix, section 4.2.
 */
export function logDeterminant(factor: Expression): Expression<"scalar"> {
  const { length } = squareAxis("logDeterminant", "factor", factor);
  if (length !== undefined && length > 0 && length <= ELEMENTS_UP_TO) {
    const logs = Array.from({ length }, (_, i) => factor.at(i * (length + 1)).log());
    return logs.reduce((sum, term) => sum.plus(term)).times(2);
  }
  const call = { operator: logDeterminantOperator, inputs: [factor], outputs: [null], work: [], settings: null };
  return applyOperator(call)[0] as Expression<"scalar">;
}
