/** The log density of a multivariate normal vector with a covariance matrix: Gaussian processes with normal noise. */
import { choleskyInto, solveLowerInto, solveLowerTransposedInto } from "../../../linear-algebra/index.js";
import { log } from "../../../numeric/index.js";
import { applyOperator, type Expression, type Operand, toExpression } from "../../expression.js";
import type { Operator } from "../../operator.js";
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
  forward({ inputs, outputs, work }) {
    const [y, mean, covariance] = inputs as readonly Float64Array[];
    const [factor, solution] = work;
    const n = y.length;
    outputs[0][0] = Number.NEGATIVE_INFINITY;
    if (choleskyInto(factor, covariance, n) >= 0) return;
    for (let i = 0; i < n; i++) solution[i] = y[i] - mean[mean.length === 1 ? 0 : i];
    solveLowerInto(solution, factor, solution, n);
    let squares = 0;
    for (let i = 0; i < n; i++) squares += solution[i] * solution[i];
    outputs[0][0] = -0.5 * squares - logOfDiagonal(factor, n) - 0.5 * n * LOG_TWO_PI;
  },
  backward({ inputs, outputs, work, inputAdjoints, outputAdjoints }) {
    if (outputs[0][0] === Number.NEGATIVE_INFINITY) return;
    const [yAdjoint, meanAdjoint, covarianceAdjoint] = inputAdjoints;
    const [factor, solution, inverse] = work;
    const n = inputs[0].length;
    const weight = outputAdjoints[0][0];
    solveLowerTransposedInto(solution, factor, solution, n);
    if (yAdjoint !== null) for (let i = 0; i < n; i++) yAdjoint[i] -= weight * solution[i];
    if (meanAdjoint !== null) for (let i = 0; i < n; i++) meanAdjoint[meanAdjoint.length === 1 ? 0 : i] += weight * solution[i];
    if (covarianceAdjoint === null) return;
    invertTransposedInto(inverse, factor, n);
    addCovarianceAdjoint(covarianceAdjoint, inverse, solution, outputAdjoints[0], n);
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
    work: [covariance.axis, width, covariance.axis],
    settings: null,
  };
  return applyOperator(call)[0] as Expression<"scalar">;
}

/** Σ log Lᵢᵢ: one logarithm of a product, for as long as the product is far from the ends of the range. */
function logOfDiagonal(factor: Float64Array, n: number): number {
  let sum = 0;
  let product = 1;
  for (let i = 0; i < n; i++) {
    product *= factor[i * (n + 1)];
    if (product > 1e100 || product < 1e-100) {
      sum += log(product);
      product = 1;
    }
  }
  return sum + log(product);
}
