/** The power terms in front of the incomplete gamma and beta functions, without loss for large parameters. */
import { productError, sumError } from "../elementary/exact-arithmetic.js";
import { exp } from "../elementary/exponential.js";
import { extendedLogInto } from "../elementary/extended-logarithm.js";
import { log } from "../elementary/logarithm.js";
import { logGammaOnePlus } from "./log-gamma.js";
import { stirlingError } from "./stirling-error.js";

const TWO_PI = 6.283185307179586;
const logarithm = /* @__PURE__ */ new Float64Array(2);

/**
 * A positive number as factor · e^(exponent + low), so that neither under- nor overflow nor a large exponent loses digits.
 * Arrays of this shape are reused: [factor, exponent, low].
 */
export type PowerTerm = Float64Array;

/** A new power term, 1 · e^0. */
export function createPowerTerm(): PowerTerm {
  return Float64Array.of(1, 0, 0);
}

/** The number itself. */
export function valueOfPowerTerm(term: PowerTerm): number {
  const e = exp(term[1]) * term[0];
  return e + e * term[2];
}

/** Its natural logarithm. */
export function logOfPowerTerm(term: PowerTerm): number {
  return term[1] + (term[2] + log(term[0]));
}

/** Multiplies `term` by another one (sign 1), or divides it (−1). */
export function multiplyPowerTermInto(term: PowerTerm, other: PowerTerm, sign: 1 | -1): void {
  const exponent = term[1] + sign * other[1];
  term[2] += sign * other[2] + sumError(term[1], sign * other[1], exponent);
  term[1] = exponent;
  term[0] = sign > 0 ? term[0] * other[0] : term[0] / other[0];
}

/**
 * Writes x^a e^-x / Γ(a), for a > 0 and x + xLow > 0 (xLow is what x lost in rounding, if known).
 *
 * For a ≥ 1: √(a/2π) e^(−δ(a)) exp(a ln(x/a) + a − x), with x/a, its logarithm and the sum in two doubles (the saddle point
 * form), so that the relative error stays near 1e-15 at any a; for a < 1 directly. Source: loader2000.
 */
export function gammaPowerTermInto(term: PowerTerm, a: number, x: number, xLow: number): void {
  if (a < 1) {
    extendedLogInto(logarithm, x);
    term[0] = a * exp(-logGammaOnePlus(a));
    addMultipleInto(term, a, logarithm[0], logarithm[1], -x, -xLow);
    return;
  }
  term[0] = Math.sqrt(a / TWO_PI) * exp(-stirlingError(a));
  const ratio = x / a;
  const product = ratio * a;
  const ratioLow = (x - product - productError(ratio, a, product) + xLow) / a;
  extendedLogInto(logarithm, ratio);
  const difference = a - x;
  addMultipleInto(term, a, logarithm[0], logarithm[1] + ratioLow / ratio, difference, sumError(a, -x, difference) - xLow);
}

/** Writes the exponent a · (log + logLow) + (other + otherLow), in two doubles. */
function addMultipleInto(term: PowerTerm, a: number, log: number, logLow: number, other: number, otherLow: number): void {
  const product = a * log;
  const productLow = productError(a, log, product) + a * logLow;
  const sum = product + other;
  term[1] = sum;
  term[2] = sumError(product, other, sum) + (productLow + otherLow);
}

/**
 * Writes x^a y^b / B(a, b), for a, b > 0 and x + xLow = 1 − y − yLow in (0, 1).
 *
 * √(ab/(2πn)) e^(δ(n) − δ(a) − δ(b)) exp(a ln(nx/a) + b ln(ny/b)) with n = a + b, in two doubles as `gammaPowerTermInto`. If
 * the smaller parameter s is below 1, √(s/2π) e^(−δ(s)) s^(−s) is replaced by the equal s e^(−s)/Γ(1 + s). Source: loader2000.
 */
export function betaPowerTermInto(term: PowerTerm, a: number, b: number, x: number, xLow: number, y: number, yLow: number): void {
  const n = a + b;
  const nLow = sumError(a, b, n);
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  const isTiny = small < 1;
  const corrections = stirlingError(n) - stirlingError(large) - (isTiny ? logGammaOnePlus(small) + small : stirlingError(small));
  term[0] = (isTiny ? small * Math.sqrt(large / n) : Math.sqrt((small * (large / n)) / TWO_PI)) * exp(corrections);
  logOfShareInto(logarithm, n, nLow, y, yLow, isTiny && b <= a ? 1 : b);
  const product = b * logarithm[0];
  const productLow = productError(b, logarithm[0], product) + b * logarithm[1];
  logOfShareInto(logarithm, n, nLow, x, xLow, isTiny && a < b ? 1 : a);
  addMultipleInto(term, a, logarithm[0], logarithm[1], product, productLow);
}

/** Writes ln((n + nLow)(x + xLow)/a) in two doubles. */
function logOfShareInto(out: Float64Array, n: number, nLow: number, x: number, xLow: number, a: number): void {
  const product = n * x;
  const productLow = productError(n, x, product) + (n * xLow + nLow * x);
  const ratio = product / a;
  const back = ratio * a;
  const ratioLow = (product - back - productError(ratio, a, back) + productLow) / a;
  extendedLogInto(out, ratio);
  out[1] += ratioLow / ratio;
}
