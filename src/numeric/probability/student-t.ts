/** Student's t distribution. */
import { productError } from "../elementary/exact-arithmetic.js";
import { exp } from "../elementary/exponential.js";
import { log, log1p } from "../elementary/logarithm.js";
import { pow } from "../elementary/power.js";
import { digammaDifference } from "../special/digamma-difference.js";
import { betaTail, betaTailInto } from "../special/incomplete-beta.js";
import { betaTailInverseInto } from "../special/incomplete-beta-inverse.js";
import { logBetaTailShapeSlope } from "../special/incomplete-beta-slope.js";
import { logBeta } from "../special/log-beta.js";
import { betaPowerTermInto, createPowerTerm, logOfPowerTerm, valueOfPowerTerm } from "../special/power-terms.js";
import { createTail } from "../special/tail.js";
import { requireNumber, requirePositive, requireProbability } from "./requirements.js";
import { createShares, sharesInto } from "./shares.js";

const term = /* @__PURE__ */ createPowerTerm();
const shares = /* @__PURE__ */ createShares();
const share = /* @__PURE__ */ createTail();
const solution = /* @__PURE__ */ new Float64Array(2);

/** Density Γ((df+1)/2) / (Γ(df/2) √(π df)) (1 + x²/df)^(−(df+1)/2). Throws `InvalidArgument` unless degreesOfFreedom is positive. Source: johnson1995 (28.2). */
export function studentTDensity(x: number, degreesOfFreedom: number): number {
  check("studentTDensity", x, degreesOfFreedom);
  const size = Math.abs(x);
  if (size > FAR) return (farTail(size, degreesOfFreedom) * degreesOfFreedom) / size;
  if (size < NEAR) return exp(logDensity(size, degreesOfFreedom));
  writeTerm(size, degreesOfFreedom);
  return valueOfPowerTerm(term) / size;
}

/** Logarithm of the density. Source: johnson1995 (28.2). */
export function studentTLogDensity(x: number, degreesOfFreedom: number): number {
  check("studentTLogDensity", x, degreesOfFreedom);
  return logDensity(Math.abs(x), degreesOfFreedom);
}

/** P(X ≤ x). Source: johnson1995 (28.4a), didonato1992. */
export function studentTCdf(x: number, degreesOfFreedom: number): number {
  check("studentTCdf", x, degreesOfFreedom);
  return x <= 0 ? halfTail(-x, degreesOfFreedom, true) : 0.5 + halfTail(x, degreesOfFreedom, false);
}

/** P(X > x), without cancellation. Source: johnson1995 (28.4a), didonato1992. */
export function studentTUpperTail(x: number, degreesOfFreedom: number): number {
  check("studentTUpperTail", x, degreesOfFreedom);
  return x >= 0 ? halfTail(x, degreesOfFreedom, true) : 0.5 + halfTail(-x, degreesOfFreedom, false);
}

/** ln P(X ≤ x), right also where P(X ≤ x) underflows. Source: johnson1995 (28.4a), didonato1992. */
export function studentTLogCdf(x: number, degreesOfFreedom: number): number {
  check("studentTLogCdf", x, degreesOfFreedom);
  return logUpperTail(-x, degreesOfFreedom);
}

/** ln P(X > x), right also where P(X > x) underflows. Source: johnson1995 (28.4a), didonato1992. */
export function studentTLogUpperTail(x: number, degreesOfFreedom: number): number {
  check("studentTLogUpperTail", x, degreesOfFreedom);
  return logUpperTail(x, degreesOfFreedom);
}

/**
 * ∂ ln P(X > x)/∂x = −density/P(X > x), or ∂/∂degreesOfFreedom (`ofDegrees`), for x ≥ 0 and positive degrees of freedom.
 *
 * From the tail within |x| where the beta distribution of x²/(df + x²) is below its mean. Source: johnson1995 (28.4a), didonato1992.
 */
export function studentTLogUpperTailSlope(ofDegrees: boolean, x: number, degreesOfFreedom: number): number {
  if (x < NEAR) return ofDegrees ? 0 : -2 * exp(logDensity(x, degreesOfFreedom));
  if (x > FAR) return ofDegrees ? farDegreesSlope(x, degreesOfFreedom) : -degreesOfFreedom / x;
  writeShares(x, degreesOfFreedom);
  const [small, smallLow, large, largeLow] = [shares[0], shares[1], shares[2], shares[3]];
  betaTailInto(share, small, smallLow, large, largeLow, 0.5, 0.5 * degreesOfFreedom);
  const logitSlope = (share.isUpper ? -1 : 1) / share.fraction;
  // The logarithm of 1 − within falls by −within/(1 − within) times as much.
  const within = share.isUpper ? 0 : valueOfPowerTerm(share.density) * share.fraction;
  const weight = share.isUpper ? 1 : -within / (1 - within);
  if (!ofDegrees) return (2 * weight * logitSlope) / x;
  const shapeSlope = logBetaTailShapeSlope(false, 0.5, 0.5 * degreesOfFreedom, small, smallLow, large, largeLow, share.isUpper);
  return weight * (0.5 * shapeSlope - logitSlope / degreesOfFreedom);
}

/** Of the leading term beyond FAR. */
function farDegreesSlope(x: number, degreesOfFreedom: number): number {
  return log(Math.sqrt(degreesOfFreedom) / x) + 0.5 - 1 / degreesOfFreedom + 0.5 * digammaDifference(0.5 * degreesOfFreedom, 0.5);
}

/** The x with P(X ≤ x) = p: ±Infinity at 0 and 1. Throws `InvalidArgument` unless p is in [0, 1]. Source: didonato1992. */
export function studentTQuantile(p: number, degreesOfFreedom: number): number {
  return 0 - upperQuantile("studentTQuantile", p, degreesOfFreedom);
}

/** The x with P(X > x) = p, exact also for tiny p; otherwise as `studentTQuantile`. Source: didonato1992. */
export function studentTUpperQuantile(p: number, degreesOfFreedom: number): number {
  return upperQuantile("studentTUpperQuantile", p, degreesOfFreedom);
}

function check(caller: string, x: number, degreesOfFreedom: number): void {
  requireNumber(caller, "x", x);
  requirePositive(caller, "degreesOfFreedom", degreesOfFreedom);
}

/** Beyond it x² nears the end of the doubles, and the leading term of the tail is exact. */
const FAR = 1e140;
/** Below it x² does, and the density is that at 0. */
const NEAR = 1e-100;

/** P(X > x) for x ≥ FAR: the leading term (√df/x)^df / (df B(df/2, 1/2)). */
function farTail(x: number, degreesOfFreedom: number): number {
  return pow(Math.sqrt(degreesOfFreedom) / x, degreesOfFreedom) / farFactor(degreesOfFreedom);
}

function logFarTail(x: number, degreesOfFreedom: number): number {
  return degreesOfFreedom * log(Math.sqrt(degreesOfFreedom) / x) - log(farFactor(degreesOfFreedom));
}

function farFactor(degreesOfFreedom: number): number {
  return degreesOfFreedom * exp(logBeta(0.5 * degreesOfFreedom, 0.5));
}

/** Writes the shares of x² and the degrees of freedom in their sum. */
function writeShares(x: number, degreesOfFreedom: number): void {
  sharesInto(shares, x * x, productError(x, x, x * x), degreesOfFreedom);
}

/** The logarithm of the density at x ≥ 0. */
function logDensity(x: number, degreesOfFreedom: number): number {
  if (x < NEAR) return logDensity(1, degreesOfFreedom) + 0.5 * (degreesOfFreedom + 1) * log1p(1 / degreesOfFreedom);
  if (x > FAR) return logFarTail(x, degreesOfFreedom) + log(degreesOfFreedom) - log(x);
  writeTerm(x, degreesOfFreedom);
  return logOfPowerTerm(term) - log(x);
}

/** Writes x times the density, the power term of the beta distribution of x²/(df + x²). */
function writeTerm(x: number, degreesOfFreedom: number): void {
  writeShares(x, degreesOfFreedom);
  betaPowerTermInto(term, 0.5, 0.5 * degreesOfFreedom, shares[0], shares[1], shares[2], shares[3]);
}

/** For x ≥ 0: P(X > x) or P(0 < X ≤ x). */
function halfTail(x: number, degreesOfFreedom: number, isUpper: boolean): number {
  if (x > FAR) return isUpper ? farTail(x, degreesOfFreedom) : 0.5 - farTail(x, degreesOfFreedom);
  writeShares(x, degreesOfFreedom);
  return 0.5 * betaTail(shares[0], shares[1], shares[2], shares[3], 0.5, 0.5 * degreesOfFreedom, isUpper, false);
}

function logUpperTail(x: number, degreesOfFreedom: number): number {
  if (x <= 0) return log1p(-halfTail(-x, degreesOfFreedom, true));
  if (x > FAR) return logFarTail(x, degreesOfFreedom);
  writeShares(x, degreesOfFreedom);
  return betaTail(shares[0], shares[1], shares[2], shares[3], 0.5, 0.5 * degreesOfFreedom, true, true) - Math.LN2;
}

/** From the beta quantile of x²/(df + x²): of the tail beyond |x|, or next to the median of the part within |x|. */
function upperQuantile(caller: string, p: number, degreesOfFreedom: number): number {
  requireProbability(caller, "p", p);
  requirePositive(caller, "degreesOfFreedom", degreesOfFreedom);
  const isAbove = p < 0.5;
  const tail = isAbove ? p : 1 - p;
  if (tail < 0.25) betaTailInverseInto(solution, 2 * tail, 0.5, 0.5 * degreesOfFreedom, true);
  else betaTailInverseInto(solution, isAbove ? 1 - 2 * p : 2 * p - 1, 0.5, 0.5 * degreesOfFreedom, false);
  const isFar = solution[1] < 1e-280;
  const size = isFar ? farQuantile(tail, degreesOfFreedom) : Math.sqrt(degreesOfFreedom) * Math.sqrt(solution[0] / solution[1]);
  return isAbove ? size : 0 - size;
}

/** The x at which the leading term of `farTail` is the tail. */
function farQuantile(tail: number, degreesOfFreedom: number): number {
  return Math.sqrt(degreesOfFreedom) / pow(tail * farFactor(degreesOfFreedom), 1 / degreesOfFreedom);
}
