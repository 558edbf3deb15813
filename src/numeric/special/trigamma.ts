/** The trigamma function. */
import stdlibTrigamma from "@stdlib/math-base-special-trigamma";

/** ψ'(x), the second derivative of ln Γ(x), relative error below 1e-15; NaN at 0, −1, −2, … Source: abramowitz1964 (6.4.1). */
export function trigamma(x: number): number {
  return stdlibTrigamma(x);
}
