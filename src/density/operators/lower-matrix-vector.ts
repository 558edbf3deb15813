/** Lower triangle times vector: correlated effects from independent ones. */
import { applyOperator, type Expression } from "../expression.js";
import type { Operator } from "../operator.js";
import { rowsOfVectors, squareAxis } from "./shape.js";

/**
 * y = L z for each row z of a rows × K array; adjoint z̄ += Lᵀ ȳ, L̄ᵢⱼ += ȳᵢ zⱼ for j ≤ i. The triangle above the diagonal is not read.
 *
 * Source: giles2008collected, section 2.2.1.
 */
export const lowerMatrixVectorOperator: Operator<null> = {
  name: "lower-matrix-vector",
  forward({ inputs, outputs }) {
    const [factor, vectors] = inputs as readonly Float64Array[];
    const n = Math.sqrt(factor.length);
    for (let at = 0; at < vectors.length; at += n) multiplyInto(outputs[0], factor, vectors, at, n);
  },
  backward({ inputs, inputAdjoints, outputAdjoints }) {
    const [factor, vectors] = inputs as readonly Float64Array[];
    const [factorAdjoint, vectorAdjoint] = inputAdjoints;
    const n = Math.sqrt(factor.length);
    for (let at = 0; at < vectors.length; at += n) {
      if (vectorAdjoint !== null && factorAdjoint !== null)
        addBoth(vectorAdjoint, factorAdjoint, factor, vectors, outputAdjoints[0], at, n);
      else if (vectorAdjoint !== null) addTransposed(vectorAdjoint, factor, outputAdjoints[0], at, n);
      else if (factorAdjoint !== null) addLowerProducts(factorAdjoint, outputAdjoints[0], vectors, at, n);
    }
  },
};

/**
 * L z for a lower triangle over K × K and a vector over K; of an array over rows × K for each row.
 *
 * @throws InvalidArgument if the axes do not fit.
 *
 * Source: giles2008collected, section 2.2.1 (its derivative).
 */
export function lowerMatrixVector(factor: Expression, vectors: Expression): Expression {
  rowsOfVectors("lowerMatrixVector", "vectors", vectors, squareAxis("lowerMatrixVector", "factor", factor));
  return applyOperator({
    operator: lowerMatrixVectorOperator,
    inputs: [factor, vectors],
    outputs: [vectors.axis],
    work: [],
    settings: null,
  })[0];
}

function multiplyInto(out: Float64Array, factor: Float64Array, vectors: Float64Array, at: number, n: number): void {
  for (let i = 0; i < n; i++) {
    const row = i * n;
    let sum = 0;
    for (let j = 0; j <= i; j++) sum += factor[row + j] * vectors[at + j];
    out[at + i] = sum;
  }
}

function addTransposed(out: Float64Array, factor: Float64Array, slopes: Float64Array, at: number, n: number): void {
  for (let i = 0; i < n; i++) {
    const row = i * n;
    const slope = slopes[at + i];
    for (let j = 0; j <= i; j++) out[at + j] += slope * factor[row + j];
  }
}

function addLowerProducts(out: Float64Array, left: Float64Array, right: Float64Array, at: number, n: number): void {
  for (let i = 0; i < n; i++) {
    const row = i * n;
    const value = left[at + i];
    for (let j = 0; j <= i; j++) out[row + j] += value * right[at + j];
  }
}

/** Both in one pass. */
function addBoth(
  vectorAdjoint: Float64Array,
  factorAdjoint: Float64Array,
  factor: Float64Array,
  vectors: Float64Array,
  slopes: Float64Array,
  at: number,
  n: number,
): void {
  for (let i = 0, row = 0; i < n; i++, row += n) {
    const slope = slopes[at + i];
    for (let j = 0; j <= i; j++) {
      vectorAdjoint[at + j] += slope * factor[row + j];
      factorAdjoint[row + j] += slope * vectors[at + j];
    }
  }
}
