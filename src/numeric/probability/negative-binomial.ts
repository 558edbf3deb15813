/** The negative binomial distribution: failures before the success number `size`, which may be any positive number. */

import { InvalidArgument } from "../../errors.js";
import { log } from "../elementary/logarithm.js";
import { betaTailAt } from "../special/incomplete-beta.js";
import { betaPowerTermInto, createPowerTerm, logOfPowerTerm, valueOfPowerTerm } from "../special/power-terms.js";
import { standardNormalUpperQuantile } from "../special/standard-normal-quantile.js";
import { tailAtEnd } from "../special/tail.js";
import { cornishFisher, discreteQuantile } from "./discrete-quantile.js";
import { requireNumber, requirePositive, requireProbability } from "./requirements.js";

const term = /* @__PURE__ */ createPowerTerm();

/**
 * P(X = x) = Γ(x + size) / (Γ(size) x!) probability^size (1 − probability)^x; 0 where x is no integer from 0. The mean is
 * size (1 − probability)/probability. Throws `InvalidArgument` unless size is positive and probability is in (0, 1].
 * Source: johnson2005 (5.1), loader2000.
 */
export function negativeBinomialMass(x: number, size: number, probability: number): number {
  check("negativeBinomialMass", x, size, probability);
  if (!isInside(x, probability)) return x === 0 ? 1 : 0;
  writeTerm(x, size, probability);
  return valueOfPowerTerm(term);
}

/** Logarithm of the mass. Source: johnson2005 (5.1), loader2000. */
export function negativeBinomialLogMass(x: number, size: number, probability: number): number {
  check("negativeBinomialLogMass", x, size, probability);
  if (!isInside(x, probability)) return log(x === 0 ? 1 : 0);
  writeTerm(x, size, probability);
  return logOfPowerTerm(term);
}

/** P(X ≤ x). Source: johnson2005 (5.31), didonato1992. */
export function negativeBinomialCdf(x: number, size: number, probability: number): number {
  check("negativeBinomialCdf", x, size, probability);
  return tail(Math.floor(x), size, probability, false, false);
}

/** P(X > x), without cancellation. Source: johnson2005 (5.31), didonato1992. */
export function negativeBinomialUpperTail(x: number, size: number, probability: number): number {
  check("negativeBinomialUpperTail", x, size, probability);
  return tail(Math.floor(x), size, probability, true, false);
}

/** ln P(X ≤ x), right also where P(X ≤ x) underflows. Source: johnson2005 (5.31), didonato1992. */
export function negativeBinomialLogCdf(x: number, size: number, probability: number): number {
  check("negativeBinomialLogCdf", x, size, probability);
  return tail(Math.floor(x), size, probability, false, true);
}

/** ln P(X > x), right also where P(X > x) underflows. Source: johnson2005 (5.31), didonato1992. */
export function negativeBinomialLogUpperTail(x: number, size: number, probability: number): number {
  check("negativeBinomialLogUpperTail", x, size, probability);
  return tail(Math.floor(x), size, probability, true, true);
}

/** The smallest x with P(X ≤ x) ≥ p: Infinity at 1. Throws `InvalidArgument` unless p is in [0, 1]. Source: johnson2005 (5.31). */
export function negativeBinomialQuantile(p: number, size: number, probability: number): number {
  return quantile("negativeBinomialQuantile", p, size, probability, false);
}

/** The smallest x with P(X > x) ≤ p, exact also for tiny p; otherwise as `negativeBinomialQuantile`. Source: johnson2005 (5.31). */
export function negativeBinomialUpperQuantile(p: number, size: number, probability: number): number {
  return quantile("negativeBinomialUpperQuantile", p, size, probability, true);
}

function check(caller: string, x: number, size: number, probability: number): void {
  requireNumber(caller, "x", x);
  requirePositive(caller, "size", size);
  if (!(probability > 0 && probability <= 1)) throw new InvalidArgument(caller, "probability", "be in (0, 1]", probability);
}

function isInside(x: number, probability: number): boolean {
  return x >= 0 && x < Number.POSITIVE_INFINITY && Math.floor(x) === x && probability < 1;
}

function writeTerm(x: number, size: number, probability: number): void {
  const rest = 1 - probability;
  betaPowerTermInto(term, size, x + 1, probability, 0, rest, 1 - rest - probability);
  term[0] = term[0] / (x + size) / rest;
}

/** P(X ≤ x) = I_probability(size, x + 1), or the other tail, for an integer x. */
function tail(x: number, size: number, probability: number, isUpper: boolean, isLog: boolean): number {
  if (x < 0 || x === Number.POSITIVE_INFINITY) return tailAtEnd(x < 0 === isUpper, isLog);
  return betaTailAt(probability, size, x + 1, isUpper, isLog);
}

function quantile(caller: string, p: number, size: number, probability: number, isUpper: boolean): number {
  requireProbability(caller, "p", p);
  check(caller, 0, size, probability);
  if (probability === 1) return 0;
  const mean = (size * (1 - probability)) / probability;
  const sd = Math.sqrt(mean / probability);
  const z = p === 0 || p === 1 ? 0 : standardNormalUpperQuantile(p);
  const start = cornishFisher(isUpper ? z : -z, mean, sd, (2 - probability) / (probability * sd));
  return discreteQuantile(p, isUpper, (k, upper) => tail(k, size, probability, upper, false), start, 0, Number.POSITIVE_INFINITY);
}
