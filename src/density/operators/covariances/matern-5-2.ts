/** The Matérn covariance of smoothness 5/2: functions with two derivatives. */
import type { Expression } from "../../expression.js";
import { type Correlation, type CovarianceParameters, covariance } from "./stationary.js";

/**
 * c(r) = (1 + √5 r + 5 r² / 3) e^(−√5 r) of the distance r in length scales.
 *
 * Source: rasmussen2006gaussian, equation 4.17.
 */
const correlation: Correlation = {
  power: "distance",
  of(distances, perUnit) {
    const scaled = distances.times(perUnit.times(Math.sqrt(5)));
    return scaled
      .plus(1)
      .plus(scaled.times(scaled).times(1 / 3))
      .times(scaled.negated().exp());
  },
};

/**
 * amplitude² (1 + √5 r + 5 r²/3) e^(−√5 r) over rows × rows, with r the distance of two inputs in length scales, plus `diagonal` where rows meet. Inputs are numbers (over
 * rows) or vectors (over rows × dimensions), with one length scale or one for each dimension.
 *
 * @throws InvalidArgument if the inputs are not an array, or a parameter has another shape.
 *
 * Source: rasmussen2006gaussian, equation 4.17.
 */
export const matern52 = (x: Expression, parameters: CovarianceParameters): Expression =>
  covariance("matern52", correlation, x, parameters);
