/** Integrals of tabulated functions. */
import { InvalidArgument } from "../../errors.js";

/**
 * Returns the integral of the piecewise linear curve through (x[i], y[i]): Σ (x[i+1] − x[i]) (y[i] + y[i+1]) / 2.
 *
 * Throws `InvalidArgument` unless the arrays have one length; x need not be increasing.
 *
 * Source: abramowitz1964 (25.4.2).
 */
export function trapezoid(x: ArrayLike<number>, y: ArrayLike<number>): number {
  if (x.length !== y.length) throw new InvalidArgument("trapezoid", "y", `have as many entries as x (${x.length})`, y.length);
  let sum = 0;
  for (let i = 1; i < x.length; i++) sum += ((x[i] - x[i - 1]) * (y[i - 1] + y[i])) / 2;
  return sum;
}
