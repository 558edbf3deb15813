/** Logarithms of sums of exponentials. */
import { InvalidArgument } from "../../errors.js";
import { exp, log } from "../../numeric/index.js";
import { applyOperator, binary, type Expression, type Operand, toExpression, unary } from "../expression.js";
import type { Operator } from "../operator.js";

/**
 * log Σ e^x over an array, or over each row of a rows × columns array; −∞ where all are. The adjoint is ȳ e^(x − y).
 *
 * Source: blanchard2021.
 */
export const logSumExpOperator: Operator<null> = {
  name: "log-sum-exp",
  forward({ inputs, outputs }) {
    const terms = inputs[0] as Float64Array;
    const sums = outputs[0];
    const columns = terms.length / sums.length;
    for (let i = 0; i < sums.length; i++) logSumExpInto(sums, i, terms, columns);
  },
  backward({ inputs, outputs, inputAdjoints, outputAdjoints }) {
    const terms = inputs[0] as Float64Array;
    const sums = outputs[0];
    const adjoint = inputAdjoints[0];
    if (adjoint === null) return;
    const columns = terms.length / sums.length;
    for (let i = 0; i < sums.length; i++) {
      if (sums[i] === Number.NEGATIVE_INFINITY) continue;
      const slope = outputAdjoints[0][i];
      for (let j = i * columns; j < (i + 1) * columns; j++) adjoint[j] += slope * exp(terms[j] - sums[i]);
    }
  },
};

function logSumExpInto(sums: Float64Array, row: number, terms: Float64Array, columns: number): void {
  const from = row * columns;
  let largest = Number.NEGATIVE_INFINITY;
  for (let j = from; j < from + columns; j++) if (!(terms[j] <= largest)) largest = terms[j];
  sums[row] = largest;
  if (!(Math.abs(largest) < Number.POSITIVE_INFINITY)) return;
  let sum = 0;
  for (let j = from; j < from + columns; j++) sum += exp(terms[j] - largest);
  sums[row] = largest + log(sum);
}

/**
 * log Σ e^x over the axis of an array, as one number; of an array over rows × columns one number for each row.
 *
 * @throws InvalidArgument if the expression is one number.
 *
 * Source: blanchard2021.
 */
export function logSumExpOver(terms: Expression): Expression {
  if (terms.axis === null) throw new InvalidArgument("logSumExpOver", "terms", "be an array", "one number");
  const rows = terms.axis.product?.[0] ?? null;
  return applyOperator({ operator: logSumExpOperator, inputs: [terms], outputs: [rows], work: [], settings: null })[0];
}

/**
 * log(e^a + e^b + …) of several expressions, element by element.
 *
 * They are compared with a whole number near the largest one, which has derivative 0: the gradient is the softmax, to the last bits.
 *
 * @throws InvalidArgument if there are no expressions.
 *
 * Source: blanchard2021.
 */
export function logSumExp(terms: readonly Operand[]): Expression {
  if (terms.length === 0) throw new InvalidArgument("logSumExp", "terms", "hold at least one expression", "none");
  const largest = terms.map(toExpression).reduce((most, term) => binary("maximum", most, term));
  if (terms.length === 1) return largest;
  // Kept finite, so that a sum of nothing but e^−∞ is 0, not NaN.
  const pivot = unary("floor", binary("maximum", largest, -Number.MAX_VALUE));
  const shares = terms.map((term) => binary("subtract", term, pivot).exp());
  return pivot.plus(shares.reduce((sum, share) => sum.plus(share)).log());
}
