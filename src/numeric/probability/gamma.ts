/** The gamma distribution with shape and rate. */
import { productError } from "../elementary/exact-arithmetic.js";
import { log } from "../elementary/logarithm.js";
import { gammaTail } from "../special/incomplete-gamma.js";
import { gammaTailInverse } from "../special/incomplete-gamma-inverse.js";
import { createPowerTerm, gammaPowerTermInto, logOfPowerTerm, valueOfPowerTerm } from "../special/power-terms.js";
import { requireNumber, requirePositive, requireProbability } from "./requirements.js";

const term = /* @__PURE__ */ createPowerTerm();

/** Density rate^shape x^(shape−1) e^(−rate x) / Γ(shape). Throws `InvalidArgument` for bad parameters. Source: johnson1994 (17.1). */
export function gammaDensity(x: number, shape: number, rate = 1): number {
  check("gammaDensity", x, shape, rate);
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) return densityAtEnd(x, shape, rate);
  writeTerm(x, shape, rate);
  return valueOfPowerTerm(term) / x;
}

/** Logarithm of the density. Source: johnson1994 (17.1). */
export function gammaLogDensity(x: number, shape: number, rate = 1): number {
  check("gammaLogDensity", x, shape, rate);
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) return log(densityAtEnd(x, shape, rate));
  writeTerm(x, shape, rate);
  return logOfPowerTerm(term) - log(x);
}

/** P(X ≤ x) = P(shape, rate x). Source: johnson1994 (17.3), didonato1986. */
export function gammaCdf(x: number, shape: number, rate = 1): number {
  return tail("gammaCdf", x, shape, rate, false, false);
}

/** P(X > x) = Q(shape, rate x), without cancellation. Source: johnson1994 (17.3), didonato1986. */
export function gammaUpperTail(x: number, shape: number, rate = 1): number {
  return tail("gammaUpperTail", x, shape, rate, true, false);
}

/** ln P(X ≤ x), right also where P(X ≤ x) underflows. Source: johnson1994 (17.3), didonato1986. */
export function gammaLogCdf(x: number, shape: number, rate = 1): number {
  return tail("gammaLogCdf", x, shape, rate, false, true);
}

/** ln P(X > x), right also where P(X > x) underflows. Source: johnson1994 (17.3), didonato1986. */
export function gammaLogUpperTail(x: number, shape: number, rate = 1): number {
  return tail("gammaLogUpperTail", x, shape, rate, true, true);
}

/** The x with P(X ≤ x) = p: 0 at 0, Infinity at 1. Throws `InvalidArgument` unless p is in [0, 1]. Source: didonato1986. */
export function gammaQuantile(p: number, shape: number, rate = 1): number {
  return quantile("gammaQuantile", p, shape, rate, false);
}

/** The x with P(X > x) = p, exact also for tiny p; otherwise as `gammaQuantile`. Source: didonato1986. */
export function gammaUpperQuantile(p: number, shape: number, rate = 1): number {
  return quantile("gammaUpperQuantile", p, shape, rate, true);
}

function check(caller: string, x: number, shape: number, rate: number): void {
  requireNumber(caller, "x", x);
  requirePositive(caller, "shape", shape);
  requirePositive(caller, "rate", rate);
}

function densityAtEnd(x: number, shape: number, rate: number): number {
  if (x !== 0 || shape > 1) return 0;
  return shape === 1 ? rate : Number.POSITIVE_INFINITY;
}

/** Writes the density times x. */
function writeTerm(x: number, shape: number, rate: number): void {
  const scaled = rate * x;
  gammaPowerTermInto(term, shape, scaled, productError(rate, x, scaled));
}

function tail(caller: string, x: number, shape: number, rate: number, isUpper: boolean, isLog: boolean): number {
  check(caller, x, shape, rate);
  const scaled = rate * Math.max(x, 0);
  const lost = scaled > 1e-290 && scaled < 1e290 && x < 1e290 && rate < 1e290 ? productError(rate, x, scaled) : 0;
  return gammaTail(shape, scaled, lost, isUpper, isLog);
}

function quantile(caller: string, p: number, shape: number, rate: number, isUpper: boolean): number {
  requireProbability(caller, "p", p);
  requirePositive(caller, "shape", shape);
  requirePositive(caller, "rate", rate);
  return gammaTailInverse(shape, p, isUpper) / rate;
}
