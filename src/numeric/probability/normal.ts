/** The normal distribution. */
import { productError } from "../elementary/exact-arithmetic.js";
import { exp } from "../elementary/exponential.js";
import { log, log1p } from "../elementary/logarithm.js";
import { erfc, erfcx } from "../special/error-function.js";
import { standardNormalUpperQuantile } from "../special/standard-normal-quantile.js";
import { requireFinite, requireNumber, requirePositive, requireProbability } from "./requirements.js";

const ROOT_TWO_PI = 2.5066282746310002;
const HALF_LOG_TWO_PI = 0.9189385332046727;

/** Density e^(−z²/2) / (sd √(2π)), z = (x − mean)/sd. Throws `InvalidArgument` for bad parameters. Source: abramowitz1964 (26.2.1). */
export function normalDensity(x: number, mean = 0, sd = 1): number {
  const z = standardize("normalDensity", x, mean, sd);
  return expOfMinusHalfSquare(z) / (sd * ROOT_TWO_PI);
}

/** Logarithm of the density, −z²/2 − ln(sd √(2π)). Source: abramowitz1964 (26.2.1). */
export function normalLogDensity(x: number, mean = 0, sd = 1): number {
  const z = standardize("normalLogDensity", x, mean, sd);
  return -0.5 * z * z - log(sd) - HALF_LOG_TWO_PI;
}

/** P(X ≤ x), with a relative error near 1e-15 down to the smallest normal double. Source: abramowitz1964 (26.2.2), cody1969. */
export function normalCdf(x: number, mean = 0, sd = 1): number {
  return upperTailOfStandard(-standardize("normalCdf", x, mean, sd));
}

/** P(X > x), with a relative error near 1e-15 down to the smallest normal double (38 sd). Source: abramowitz1964 (26.2.3), cody1969. */
export function normalUpperTail(x: number, mean = 0, sd = 1): number {
  return upperTailOfStandard(standardize("normalUpperTail", x, mean, sd));
}

/** ln P(X ≤ x), right also where P(X ≤ x) underflows. Source: abramowitz1964 (26.2.2), cody1969. */
export function normalLogCdf(x: number, mean = 0, sd = 1): number {
  return logUpperTailOfStandard(-standardize("normalLogCdf", x, mean, sd));
}

/** ln P(X > x), right also where P(X > x) underflows. Source: abramowitz1964 (26.2.3), cody1969. */
export function normalLogUpperTail(x: number, mean = 0, sd = 1): number {
  return logUpperTailOfStandard(standardize("normalLogUpperTail", x, mean, sd));
}

/**
 * The x with P(X ≤ x) = p: −Infinity at 0, Infinity at 1. Relative error of (x − mean)/sd below 1e-15 at any p.
 * Throws `InvalidArgument` unless p is in [0, 1]. Source: wichura1988.
 */
export function normalQuantile(p: number, mean = 0, sd = 1): number {
  checkQuantile("normalQuantile", p, mean, sd);
  return mean - sd * upperQuantileOfStandard(p);
}

/** The x with P(X > x) = p, exact also for tiny p; otherwise as `normalQuantile`. Source: wichura1988. */
export function normalUpperQuantile(p: number, mean = 0, sd = 1): number {
  checkQuantile("normalUpperQuantile", p, mean, sd);
  return mean + sd * upperQuantileOfStandard(p);
}

function standardize(caller: string, x: number, mean: number, sd: number): number {
  requireNumber(caller, "x", x);
  requireFinite(caller, "mean", mean);
  requirePositive(caller, "sd", sd);
  return (x - mean) / sd;
}

function checkQuantile(caller: string, p: number, mean: number, sd: number): void {
  requireProbability(caller, "p", p);
  requireFinite(caller, "mean", mean);
  requirePositive(caller, "sd", sd);
}

/** e^(−z²/2), with z² in two doubles. */
function expOfMinusHalfSquare(z: number): number {
  if (Math.abs(z) > 40) return 0;
  const square = z * z;
  const e = exp(-0.5 * square);
  return e - e * (0.5 * productError(z, z, square));
}

function upperTailOfStandard(z: number): number {
  return z < 1 ? 0.5 * erfc(z * Math.SQRT1_2) : 0.5 * expOfMinusHalfSquare(z) * erfcx(z * Math.SQRT1_2);
}

function logUpperTailOfStandard(z: number): number {
  if (z < -1) return log1p(-upperTailOfStandard(-z));
  return z < 1 ? log(upperTailOfStandard(z)) : -0.5 * z * z + (log(erfcx(z * Math.SQRT1_2)) - Math.LN2);
}

function upperQuantileOfStandard(p: number): number {
  if (p === 0 || p === 1) return p === 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  return standardNormalUpperQuantile(p);
}
