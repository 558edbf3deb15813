/** The Matérn covariance of smoothness 3/2: functions with one derivative. */
import { exp } from "../../../numeric/index.js";
import type { Expression } from "../../expression.js";
import { type CovarianceParameters, covariance, covarianceOperator } from "./stationary.js";

/**
 * c(s) = (1 + √(3s)) e^(−√(3s)) of the squared distance s in length scales.
 *
 * Source: rasmussen2006gaussian, equation 4.17.
 */
export const matern32Operator = covarianceOperator("matern-3-2-covariance", (values, slopes, count) => {
  for (let i = 0; i < count; i++) {
    const distance = Math.sqrt(3 * slopes[i]);
    const value = exp(-distance);
    values[i] = (1 + distance) * value;
    slopes[i] = -1.5 * value;
  }
});

/**
 * amplitude² (1 + √3 r) e^(−√3 r) over rows × rows, with r the distance of two inputs in length scales, plus `diagonal` where rows meet. Inputs are numbers (over
 * rows) or vectors (over rows × dimensions), with one length scale or one for each dimension.
 *
 * @throws InvalidArgument if the inputs are not an array, or a parameter has another shape.
 *
 * Source: rasmussen2006gaussian, equation 4.17.
 */
export const matern32 = (x: Expression, parameters: CovarianceParameters): Expression =>
  covariance("matern32", matern32Operator, x, parameters);
