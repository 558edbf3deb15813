/** The digamma function. */
import stdlibDigamma from "@stdlib/math-base-special-digamma";

/**
 * ψ(x), the derivative of ln Γ(x): NaN at 0, −1, −2, …
 *
 * Relative error below 1e-15 for x > 0; below 0, next to its zeros, absolute error of that size. Source: abramowitz1964 (6.3.1).
 */
export function digamma(x: number): number {
  return stdlibDigamma(x);
}
