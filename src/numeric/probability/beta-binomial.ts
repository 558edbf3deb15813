/** The beta-binomial distribution: binomial with a Beta(alpha, beta) distributed probability. */
import {
  betaPowerTermInto,
  createPowerTerm,
  logOfPowerTerm,
  multiplyPowerTermInto,
  valueOfPowerTerm,
} from "../special/power-terms.js";
import { standardNormalUpperQuantile } from "../special/standard-normal-quantile.js";
import { discreteQuantile } from "./discrete-quantile.js";
import { requireCount, requireNumber, requirePositive, requireProbability } from "./requirements.js";
import { createShares, sharesInto } from "./shares.js";

const term = /* @__PURE__ */ createPowerTerm();
const factor = /* @__PURE__ */ createPowerTerm();
const shares = /* @__PURE__ */ createShares();

/**
 * P(X = x) = C(size, x) B(x + alpha, size − x + beta) / B(alpha, beta); 0 where x is no integer in [0, size].
 * Throws `InvalidArgument` unless size is an integer from 0 and alpha, beta are positive. Source: johnson2005 (6.18), loader2000.
 */
export function betaBinomialMass(x: number, size: number, alpha: number, beta: number): number {
  check("betaBinomialMass", x, size, alpha, beta);
  if (!(x >= 0 && x <= size && Math.floor(x) === x)) return 0;
  writeMass(x, size, alpha, beta);
  return valueOfPowerTerm(term);
}

/** Logarithm of the mass. Source: johnson2005 (6.18), loader2000. */
export function betaBinomialLogMass(x: number, size: number, alpha: number, beta: number): number {
  check("betaBinomialLogMass", x, size, alpha, beta);
  if (!(x >= 0 && x <= size && Math.floor(x) === x)) return Number.NEGATIVE_INFINITY;
  writeMass(x, size, alpha, beta);
  return logOfPowerTerm(term);
}

/** P(X ≤ x), summed over x + 1 or size − x masses. Source: johnson2005 (6.18). */
export function betaBinomialCdf(x: number, size: number, alpha: number, beta: number): number {
  check("betaBinomialCdf", x, size, alpha, beta);
  return tail(Math.floor(x), size, alpha, beta, false);
}

/** P(X > x), without cancellation; otherwise as `betaBinomialCdf`. Source: johnson2005 (6.18). */
export function betaBinomialUpperTail(x: number, size: number, alpha: number, beta: number): number {
  check("betaBinomialUpperTail", x, size, alpha, beta);
  return tail(Math.floor(x), size, alpha, beta, true);
}

/** The smallest x with P(X ≤ x) ≥ p. Throws `InvalidArgument` unless p is in [0, 1]. Source: johnson2005 (6.18). */
export function betaBinomialQuantile(p: number, size: number, alpha: number, beta: number): number {
  return quantile("betaBinomialQuantile", p, size, alpha, beta, false);
}

/** The smallest x with P(X > x) ≤ p, exact also for tiny p; otherwise as `betaBinomialQuantile`. Source: johnson2005 (6.18). */
export function betaBinomialUpperQuantile(p: number, size: number, alpha: number, beta: number): number {
  return quantile("betaBinomialUpperQuantile", p, size, alpha, beta, true);
}

function check(caller: string, x: number, size: number, alpha: number, beta: number): void {
  requireNumber(caller, "x", x);
  requireCount(caller, "size", size);
  requirePositive(caller, "alpha", alpha);
  requirePositive(caller, "beta", beta);
}

/** The mass as a quotient of beta densities at a point u near all their centers; whatever u is, it cancels. */
function writeMass(x: number, size: number, alpha: number, beta: number): void {
  sharesInto(shares, x + alpha, 0, size - x + beta);
  term.set([1, 0, 0]);
  multiplyByPowerTerm(alpha, beta, 1);
  multiplyByPowerTerm(x + 1, size - x + 1, 1);
  multiplyByPowerTerm(x + alpha, size - x + beta, -1);
  term[0] /= (size + 1) * shares[0] * shares[2];
}

/** Multiplies (sign 1) or divides (−1) `term` by u^a (1 − u)^b / B(a, b), u being in `shares`. */
function multiplyByPowerTerm(a: number, b: number, sign: 1 | -1): void {
  betaPowerTermInto(factor, a, b, shares[0], shares[1], shares[2], shares[3]);
  multiplyPowerTermInto(term, factor, sign);
}

/** The tail on the near side of the mean, summed outwards, or 1 minus it. */
function tail(x: number, size: number, alpha: number, beta: number, isUpper: boolean): number {
  if (x < 0 || x >= size) return x < 0 === isUpper ? 1 : 0;
  const sumsUpper = (x + 0.5) * (alpha + beta) > size * alpha;
  const sum = sumsUpper ? sumOutwards(size - x - 1, size, beta, alpha) : sumOutwards(x, size, alpha, beta);
  writeMass(sumsUpper ? x + 1 : x, size, alpha, beta);
  term[0] *= sum;
  const value = Math.min(valueOfPowerTerm(term), 1);
  return sumsUpper === isUpper ? value : 1 - value;
}

/** Σ P(X = k)/P(X = x) over k ≤ x. For alpha < 1 the terms may grow towards 0, hence all are summed. */
function sumOutwards(x: number, size: number, alpha: number, beta: number): number {
  let ratio = 1;
  let sum = 1;
  for (let k = x; k > 0; k--) {
    ratio *= (k / (size - k + 1)) * ((size - k + beta) / (k - 1 + alpha));
    sum += ratio;
  }
  return sum;
}

function quantile(caller: string, p: number, size: number, alpha: number, beta: number, isUpper: boolean): number {
  requireProbability(caller, "p", p);
  check(caller, 0, size, alpha, beta);
  const total = alpha + beta;
  const mean = (size * alpha) / total;
  const sd = Math.sqrt(((mean * beta) / total) * ((total + size) / (total + 1)));
  const z = p === 0 || p === 1 ? 0 : standardNormalUpperQuantile(p);
  const start = mean + (isUpper ? z : -z) * sd - 0.5;
  return discreteQuantile(p, isUpper, (k, upper) => tail(k, size, alpha, beta, upper), start, 0, size);
}
