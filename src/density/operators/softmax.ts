/** Shares in proportion to exponentials. */
import { InvalidArgument } from "../../errors.js";
import { exp } from "../../numeric/index.js";
import { applyOperator, type Expression } from "../expression.js";
import type { Operator } from "../operator.js";

/** How long the vectors are: their number follows from the array. Null: the whole array is one. */
export interface SoftmaxSettings {
  readonly columns: number | null;
}

/**
 * yⱼ = e^xⱼ / Σ e^x over an array, or over each row of a rows × columns array; adjoint x̄ⱼ += yⱼ (ȳⱼ − Σ y ȳ).
 *
 * Source: blanchard2021.
 */
export const softmaxOperator: Operator<SoftmaxSettings> = {
  name: "softmax",
  forward({ inputs, outputs }, settings) {
    const terms = inputs[0] as Float64Array;
    const columns = settings.columns ?? terms.length;
    for (let from = 0; from < terms.length; from += columns) softmaxInto(outputs[0], terms, from, columns);
  },
  backward({ outputs, inputAdjoints, outputAdjoints }, settings) {
    const adjoint = inputAdjoints[0];
    if (adjoint === null) return;
    const shares = outputs[0];
    const slopes = outputAdjoints[0];
    const columns = settings.columns ?? shares.length;
    for (let from = 0; from < shares.length; from += columns) {
      // Slopes less that of the largest share: nothing cancels where it is nearly 1.
      let largest = from;
      for (let j = from + 1; j < from + columns; j++) if (shares[j] > shares[largest]) largest = j;
      const base = slopes[largest];
      let mean = 0;
      for (let j = from; j < from + columns; j++) mean += shares[j] * (slopes[j] - base);
      for (let j = from; j < from + columns; j++) adjoint[j] += shares[j] * (slopes[j] - base - mean);
    }
  },
};

function softmaxInto(shares: Float64Array, terms: Float64Array, from: number, count: number): void {
  let largest = terms[from];
  for (let j = from + 1; j < from + count; j++) if (terms[j] > largest) largest = terms[j];
  let sum = 0;
  for (let j = from; j < from + count; j++) {
    const share = exp(terms[j] - largest);
    shares[j] = share;
    sum += share;
  }
  for (let j = from; j < from + count; j++) shares[j] /= sum;
}

/**
 * e^xⱼ / Σ e^x over an array; of an array over rows × columns for each row, where the number of columns is known when the model is written.
 *
 * @throws InvalidArgument if the expression is one number, or the number of columns is not known.
 *
 * Source: blanchard2021.
 */
export function softmax(terms: Expression): Expression {
  const { axis } = terms;
  if (axis === null) throw new InvalidArgument("softmax", "terms", "be an array", "one number");
  const columns = axis.product === undefined ? null : axis.product[1].length;
  if (columns === undefined) throw new InvalidArgument("softmax", "terms", "have columns of known number", axis.name);
  return applyOperator({ operator: softmaxOperator, inputs: [terms], outputs: [axis], work: [], settings: { columns } })[0];
}
