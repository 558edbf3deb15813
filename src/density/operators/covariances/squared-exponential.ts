/** The squared-exponential covariance: very smooth functions. */
import type { Expression } from "../../expression.js";
import { type Correlation, type CovarianceParameters, covariance } from "./stationary.js";

/**
 * c(s) = e^(−s/2) of the squared distance s in length scales.
 *
 * Source: rasmussen2006gaussian, equation 4.9.
 */
const correlation: Correlation = {
  power: "square",
  of: (distances, perUnit) => distances.times(perUnit.times(-0.5)).exp(),
};

/**
 * amplitude² e^(−r²/2) over rows × rows, with r the distance of two inputs in length scales, plus `diagonal` where rows meet. Inputs are numbers (over
 * rows) or vectors (over rows × dimensions), with one length scale or one for each dimension.
 *
 * @throws InvalidArgument if the inputs are not an array, or a parameter has another shape.
 *
 * Source: rasmussen2006gaussian, equation 4.9.
 */
export const squaredExponential = (x: Expression, parameters: CovarianceParameters): Expression =>
  covariance("squaredExponential", correlation, x, parameters);
