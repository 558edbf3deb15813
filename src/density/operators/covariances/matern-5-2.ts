/** The Matérn covariance of smoothness 5/2: functions with two derivatives. */
import { exp } from "../../../numeric/index.js";
import type { Expression } from "../../expression.js";
import { type CovarianceParameters, covariance, covarianceOperator } from "./stationary.js";

/**
 * c(s) = (1 + √(5s) + 5s/3) e^(−√(5s)) of the squared distance s in length scales.
 *
 * Source: rasmussen2006gaussian, equation 4.17.
 */
export const matern52Operator = covarianceOperator("matern-5-2-covariance", (values, slopes, count) => {
  for (let i = 0; i < count; i++) {
    const square = 5 * slopes[i];
    const distance = Math.sqrt(square);
    const value = exp(-distance);
    values[i] = (1 + distance + square / 3) * value;
    slopes[i] = (-5 / 6) * (1 + distance) * value;
  }
});

/**
 * amplitude² (1 + √5 r + 5 r²/3) e^(−√5 r) over rows × rows, with r the distance of two inputs in length scales, plus `diagonal` where rows meet. Inputs are numbers (over
 * rows) or vectors (over rows × dimensions), with one length scale or one for each dimension.
 *
 * @throws InvalidArgument if the inputs are not an array, or a parameter has another shape.
 *
 * Source: rasmussen2006gaussian, equation 4.17.
 */
export const matern52 = (x: Expression, parameters: CovarianceParameters): Expression =>
  covariance("matern52", matern52Operator, x, parameters);
