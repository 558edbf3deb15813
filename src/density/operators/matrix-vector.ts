/** Matrix times vector: the linear predictor of a regression. */
import { InvalidArgument } from "../../errors.js";
import { matrixVectorInto } from "../../linear-algebra/matrix-product.js";
import { applyOperator, type Expression } from "../expression.js";
import type { Operator } from "../operator.js";
import { axisName, matrixAxes } from "./shape.js";

/**
 * y = X b for X (rows × columns, row by row) and b; adjoint b̄ += Xᵀ ȳ, X̄ += ȳ bᵀ.
 *
 * Source: giles2008collected, section 2.2.1.
 */
export const matrixVectorOperator: Operator<null> = {
  name: "matrix-vector",
  timesVector: true,
  forward({ inputs, outputs }) {
    const [matrix, vector] = inputs as readonly Float64Array[];
    matrixVectorInto(outputs[0], matrix, vector, outputs[0].length, vector.length);
  },
  backward({ inputs, inputAdjoints, outputAdjoints }) {
    const [matrix, vector] = inputs as readonly Float64Array[];
    const [matrixAdjoint, vectorAdjoint] = inputAdjoints;
    if (vectorAdjoint !== null) addTransposedProduct(vectorAdjoint, matrix, outputAdjoints[0]);
    if (matrixAdjoint !== null) addOuterProduct(matrixAdjoint, outputAdjoints[0], vector);
  },
};

/**
 * X b: one number for each row of a matrix, data or parameters, over rows × columns, and a vector over its columns.
 *
 * @throws InvalidArgument if the vector is not over the matrix's columns.
 *
 * Source: giles2008collected, section 2.2.1 (its derivative).
 */
export function matrixVector(matrix: Expression, vector: Expression): Expression {
  const [rows, columns] = matrixAxes("matrixVector", "matrix", matrix);
  const fits = vector.axis === columns || (vector.axis?.length !== undefined && vector.axis.length === columns.length);
  if (!fits)
    throw new InvalidArgument("matrixVector", "vector", `be over ${columns.name}, the matrix's columns`, axisName(vector));
  return applyOperator({
    operator: matrixVectorOperator,
    inputs: [matrix, vector],
    outputs: [rows],
    work: [],
    settings: null,
  })[0];
}

/** Four rows at a time: the sums are read and written once for all four. */
function addTransposedProduct(out: Float64Array, matrix: Float64Array, vector: Float64Array): void {
  const rows = vector.length;
  const columns = out.length;
  let i = 0;
  for (; i + 4 <= rows; i += 4) {
    const first = i * columns;
    const second = first + columns;
    const third = second + columns;
    const fourth = third + columns;
    const v0 = vector[i];
    const v1 = vector[i + 1];
    const v2 = vector[i + 2];
    const v3 = vector[i + 3];
    for (let j = 0; j < columns; j++)
      out[j] += matrix[first + j] * v0 + matrix[second + j] * v1 + (matrix[third + j] * v2 + matrix[fourth + j] * v3);
  }
  for (; i < rows; i++) {
    const v = vector[i];
    for (let j = 0; j < columns; j++) out[j] += matrix[i * columns + j] * v;
  }
}

function addOuterProduct(out: Float64Array, left: Float64Array, right: Float64Array): void {
  const columns = right.length;
  for (let i = 0; i < left.length; i++) for (let j = 0; j < columns; j++) out[i * columns + j] += left[i] * right[j];
}
