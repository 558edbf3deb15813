/** The binomial distribution. */
import { log } from "../elementary/logarithm.js";
import { betaTailAt } from "../special/incomplete-beta.js";
import { betaPowerTermInto, createPowerTerm, logOfPowerTerm, valueOfPowerTerm } from "../special/power-terms.js";
import { standardNormalUpperQuantile } from "../special/standard-normal-quantile.js";
import { tailAtEnd } from "../special/tail.js";
import { cornishFisher, discreteQuantile } from "./discrete-quantile.js";
import { requireCount, requireNumber, requireProbability } from "./requirements.js";

const term = /* @__PURE__ */ createPowerTerm();

/**
 * P(X = x) = C(size, x) probability^x (1 − probability)^(size − x); 0 where x is no integer in [0, size].
 * Throws `InvalidArgument` unless size is an integer from 0 and probability is in [0, 1]. Source: johnson2005 (3.2), loader2000.
 */
export function binomialMass(x: number, size: number, probability: number): number {
  check("binomialMass", x, size, probability);
  if (!isInside(x, size, probability)) return massAtEnd(x, size, probability);
  writeTerm(x, size, probability);
  return valueOfPowerTerm(term);
}

/** Logarithm of the mass. Source: johnson2005 (3.2), loader2000. */
export function binomialLogMass(x: number, size: number, probability: number): number {
  check("binomialLogMass", x, size, probability);
  if (!isInside(x, size, probability)) return log(massAtEnd(x, size, probability));
  writeTerm(x, size, probability);
  return logOfPowerTerm(term);
}

/** P(X ≤ x). Source: johnson2005 (3.4), didonato1992. */
export function binomialCdf(x: number, size: number, probability: number): number {
  check("binomialCdf", x, size, probability);
  return tail(Math.floor(x), size, probability, false, false);
}

/** P(X > x), without cancellation. Source: johnson2005 (3.4), didonato1992. */
export function binomialUpperTail(x: number, size: number, probability: number): number {
  check("binomialUpperTail", x, size, probability);
  return tail(Math.floor(x), size, probability, true, false);
}

/** ln P(X ≤ x), right also where P(X ≤ x) underflows. Source: johnson2005 (3.4), didonato1992. */
export function binomialLogCdf(x: number, size: number, probability: number): number {
  check("binomialLogCdf", x, size, probability);
  return tail(Math.floor(x), size, probability, false, true);
}

/** ln P(X > x), right also where P(X > x) underflows. Source: johnson2005 (3.4), didonato1992. */
export function binomialLogUpperTail(x: number, size: number, probability: number): number {
  check("binomialLogUpperTail", x, size, probability);
  return tail(Math.floor(x), size, probability, true, true);
}

/** The smallest x with P(X ≤ x) ≥ p. Throws `InvalidArgument` unless p is in [0, 1]. Source: johnson2005 (3.4). */
export function binomialQuantile(p: number, size: number, probability: number): number {
  return quantile("binomialQuantile", p, size, probability, false);
}

/** The smallest x with P(X > x) ≤ p, exact also for tiny p; otherwise as `binomialQuantile`. Source: johnson2005 (3.4). */
export function binomialUpperQuantile(p: number, size: number, probability: number): number {
  return quantile("binomialUpperQuantile", p, size, probability, true);
}

function check(caller: string, x: number, size: number, probability: number): void {
  requireNumber(caller, "x", x);
  requireCount(caller, "size", size);
  requireProbability(caller, "probability", probability);
}

function isInside(x: number, size: number, probability: number): boolean {
  return x >= 0 && x <= size && Math.floor(x) === x && probability > 0 && probability < 1;
}

/** The mass where it is 0 or 1. */
function massAtEnd(x: number, size: number, probability: number): number {
  return (probability === 0 && x === 0) || (probability === 1 && x === size) ? 1 : 0;
}

function writeTerm(x: number, size: number, probability: number): void {
  const rest = 1 - probability;
  betaPowerTermInto(term, x + 1, size - x + 1, probability, 0, rest, 1 - rest - probability);
  term[0] = term[0] / (size + 1) / probability / rest;
}

/** P(X ≤ x) = 1 − I_probability(x + 1, size − x), or the other tail, for an integer x. */
function tail(x: number, size: number, probability: number, isUpper: boolean, isLog: boolean): number {
  if (x < 0 || x >= size) return tailAtEnd(x < 0 === isUpper, isLog);
  return betaTailAt(probability, x + 1, size - x, !isUpper, isLog);
}

function quantile(caller: string, p: number, size: number, probability: number, isUpper: boolean): number {
  requireProbability(caller, "p", p);
  check(caller, 0, size, probability);
  const sd = Math.sqrt(size * probability * (1 - probability));
  if (sd === 0) return probability === 1 ? size : 0;
  const z = p === 0 || p === 1 ? 0 : standardNormalUpperQuantile(p);
  const start = cornishFisher(isUpper ? z : -z, size * probability, sd, (1 - 2 * probability) / sd);
  return discreteQuantile(p, isUpper, (k, upper) => tail(k, size, probability, upper, false), start, 0, size);
}
