/** Binomial coefficients and their logarithm. */
import { InvalidArgument } from "../../errors.js";
import { log1p } from "../elementary/logarithm.js";
import { logBeta } from "./log-beta.js";

/**
 * n over k = n! / (k! (n − k)!) for an integer n ≥ 0 and an integer k: 0 for k outside 0 … n, Infinity beyond the largest double.
 *
 * Exact up to 2^53, above with a relative error below k · 2.3e-16. Throws `InvalidArgument` unless both are integers, n ≥ 0.
 * Source: abramowitz1964 (3.1.2).
 */
export function binomialCoefficient(n: number, k: number): number {
  if (!(Number.isSafeInteger(n) && n >= 0)) throw new InvalidArgument("binomialCoefficient", "n", "be an integer from 0", n);
  if (!Number.isSafeInteger(k)) throw new InvalidArgument("binomialCoefficient", "k", "be an integer", k);
  if (k < 0 || k > n) return 0;
  const few = Math.min(k, n - k);
  let value = 1;
  for (let i = 1; i <= few && value < Number.POSITIVE_INFINITY; i++) {
    const factor = n - few + i;
    const rest = value % i; // value · factor / i in integers that never exceed the result
    value = ((value - rest) / i) * factor + (rest * factor) / i;
  }
  return value;
}

/**
 * ln of n over k = −ln[(n + 1) B(k + 1, n − k + 1)] for real 0 ≤ k ≤ n; −Infinity for k outside.
 *
 * Throws `InvalidArgument` unless n is a number from 0 and k is a number. Source: abramowitz1964 (6.1.21).
 */
export function logChoose(n: number, k: number): number {
  if (!(n >= 0)) throw new InvalidArgument("logChoose", "n", "be a number from 0", n);
  if (Number.isNaN(k)) throw new InvalidArgument("logChoose", "k", "be a number", k);
  if (k < 0 || k > n) return Number.NEGATIVE_INFINITY;
  return k === 0 || k === n ? 0 : -log1p(n) - logBeta(k + 1, n - k + 1);
}
