/** The log densities of multivariate normal vectors that share one Cholesky factor of their covariance. */
import { log } from "../../../numeric/index.js";
import { applyOperator, type Expression, type Operand, toExpression } from "../../expression.js";
import type { Operator } from "../../operator.js";
import { rowsOfVectors, squareAxis } from "../shape.js";

const LOG_TWO_PI = 1.8378770664093453;

/**
 * log N(y; mean, L Lᵀ) for each row y of a rows × K array; the mean is one number, one vector, or an array like y. With z = L⁻¹ (y − mean) and
 * w = L⁻ᵀ z: adjoints ȳ −= w, mean += w, L̄ᵢⱼ += wᵢ zⱼ for j ≤ i, less 1 / Lᵢᵢ on the diagonal.
 *
 * Source: giles2008collected, section 2.3 (its parts).
 */
export const multivariateNormalCholeskyOperator: Operator<null> = {
  name: "multivariate-normal-cholesky",
  forward({ inputs, outputs, work }) {
    const [y, mean, factor] = inputs as readonly Float64Array[];
    const [standard, , inverses] = work;
    const n = inverses.length;
    let constant = -0.5 * n * LOG_TWO_PI;
    for (let i = 0; i < n; i++) {
      inverses[i] = 1 / factor[i * (n + 1)];
      constant -= log(factor[i * (n + 1)]);
    }
    for (let row = 0, at = 0; at < y.length; row++, at += n)
      outputs[0][row] = constant - 0.5 * standardize(standard, y, mean, factor, inverses, at);
  },
  backward({ inputs, work, inputAdjoints, outputAdjoints }) {
    const factor = inputs[2] as Float64Array;
    const [yAdjoint, meanAdjoint, factorAdjoint] = inputAdjoints;
    const [standard, weighted, inverses] = work;
    const n = weighted.length;
    let total = 0;
    for (let row = 0, at = 0; at < standard.length; row++, at += n) {
      const weight = outputAdjoints[0][row];
      total += weight;
      solveTransposedInto(weighted, factor, inverses, standard, at, weight);
      for (let i = 0; i < n; i++) {
        if (yAdjoint !== null) yAdjoint[at + i] -= weighted[i];
        if (meanAdjoint !== null) meanAdjoint[placeOf(meanAdjoint.length, at, i, n)] += weighted[i];
      }
      if (factorAdjoint !== null) addLowerProducts(factorAdjoint, weighted, standard, at);
    }
    if (factorAdjoint !== null) for (let i = 0; i < n; i++) factorAdjoint[i * (n + 1)] -= total * inverses[i];
  },
};

/**
 * log N(y; mean, L Lᵀ) of a vector over K, or of each row of an array over rows × K, for a Cholesky factor L over K × K with a positive diagonal. `mean` is one
 * number, a vector over K, or an array like y.
 *
 * @throws InvalidArgument if the axes do not fit.
 *
 * Source: rasmussen2006gaussian, equation A.6.
 */
export function multivariateNormalCholeskyLogDensity(y: Expression, mean: Operand, factor: Expression): Expression {
  const width = squareAxis("multivariateNormalCholeskyLogDensity", "factor", factor);
  const center = toExpression(mean);
  const rows = rowsOfVectors("multivariateNormalCholeskyLogDensity", "y", y, width);
  if (center.axis !== null) rowsOfVectors("multivariateNormalCholeskyLogDensity", "mean", center, width);
  return applyOperator({
    operator: multivariateNormalCholeskyOperator,
    inputs: [y, center, factor],
    outputs: [rows],
    work: [y.axis, width, width],
    settings: null,
  })[0];
}

/** Where the mean of an element stands, in an array of that length. */
const placeOf = (length: number, at: number, i: number, n: number): number => (length === 1 ? 0 : length === n ? i : at + i);

/** Writes z = L⁻¹ (y − mean), given the inverses of the diagonal; returns zᵀz. */
function standardize(
  z: Float64Array,
  y: Float64Array,
  mean: Float64Array,
  factor: Float64Array,
  inverses: Float64Array,
  at: number,
): number {
  const n = inverses.length;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const row = i * n;
    let sum = y[at + i] - mean[placeOf(mean.length, at, i, n)];
    for (let j = 0; j < i; j++) sum -= factor[row + j] * z[at + j];
    const value = sum * inverses[i];
    z[at + i] = value;
    squares += value * value;
  }
  return squares;
}

/** weight × L⁻ᵀ z. */
function solveTransposedInto(
  out: Float64Array,
  factor: Float64Array,
  inverses: Float64Array,
  z: Float64Array,
  at: number,
  weight: number,
): void {
  const n = out.length;
  for (let i = 0; i < n; i++) out[i] = weight * z[at + i];
  for (let i = n - 1; i >= 0; i--) {
    const row = i * n;
    const value = out[i] * inverses[i];
    out[i] = value;
    for (let j = 0; j < i; j++) out[j] -= value * factor[row + j];
  }
}

function addLowerProducts(out: Float64Array, left: Float64Array, right: Float64Array, at: number): void {
  const n = left.length;
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) out[i * n + j] += left[i] * right[at + j];
}
