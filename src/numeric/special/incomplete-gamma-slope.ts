/** The derivative of the regularized incomplete gamma functions with respect to the shape. */
import { expm1 } from "../elementary/exponential.js";
import { log, log1p } from "../elementary/logarithm.js";
import { continuedFractionSlope } from "./continued-fraction-slope.js";
import { digammaLessLog } from "./digamma-difference.js";
import { logGammaOnePlus } from "./log-gamma.js";

const given = /* @__PURE__ */ new Float64Array(2);

/**
 * ∂ ln P(a, x)/∂a or ∂ ln Q(a, x)/∂a (`isUpper`) for positive a and x, of the tail that `gammaTailInto` computes: P up to x = a, Q beyond.
 *
 * Term by term of the series of P and of the continued fraction of Q. Source: abramowitz1964 (6.5.29, 6.5.31).
 */
export function logGammaTailShapeSlope(a: number, x: number, isUpper: boolean): number {
  if (!isUpper) return logLessDigamma(a + 1, x) + lowerSeriesSlope(a, x);
  return a < 1 && x < 1.1 ? slopeOfSmallUpper(a, x) : logLessDigamma(a, x) + upperFractionSlope(a, x);
}

/** ln x − ψ(a): by their ratio where that may be near 1. */
function logLessDigamma(a: number, x: number): number {
  if (a < 1) return log(x) - log(a) - digammaLessLog(a);
  const excess = (x - a) / a;
  return (Math.abs(excess) < 0.5 ? log1p(excess) : log(x / a)) - digammaLessLog(a);
}

/** The derivative of ln Σ x^n / ((a + 1) … (a + n)). */
function lowerSeriesSlope(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  let harmonic = 0;
  let slope = 0;
  for (let n = 1; term * (1 + harmonic) > 1e-17 * sum; n++) {
    const inverse = 1 / (a + n);
    term *= x * inverse;
    harmonic += inverse;
    sum += term;
    slope += term * harmonic;
  }
  return -slope / sum;
}

/** The derivative of the logarithm of 1/(x + 1 − a − 1(1 − a)/(x + 3 − a − 2(2 − a)/(x + 5 − a − …))). */
function upperFractionSlope(a: number, x: number): number {
  given[0] = a;
  given[1] = x - a + 1;
  return continuedFractionSlope(given[1], -1, writeUpperTerm, given);
}

function writeUpperTerm(out: Float64Array, n: number, of: Float64Array): void {
  out[0] = n * (of[0] - n);
  out[1] = of[1] + 2 * n;
  out[2] = n;
  out[3] = -1;
}

/** For a < 1 and x < 1.1: Q = 1 − e^exponent (1 + a s), exponent = a ln x − ln Γ(1 + a), s = Σ (−x)^n/(n! (a + n)). */
function slopeOfSmallUpper(a: number, x: number): number {
  const logX = log(x);
  const lessOne = expm1(a * logX - logGammaOnePlus(a));
  let power = 1;
  let sum = 0;
  let slope = 0;
  for (let n = 1; n < 100; n++) {
    power *= -x / n;
    const change = power / (a + n);
    sum += change;
    // (a s)' = Σ power n/(a + n)².
    slope += (change * n) / (a + n);
    if (Math.abs(change) < 1e-17 * Math.abs(sum)) break;
  }
  const lower = 1 + lessOne;
  const upper = -lessOne - lower * a * sum;
  return (-lower * (logLessDigamma(1 + a, x) * (1 + a * sum) + slope)) / upper;
}
