/** The logarithm of the beta function. */
import { InvalidArgument } from "../../errors.js";
import { log, log1p } from "../elementary/logarithm.js";
import { stirlingError } from "./stirling-error.js";

const HALF_LOG_TWO_PI = 0.9189385332046727;

/**
 * ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b) for a, b > 0, without the cancellation between large terms.
 *
 * −a ln(1 + b/a) − b ln(1 + a/b) + ln(2π (a + b)/(ab))/2 + δ(a) + δ(b) − δ(a + b), δ being the error of Stirling's formula.
 * Throws `InvalidArgument` unless a and b are positive numbers. Source: abramowitz1964 (6.2.2, 6.1.40), loader2000.
 */
export function logBeta(a: number, b: number): number {
  if (!(a > 0)) throw new InvalidArgument("logBeta", "a", "be positive", a);
  if (!(b > 0)) throw new InvalidArgument("logBeta", "b", "be positive", b);
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (large === Number.POSITIVE_INFINITY) return Number.NEGATIVE_INFINITY;
  const ratio = large / small;
  const logRatio = ratio < Number.POSITIVE_INFINITY ? log1p(ratio) : log(large) - log(small);
  const main = -small * logRatio - large * log1p(small / large);
  const corrections = stirlingError(small) + (stirlingError(large) - stirlingError(small + large));
  return main + (HALF_LOG_TWO_PI + 0.5 * (log1p(small / large) - log(small)) + corrections);
}
