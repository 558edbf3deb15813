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
    sumsInto(sums, terms);
    replaceByLogs(sums, terms);
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

/** Σ e^(x − the largest) of each row. Exponentials and logarithms have loops of their own, where they are put in place and return no double that is allocated. */
function sumsInto(sums: Float64Array, terms: Float64Array): void {
  const columns = terms.length / sums.length;
  for (let i = 0, from = 0; i < sums.length; i++, from += columns) {
    const largest = terms[from + placeOfLargest(terms, from, columns)];
    let sum = 0;
    for (let j = from; j < from + columns; j++) sum += exp(terms[j] - largest);
    sums[i] = sum;
  }
}

function replaceByLogs(sums: Float64Array, terms: Float64Array): void {
  const columns = terms.length / sums.length;
  for (let i = 0, from = 0; i < sums.length; i++, from += columns) {
    const largest = columns === 0 ? Number.NEGATIVE_INFINITY : terms[from + placeOfLargest(terms, from, columns)];
    sums[i] = Math.abs(largest) < Number.POSITIVE_INFINITY ? largest + log(sums[i]) : largest;
  }
}

/** The place in the row of its largest element; of one that is NaN, if any. */
function placeOfLargest(terms: Float64Array, from: number, columns: number): number {
  let place = 0;
  for (let j = 1; j < columns; j++) if (!(terms[from + j] <= terms[from + place])) place = j;
  return place;
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
