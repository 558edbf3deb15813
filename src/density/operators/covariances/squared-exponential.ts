/** The squared-exponential covariance: very smooth functions. */
import { exp } from "../../../numeric/index.js";
import type { Expression } from "../../expression.js";
import { type CovarianceParameters, covariance, covarianceOperator } from "./stationary.js";

/**
 * c(s) = e^(−s/2) of the squared distance s in length scales.
 *
 * Source: rasmussen2006gaussian, equation 4.9.
 */
export const squaredExponentialOperator = covarianceOperator("squared-exponential-covariance", (values, slopes, count) => {
  for (let i = 0; i < count; i++) {
    const value = exp(-0.5 * slopes[i]);
    values[i] = value;
    slopes[i] = -0.5 * value;
  }
});

/**
 * amplitude² e^(−r²/2) over rows × rows, with r the distance of two inputs in length scales, plus `diagonal` where rows meet. Inputs are numbers (over
 * rows) or vectors (over rows × dimensions), with one length scale or one for each dimension.
 *
 * @throws InvalidArgument if the inputs are not an array, or a parameter has another shape.
 *
 * Source: rasmussen2006gaussian, equation 4.9.
 */
export const squaredExponential = (x: Expression, parameters: CovarianceParameters): Expression =>
  covariance("squaredExponential", squaredExponentialOperator, x, parameters);
