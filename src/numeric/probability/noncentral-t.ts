/** The noncentral t distribution: of (Z + noncentrality) / √(χ²/df). */
import { exp } from "../elementary/exponential.js";
import { log } from "../elementary/logarithm.js";
import { logGamma } from "../special/log-gamma.js";
import { normalCdf } from "./normal.js";
import { requireFinite, requireNumber, requirePositive } from "./requirements.js";

/**
 * P(T ≤ x) = ∫ Φ(x s − noncentrality) f(s) ds, f the density of s = √(χ²/df).
 *
 * The trapezoidal rule in log s, whose error falls faster than any power of its step: right to about 1e-13.
 * Throws `InvalidArgument` unless degreesOfFreedom is positive and noncentrality finite.
 *
 * Source: johnson1995 (31.5).
 */
export function noncentralTCdf(x: number, degreesOfFreedom: number, noncentrality: number): number {
  check("noncentralTCdf", x, degreesOfFreedom, noncentrality);
  if (!Number.isFinite(x)) return x > 0 ? 1 : 0;
  return mixture(x, degreesOfFreedom, noncentrality, 1);
}

/** P(T > x), without cancellation. Throws as `noncentralTCdf`. Source: johnson1995 (31.5). */
export function noncentralTUpperTail(x: number, degreesOfFreedom: number, noncentrality: number): number {
  check("noncentralTUpperTail", x, degreesOfFreedom, noncentrality);
  if (!Number.isFinite(x)) return x > 0 ? 0 : 1;
  return mixture(x, degreesOfFreedom, noncentrality, -1);
}

/** E Φ(sign (x s − noncentrality)). With s = e^y the density of y is proportional to exp(df (y − e^(2y)/2)), highest at 0. */
function mixture(x: number, df: number, noncentrality: number, sign: number): number {
  const half = df / 2;
  const logConstant = log(2) + half * log(half) - logGamma(half);
  // Steps well within the width of the density, and that of the turn of Φ.
  const step = Math.min(0.25 / Math.sqrt(2 * df), 0.25 / (1 + Math.abs(x)));
  const term = (y: number) => {
    const s = exp(y);
    const weight = exp(logConstant + df * y - half * s * s);
    return weight === 0 ? 0 : weight * normalCdf(sign * (x * s - noncentrality));
  };
  let sum = term(0);
  for (const direction of [-step, step]) {
    for (let k = 1; ; k++) {
      const y = k * direction;
      sum += term(y);
      const s = exp(y);
      if (logConstant + df * y - half * s * s < -42) break;
    }
  }
  const value = sum * step;
  return value < 1 ? value : 1;
}

function check(caller: string, x: number, df: number, noncentrality: number): void {
  requireNumber(caller, "x", x);
  requirePositive(caller, "degreesOfFreedom", df);
  requireFinite(caller, "noncentrality", noncentrality);
}
