/** The regularized incomplete gamma functions, each tail with its own digits, also on the log scale. */
import { InvalidArgument } from "../../errors.js";
import { exp, expm1 } from "../elementary/exponential.js";
import { log, log1p } from "../elementary/logarithm.js";
import { continuedFraction } from "./continued-fraction.js";
import { logGammaOnePlus } from "./log-gamma.js";
import { createPowerTerm, gammaPowerTermInto, logOfPowerTerm, type PowerTerm, valueOfPowerTerm } from "./power-terms.js";

const tail = /* @__PURE__ */ createPowerTerm();

/**
 * P(a, x) = 1/Γ(a) ∫_0^x t^(a−1) e^−t dt, the regularized lower incomplete gamma function, for a > 0, x ≥ 0.
 *
 * Relative error near 1e-15 up to a = 1e6 wherever the result is a normal double; time grows with √a near x = a.
 * Throws `InvalidArgument` for other arguments. Source: abramowitz1964 (6.5.1, 6.5.29), didonato1986.
 */
export function incompleteGammaLower(a: number, x: number): number {
  check("incompleteGammaLower", a, x);
  return gammaTail(a, x, 0, false, false);
}

/** Q(a, x) = 1 − P(a, x), without cancellation; otherwise as `incompleteGammaLower`. Source: abramowitz1964 (6.5.3, 6.5.31), didonato1986. */
export function incompleteGammaUpper(a: number, x: number): number {
  check("incompleteGammaUpper", a, x);
  return gammaTail(a, x, 0, true, false);
}

/** ln P(a, x), right also where P(a, x) underflows. Source: abramowitz1964 (6.5.29). */
export function logIncompleteGammaLower(a: number, x: number): number {
  check("logIncompleteGammaLower", a, x);
  return gammaTail(a, x, 0, false, true);
}

/** ln Q(a, x), right also where Q(a, x) underflows. Source: abramowitz1964 (6.5.31). */
export function logIncompleteGammaUpper(a: number, x: number): number {
  check("logIncompleteGammaUpper", a, x);
  return gammaTail(a, x, 0, true, true);
}

function check(caller: string, a: number, x: number): void {
  if (!(a > 0 && a < Number.POSITIVE_INFINITY)) throw new InvalidArgument(caller, "a", "be positive and finite", a);
  if (!(x >= 0)) throw new InvalidArgument(caller, "x", "be a number from 0", x);
}

/** P or Q (`isUpper`) at x + xLow, or its logarithm, for checked arguments. */
export function gammaTail(a: number, x: number, xLow: number, isUpper: boolean, isLog: boolean): number {
  if (x === 0 || x === Number.POSITIVE_INFINITY)
    return (x === 0) === isUpper ? (isLog ? 0 : 1) : isLog ? Number.NEGATIVE_INFINITY : 0;
  if (a < 1 && x < 1.1 && (isUpper || isLog)) {
    const upper = upperOfSmall(a, x);
    if (upper <= 0.5) return isLog ? (isUpper ? log(upper) : log1p(-upper)) : upper;
  }
  const computesUpper = a < 1 ? x >= 1.1 : x > a;
  gammaPowerTermInto(tail, a, x, xLow);
  tail[0] *= computesUpper ? upperFraction(a, x) : lowerSeries(a, x) / a;
  return fromTail(tail, computesUpper === isUpper, isLog);
}

/** The tail itself or 1 minus it, or the logarithm. */
export function fromTail(term: PowerTerm, isWanted: boolean, isLog: boolean): number {
  if (isWanted) return isLog ? logOfPowerTerm(term) : valueOfPowerTerm(term);
  const value = Math.min(valueOfPowerTerm(term), 1);
  return isLog ? log1p(-value) : 1 - value;
}

/** Σ x^n / ((a + 1) … (a + n)): P(a, x) over its power term, times a. */
function lowerSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; term > 1e-17 * sum; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** Q(a, x) over its power term: 1/(x + 1 − a − 1(1 − a)/(x + 3 − a − 2(2 − a)/(x + 5 − a − …))). */
function upperFraction(a: number, x: number): number {
  const firstTerm = x - a + 1;
  return continuedFraction(firstTerm, a >= 20, (n, out) => {
    out[0] = n * (a - n);
    out[1] = firstTerm + 2 * n;
  });
}

/** Q(a, x) for a < 1 and x < 1.1: −expm1(ln(x^a/Γ(1 + a))) minus the rest of the series of P, small even if both are near 0. */
function upperOfSmall(a: number, x: number): number {
  const exponent = a * log(x) - logGammaOnePlus(a);
  let power = 1;
  let sum = 0;
  for (let n = 1; n < 100; n++) {
    power *= -x / n;
    const change = power / (a + n);
    sum += change;
    if (Math.abs(change) < 1e-17 * Math.abs(sum)) break;
  }
  return -expm1(exponent) - exp(exponent) * a * sum;
}
