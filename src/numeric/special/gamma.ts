/** The gamma function. */
import stdlibGamma from "@stdlib/math-base-special-gamma";

/**
 * Γ(x): exact factorials at positive integers up to 25, relative error below 1e-15; Infinity above 171.62, NaN at −1, −2, …,
 * ±Infinity at ±0. Source: abramowitz1964 (6.1.1).
 */
export function gamma(x: number): number {
  return stdlibGamma(x);
}
