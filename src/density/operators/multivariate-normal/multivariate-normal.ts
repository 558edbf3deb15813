/** The log density of a multivariate normal vector with a covariance matrix: Gaussian processes with normal noise. */
import { choleskyInto, solveLowerInto, solveLowerTransposedInto } from "../../../linear-algebra/index.js";
import { log } from "../../../numeric/index.js";
import type { Axis } from "../../axis.js";
import { applyOperator, type Expression, type Operand, toExpression } from "../../expression.js";
import type { Operator } from "../../operator.js";
import { LEAST_FOR_KERNELS } from "../matrix-kernels/least-size.js";
import { normalKernels } from "../matrix-kernels/normal-kernels.js";
import { rowsOfVectors, squareAxis } from "../shape.js";
import { addCovarianceAdjoint, invertTransposedInto } from "./covariance-adjoint.js";

const LOG_TWO_PI = 1.8378770664093453;

/**
 * log N(y; mean, K) of one vector; −∞ with gradient 0 where K is not positive definite. With α = K⁻¹ (y − mean): adjoints ȳ −= α, mean += α, and
 * K̄ = ½ (α αᵀ − K⁻¹) as a symmetric matrix, added to the lower triangle, the only one that is read.
 *
 * Source: rasmussen2006gaussian, equations 2.30 and 5.9.
 */
export const multivariateNormalOperator: Operator<null> = {
  name: "multivariate-normal",
  kernelsOn: normalKernels,
  forward({ inputs, outputs, work }, _, kernels) {
    const y = inputs[0] as Float64Array;
    const mean = inputs[1] as Float64Array;
    const covariance = inputs[2] as Float64Array;
    const factor = work[0];
    const standard = work[1];
    const n = y.length;
    const isSmall = kernels === undefined || n < LEAST_FOR_KERNELS;
    const { byteOffset } = work[3];
    outputs[0][0] = Number.NEGATIVE_INFINITY;
    const failed = isSmall
      ? choleskyInto(factor, covariance, n)
      : kernels.factor(factor.byteOffset, byteOffset, covariance.byteOffset, n);
    if (failed >= 0) return;
    for (let i = 0; i < n; i++) standard[i] = y[i] - mean[mean.length === 1 ? 0 : i];
    if (isSmall) solveLowerInto(standard, factor, standard, n);
    else kernels.whiten(standard.byteOffset, byteOffset, n);
    writeLogDensity(outputs[0], standard, factor);
  },
  backward({ outputs, work, inputAdjoints, outputAdjoints }, _, kernels) {
    if (outputs[0][0] === Number.NEGATIVE_INFINITY) return;
    const covarianceAdjoint = inputAdjoints[2];
    const factor = work[0];
    const standard = work[1];
    const solution = work[2];
    const inverse = work[3];
    const n = solution.length;
    if (covarianceAdjoint === null) solveLowerTransposedInto(solution, factor, standard, n);
    else if (kernels === undefined || n < LEAST_FOR_KERNELS) {
      invertTransposedInto(inverse, factor, n);
      multiplyUpperInto(solution, inverse, standard);
      addCovarianceAdjoint(covarianceAdjoint, inverse, solution, outputAdjoints[0], n);
    } else {
      kernels.inverse(inverse.byteOffset, factor.byteOffset, standard.byteOffset, solution.byteOffset, n);
      const { byteOffset } = outputAdjoints[0];
      kernels.covarianceAdjoint(covarianceAdjoint.byteOffset, inverse.byteOffset, solution.byteOffset, byteOffset, n);
    }
    addDifferenceAdjoints(inputAdjoints, solution, outputAdjoints[0]);
  },
};

/**
 * log N(y; mean, K) of a vector y with a covariance matrix over rows × rows: −½ (y − mean)ᵀ K⁻¹ (y − mean) − ½ log |K| − ½ n log 2π; −∞ where K is not
 * positive definite. Only the lower triangle of K is read. `mean` is one number, or one for each element.
 *
 * @throws InvalidArgument if the axes do not fit.
 *
 * Source: rasmussen2006gaussian, equation 2.30.
 */
export function multivariateNormalLogDensity(y: Expression, mean: Operand, covariance: Expression): Expression<"scalar"> {
  const width = squareAxis("multivariateNormalLogDensity", "covariance", covariance);
  const center = toExpression(mean);
  rowsOfVectors("multivariateNormalLogDensity", "y", y, width);
  if (center.axis !== null) rowsOfVectors("multivariateNormalLogDensity", "mean", center, width);
  const call = {
    operator: multivariateNormalOperator,
    inputs: [y, center, covariance],
    outputs: [null],
    work: [covariance.axis, width, width, twice(covariance.axis as Axis)],
    settings: null,
  };
  return applyOperator(call)[0] as Expression<"scalar">;
}

/** Room for an inverse, and more than it. */
const twice = (square: Axis): Axis => ({ name: `two of ${square.name}`, product: [square, { name: "two", length: 2 }] });

/** −½ zᵀz − Σ log Lᵢᵢ − ½ n log 2π, with one logarithm of a product for as long as the product is far from the ends of the range. */
function writeLogDensity(out: Float64Array, standard: Float64Array, factor: Float64Array): void {
  const n = standard.length;
  let squares = 0;
  let logs = 0;
  let product = 1;
  for (let i = 0; i < n; i++) {
    squares += standard[i] * standard[i];
    product *= factor[i * (n + 1)];
    if (product > 1e100 || product < 1e-100) {
      logs += log(product);
      product = 1;
    }
  }
  out[0] = -0.5 * squares - (logs + log(product)) - 0.5 * n * LOG_TWO_PI;
}

/** U z, row by row. */
function multiplyUpperInto(out: Float64Array, upper: Float64Array, z: Float64Array): void {
  const n = z.length;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let k = i; k < n; k++) sum += upper[i * n + k] * z[k];
    out[i] = sum;
  }
}

function addDifferenceAdjoints(adjoints: readonly (Float64Array | null)[], solution: Float64Array, weights: Float64Array): void {
  const y = adjoints[0];
  const mean = adjoints[1];
  const weight = weights[0];
  if (y !== null) for (let i = 0; i < solution.length; i++) y[i] -= weight * solution[i];
  if (mean !== null) for (let i = 0; i < solution.length; i++) mean[mean.length === 1 ? 0 : i] += weight * solution[i];
}
