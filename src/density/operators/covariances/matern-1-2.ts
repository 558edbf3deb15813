/** The Matérn covariance of smoothness 1/2: continuous functions (Ornstein–Uhlenbeck). */
import type { Expression } from "../../expression.js";
import { type Correlation, type CovarianceParameters, covariance } from "./stationary.js";

/**
 * c(r) = e^(−r) of the distance r in length scales.
 *
 * Source: rasmussen2006gaussian, equation 4.18.
 */
const correlation: Correlation = {
  power: "distance",
  of: (distances, perUnit) => distances.times(perUnit.times(-1)).exp(),
};

/**
 * amplitude² e^(−r) over rows × rows, with r the distance of two inputs in length scales, plus `diagonal` where rows meet. Inputs are numbers (over
 * rows) or vectors (over rows × dimensions), with one length scale or one for each dimension.
 *
 * @throws InvalidArgument if the inputs are not an array, or a parameter has another shape.
 *
 * Source: rasmussen2006gaussian, equation 4.18.
 */
export const matern12 = (x: Expression, parameters: CovarianceParameters): Expression =>
  covariance("matern12", correlation, x, parameters);
