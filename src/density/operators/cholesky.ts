/** The Cholesky factor of a symmetric positive definite matrix. */
import { choleskyInto } from "../../linear-algebra/index.js";
import { applyOperator, type Expression } from "../expression.js";
import { choleskyKernels } from "./matrix-kernels/cholesky-kernels.js";
import { LEAST_FOR_KERNELS } from "./matrix-kernels/least-size.js";
import { squareAxis } from "./shape.js";
import type { FallibleOperator } from "./validity.js";

/**
 * A = L Lᵀ. Outputs: L, with zeros above its diagonal, and the validity: −∞ where A is not positive definite, and L then the identity with gradient 0.
 * Only the lower triangle of A is read, and gets an adjoint: from the last column to the first, with d, r and c what L has on, left of and
 * below the diagonal, and B left of c: d̄ −= c̄ᵀc / d, (d̄, c̄) /= d, (r̄, B̄) −= (d̄ r + c̄ᵀB, c̄ r), Ā = (½ d̄, c̄).
 *
 * Source: murray2016cholesky, section 4.
 */
export const choleskyOperator: FallibleOperator<null> = {
  name: "cholesky",
  validity: 1,
  kernelsOn: choleskyKernels,
  forward({ inputs, outputs, work }, _, kernels) {
    const factor = outputs[0];
    const validity = outputs[1];
    const n = Math.sqrt(factor.length);
    const failed =
      kernels === undefined || n < LEAST_FOR_KERNELS
        ? choleskyInto(factor, inputs[0] as Float64Array, n)
        : kernels.factor(factor.byteOffset, work[0].byteOffset, inputs[0].byteOffset, n);
    validity[0] = failed < 0 ? 0 : Number.NEGATIVE_INFINITY;
    if (validity[0] === 0) clearUpper(factor, n);
    else writeIdentity(factor, n);
  },
  backward({ outputs, work, inputAdjoints, outputAdjoints }, _, kernels) {
    const adjoint = inputAdjoints[0];
    if (adjoint === null || outputs[1][0] !== 0) return;
    const n = Math.sqrt(adjoint.length);
    const scratch = work[0];
    const slopes = outputAdjoints[0];
    for (let i = 0, row = 0; i < n; i++, row += n) for (let j = 0; j <= i; j++) scratch[row + j] = slopes[row + j];
    if (kernels === undefined || n < LEAST_FOR_KERNELS) reverseInto(scratch, outputs[0], n);
    else kernels.reverse(scratch.byteOffset, outputs[0].byteOffset, n);
    for (let i = 0, row = 0; i < n; i++, row += n) for (let j = 0; j <= i; j++) adjoint[row + j] += scratch[row + j];
  },
};

/**
 * The lower Cholesky factor of a symmetric matrix over K × K; only its lower triangle is read. Where the matrix is not positive definite the
 * factor is the identity, and `validities` gives the −∞ that belongs into the log density.
 *
 * @throws InvalidArgument if the expression is not over a square.
 *
 * Source: murray2016cholesky (its derivative).
 */
export function cholesky(matrix: Expression): Expression {
  squareAxis("cholesky", "matrix", matrix);
  return applyOperator({
    operator: choleskyOperator,
    inputs: [matrix],
    outputs: [matrix.axis, null],
    work: [matrix.axis],
    settings: null,
  })[0];
}

function clearUpper(factor: Float64Array, n: number): void {
  // Not `fill`: a call for each row costs more than short rows do.
  for (let i = 0, row = 0; i < n; i++, row += n) for (let j = i + 1; j < n; j++) factor[row + j] = 0;
}

function writeIdentity(factor: Float64Array, n: number): void {
  factor.fill(0);
  for (let i = 0; i < n; i++) factor[i * n + i] = 1;
}

/** Turns the adjoint of a factor into that of the matrix, in its lower triangle. */
function reverseInto(adjoint: Float64Array, factor: Float64Array, n: number): void {
  for (let j = n - 1; j >= 0; j--) {
    const row = j * n;
    const inverse = 1 / factor[row + j];
    let slope = adjoint[row + j];
    for (let i = j + 1; i < n; i++) {
      const at = i * n + j;
      const value = adjoint[at] * inverse;
      adjoint[at] = value;
      slope -= value * factor[at];
    }
    slope *= inverse;
    for (let k = 0; k < j; k++) adjoint[row + k] -= slope * factor[row + k];
    let i = j + 1;
    for (; i + 4 <= n; i += 4) subtractFourProducts(adjoint, factor, row, i * n, n, j);
    for (; i < n; i++) subtractProducts(adjoint, factor, row, i * n, adjoint[i * n + j], j);
    adjoint[row + j] = 0.5 * slope;
  }
}

/** r̄ −= c̄ B and B̄ −= c̄ r for one row of B. */
function subtractProducts(
  adjoint: Float64Array,
  factor: Float64Array,
  upper: number,
  lower: number,
  c: number,
  count: number,
): void {
  for (let k = 0; k < count; k++) {
    adjoint[upper + k] -= c * factor[lower + k];
    adjoint[lower + k] -= c * factor[upper + k];
  }
}

/** The same for four rows: what they share is read and written once. */
function subtractFourProducts(
  adjoint: Float64Array,
  factor: Float64Array,
  upper: number,
  first: number,
  n: number,
  count: number,
): void {
  const second = first + n;
  const third = second + n;
  const fourth = third + n;
  const c0 = adjoint[first + count];
  const c1 = adjoint[second + count];
  const c2 = adjoint[third + count];
  const c3 = adjoint[fourth + count];
  for (let k = 0; k < count; k++) {
    const r = factor[upper + k];
    adjoint[upper + k] -= c0 * factor[first + k] + c1 * factor[second + k] + (c2 * factor[third + k] + c3 * factor[fourth + k]);
    adjoint[first + k] -= c0 * r;
    adjoint[second + k] -= c1 * r;
    adjoint[third + k] -= c2 * r;
    adjoint[fourth + k] -= c3 * r;
  }
}
