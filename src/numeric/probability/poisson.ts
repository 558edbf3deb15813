/** The Poisson distribution. */
import { gammaTail } from "../special/incomplete-gamma.js";
import { createPowerTerm, gammaPowerTermInto, logOfPowerTerm, valueOfPowerTerm } from "../special/power-terms.js";
import { standardNormalUpperQuantile } from "../special/standard-normal-quantile.js";
import { tailAtEnd } from "../special/tail.js";
import { cornishFisher, discreteQuantile } from "./discrete-quantile.js";
import { requireNumber, requirePositive, requireProbability } from "./requirements.js";

const term = /* @__PURE__ */ createPowerTerm();

/**
 * P(X = x) = e^−mean mean^x / x!; 0 where x is no integer from 0. Throws `InvalidArgument` unless mean is positive.
 * Source: johnson2005 (4.1), loader2000.
 */
export function poissonMass(x: number, mean: number): number {
  check("poissonMass", x, mean);
  if (!(x >= 0 && Math.floor(x) === x && x < Number.POSITIVE_INFINITY)) return 0;
  writeTerm(x, mean);
  return valueOfPowerTerm(term);
}

/** Logarithm of the mass. Source: johnson2005 (4.1), loader2000. */
export function poissonLogMass(x: number, mean: number): number {
  check("poissonLogMass", x, mean);
  if (!(x >= 0 && Math.floor(x) === x && x < Number.POSITIVE_INFINITY)) return Number.NEGATIVE_INFINITY;
  writeTerm(x, mean);
  return logOfPowerTerm(term);
}

/** P(X ≤ x). Source: johnson2005 (4.2), didonato1986. */
export function poissonCdf(x: number, mean: number): number {
  check("poissonCdf", x, mean);
  return tail(Math.floor(x), mean, false, false);
}

/** P(X > x), without cancellation. Source: johnson2005 (4.2), didonato1986. */
export function poissonUpperTail(x: number, mean: number): number {
  check("poissonUpperTail", x, mean);
  return tail(Math.floor(x), mean, true, false);
}

/** ln P(X ≤ x), right also where P(X ≤ x) underflows. Source: johnson2005 (4.2), didonato1986. */
export function poissonLogCdf(x: number, mean: number): number {
  check("poissonLogCdf", x, mean);
  return tail(Math.floor(x), mean, false, true);
}

/** ln P(X > x), right also where P(X > x) underflows. Source: johnson2005 (4.2), didonato1986. */
export function poissonLogUpperTail(x: number, mean: number): number {
  check("poissonLogUpperTail", x, mean);
  return tail(Math.floor(x), mean, true, true);
}

/** The smallest x with P(X ≤ x) ≥ p: Infinity at 1. Throws `InvalidArgument` unless p is in [0, 1]. Source: johnson2005 (4.2). */
export function poissonQuantile(p: number, mean: number): number {
  return quantile("poissonQuantile", p, mean, false);
}

/** The smallest x with P(X > x) ≤ p, exact also for tiny p; otherwise as `poissonQuantile`. Source: johnson2005 (4.2). */
export function poissonUpperQuantile(p: number, mean: number): number {
  return quantile("poissonUpperQuantile", p, mean, true);
}

function check(caller: string, x: number, mean: number): void {
  requireNumber(caller, "x", x);
  requirePositive(caller, "mean", mean);
}

function writeTerm(x: number, mean: number): void {
  gammaPowerTermInto(term, x + 1, mean, 0);
  term[0] /= mean;
}

/** P(X ≤ x) = Q(x + 1, mean), or the other tail, for an integer x. */
function tail(x: number, mean: number, isUpper: boolean, isLog: boolean): number {
  if (x < 0 || x === Number.POSITIVE_INFINITY) return tailAtEnd(x < 0 === isUpper, isLog);
  return gammaTail(x + 1, mean, 0, !isUpper, isLog);
}

function quantile(caller: string, p: number, mean: number, isUpper: boolean): number {
  requireProbability(caller, "p", p);
  requirePositive(caller, "mean", mean);
  const sd = Math.sqrt(mean);
  const z = p === 0 || p === 1 ? 0 : standardNormalUpperQuantile(p);
  const start = cornishFisher(isUpper ? z : -z, mean, sd, 1 / sd);
  return discreteQuantile(p, isUpper, (k, upper) => tail(k, mean, upper, false), start, 0, Number.POSITIVE_INFINITY);
}
