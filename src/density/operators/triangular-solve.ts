/** Solutions of lower triangular systems. */
import { applyOperator, type Expression } from "../expression.js";
import type { Operator } from "../operator.js";
import { rowsOfVectors, squareAxis } from "./shape.js";

/**
 * L x = b for each row b of a rows × K array; adjoint b̄ += L⁻ᵀ x̄, L̄ᵢⱼ −= (L⁻ᵀ x̄)ᵢ xⱼ for j ≤ i. The triangle above the diagonal is not read; no diagonal
 * element may be 0.
 *
 * Source: giles2008collected, section 2.2.3.
 */
export const triangularSolveOperator: Operator<null> = {
  name: "triangular-solve",
  forward({ inputs, outputs }) {
    const [factor, right] = inputs as readonly Float64Array[];
    const n = Math.sqrt(factor.length);
    for (let at = 0; at < right.length; at += n) solveInto(outputs[0], factor, right, at, n);
  },
  backward({ inputs, outputs, work, inputAdjoints, outputAdjoints }) {
    const factor = inputs[0] as Float64Array;
    const solution = outputs[0];
    const slopes = work[0];
    const [factorAdjoint, rightAdjoint] = inputAdjoints;
    const n = slopes.length;
    for (let at = 0; at < solution.length; at += n) {
      solveTransposedInto(slopes, factor, outputAdjoints[0], at);
      if (rightAdjoint !== null) for (let i = 0; i < n; i++) rightAdjoint[at + i] += slopes[i];
      if (factorAdjoint !== null) subtractLowerProducts(factorAdjoint, slopes, solution, at);
    }
  },
};

/**
 * The x with L x = b for a lower triangle over K × K and b over K; of an array over rows × K for each row.
 *
 * @throws InvalidArgument if the axes do not fit.
 *
 * Source: giles2008collected, section 2.2.3 (its derivative).
 */
export function triangularSolve(factor: Expression, right: Expression): Expression {
  const width = squareAxis("triangularSolve", "factor", factor);
  rowsOfVectors("triangularSolve", "right", right, width);
  return applyOperator({
    operator: triangularSolveOperator,
    inputs: [factor, right],
    outputs: [right.axis],
    work: [width],
    settings: null,
  })[0];
}

function solveInto(x: Float64Array, factor: Float64Array, right: Float64Array, at: number, n: number): void {
  for (let i = 0; i < n; i++) {
    const row = i * n;
    let sum = right[at + i];
    for (let j = 0; j < i; j++) sum -= factor[row + j] * x[at + j];
    x[at + i] = sum / factor[row + i];
  }
}

function solveTransposedInto(x: Float64Array, factor: Float64Array, right: Float64Array, at: number): void {
  const n = x.length;
  for (let i = 0; i < n; i++) x[i] = right[at + i];
  for (let i = n - 1; i >= 0; i--) {
    const row = i * n;
    const value = x[i] / factor[row + i];
    x[i] = value;
    for (let j = 0; j < i; j++) x[j] -= value * factor[row + j];
  }
}

function subtractLowerProducts(out: Float64Array, left: Float64Array, right: Float64Array, at: number): void {
  const n = left.length;
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) out[i * n + j] -= left[i] * right[at + j];
}
