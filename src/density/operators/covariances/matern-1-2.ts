/** The Matérn covariance of smoothness 1/2: continuous functions (Ornstein–Uhlenbeck). */
import { exp } from "../../../numeric/index.js";
import type { Expression } from "../../expression.js";
import { type CovarianceParameters, covariance, covarianceOperator } from "./stationary.js";

/**
 * c(s) = e^(−√s) of the squared distance s in length scales.
 *
 * Source: rasmussen2006gaussian, equation 4.18.
 */
export const matern12Operator = covarianceOperator("matern-1-2-covariance", (values, slopes, count) => {
  for (let i = 0; i < count; i++) {
    const distance = Math.sqrt(slopes[i]);
    const value = exp(-distance);
    values[i] = value;
    slopes[i] = distance > 0 ? (-0.5 * value) / distance : 0;
  }
});

/**
 * amplitude² e^(−r) over rows × rows, with r the distance of two inputs in length scales, plus `diagonal` where rows meet. Inputs are numbers (over
 * rows) or vectors (over rows × dimensions), with one length scale or one for each dimension.
 *
 * @throws InvalidArgument if the inputs are not an array, or a parameter has another shape.
 *
 * Source: rasmussen2006gaussian, equation 4.18.
 */
export const matern12 = (x: Expression, parameters: CovarianceParameters): Expression =>
  covariance("matern12", matern12Operator, x, parameters);
