/** The beta-binomial distribution: binomial with a Beta(alpha, beta) distributed probability. */
import { digammaDifference } from "../special/digamma-difference.js";
import {
  betaPowerTermInto,
  createPowerTerm,
  logOfPowerTerm,
  multiplyPowerTermInto,
  type PowerTerm,
  valueOfPowerTerm,
} from "../special/power-terms.js";
import { standardNormalUpperQuantile } from "../special/standard-normal-quantile.js";
import { createTail, type Tail, tailAtEnd, tailValue } from "../special/tail.js";
import { discreteQuantile } from "./discrete-quantile.js";
import { requireCount, requireNumber, requirePositive, requireProbability } from "./requirements.js";
import { createShares, sharesInto } from "./shares.js";

const term = /* @__PURE__ */ createPowerTerm();
const factor = /* @__PURE__ */ createPowerTerm();
const shares = /* @__PURE__ */ createShares();
const sums = /* @__PURE__ */ createTail();

/**
 * P(X = x) = C(size, x) B(x + alpha, size − x + beta) / B(alpha, beta); 0 where x is no integer in [0, size].
 * Throws `InvalidArgument` unless size is an integer from 0 and alpha, beta are positive. Source: johnson2005 (6.18), loader2000.
 */
export function betaBinomialMass(x: number, size: number, alpha: number, beta: number): number {
  check("betaBinomialMass", x, size, alpha, beta);
  if (!(x >= 0 && x <= size && Math.floor(x) === x)) return 0;
  massInto(term, x, size, alpha, beta);
  return valueOfPowerTerm(term);
}

/** Logarithm of the mass. Source: johnson2005 (6.18), loader2000. */
export function betaBinomialLogMass(x: number, size: number, alpha: number, beta: number): number {
  check("betaBinomialLogMass", x, size, alpha, beta);
  if (!(x >= 0 && x <= size && Math.floor(x) === x)) return Number.NEGATIVE_INFINITY;
  massInto(term, x, size, alpha, beta);
  return logOfPowerTerm(term);
}

/** P(X ≤ x), summed over x + 1 or size − x masses. Source: johnson2005 (6.18). */
export function betaBinomialCdf(x: number, size: number, alpha: number, beta: number): number {
  check("betaBinomialCdf", x, size, alpha, beta);
  return tail(Math.floor(x), size, alpha, beta, false, false);
}

/** ln P(X ≤ x), right also where P(X ≤ x) underflows. Source: johnson2005 (6.18). */
export function betaBinomialLogCdf(x: number, size: number, alpha: number, beta: number): number {
  check("betaBinomialLogCdf", x, size, alpha, beta);
  return tail(Math.floor(x), size, alpha, beta, false, true);
}

/** P(X > x), without cancellation; otherwise as `betaBinomialCdf`. Source: johnson2005 (6.18). */
export function betaBinomialUpperTail(x: number, size: number, alpha: number, beta: number): number {
  check("betaBinomialUpperTail", x, size, alpha, beta);
  return tail(Math.floor(x), size, alpha, beta, true, false);
}

/** ln P(X > x), right also where P(X > x) underflows. Source: johnson2005 (6.18). */
export function betaBinomialLogUpperTail(x: number, size: number, alpha: number, beta: number): number {
  check("betaBinomialLogUpperTail", x, size, alpha, beta);
  return tail(Math.floor(x), size, alpha, beta, true, true);
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

/** Writes the mass as a quotient of beta densities at a point u near all their centers; whatever u is, it cancels. */
function massInto(out: PowerTerm, x: number, size: number, alpha: number, beta: number): void {
  sharesInto(shares, x + alpha, 0, size - x + beta);
  out[0] = 1;
  out[1] = 0;
  out[2] = 0;
  multiplyByPowerTerm(out, alpha, beta, 1);
  multiplyByPowerTerm(out, x + 1, size - x + 1, 1);
  multiplyByPowerTerm(out, x + alpha, size - x + beta, -1);
  out[0] /= (size + 1) * shares[0] * shares[2];
}

/** Multiplies (sign 1) or divides (−1) `out` by u^a (1 − u)^b / B(a, b), u being in `shares`. */
function multiplyByPowerTerm(out: PowerTerm, a: number, b: number, sign: 1 | -1): void {
  betaPowerTermInto(factor, a, b, shares[0], shares[1], shares[2], shares[3]);
  multiplyPowerTermInto(out, factor, sign);
}

function tail(x: number, size: number, alpha: number, beta: number, isUpper: boolean, isLog: boolean): number {
  if (x < 0 || x >= size) return tailAtEnd(x < 0 === isUpper, isLog);
  betaBinomialTailInto(sums, x, size, alpha, beta);
  return tailValue(sums, isUpper, isLog);
}

/** Writes the tail on the far side from the mean, for an integer x with 0 ≤ x < size: its mass next to x, times a sum outwards. */
export function betaBinomialTailInto(out: Tail, x: number, size: number, alpha: number, beta: number): void {
  out.isUpper = (x + 0.5) * (alpha + beta) > size * alpha;
  massInto(out.density, out.isUpper ? x + 1 : x, size, alpha, beta);
  out.fraction = out.isUpper ? sumOutwards(size - x - 1, size, beta, alpha) : sumOutwards(x, size, alpha, beta);
}

/** The derivative of the logarithm of that tail with respect to alpha (`isFirst`) or beta. Source: johnson2005 (6.18), abramowitz1964 (6.3.5). */
export function logBetaBinomialTailShapeSlope(
  isFirst: boolean,
  x: number,
  size: number,
  alpha: number,
  beta: number,
  isUpper: boolean,
): number {
  return isUpper ? slopeOutwards(!isFirst, size - x - 1, size, beta, alpha) : slopeOutwards(isFirst, x, size, alpha, beta);
}

/** The mean over k ≤ x, weighted by P(X = k), of the derivative of ln P(X = k): ψ(k + alpha) − ψ(alpha) less ψ(size + alpha + beta) − ψ(alpha + beta). */
function slopeOutwards(isFirst: boolean, x: number, size: number, alpha: number, beta: number): number {
  let ratio = 1;
  let sum = 1;
  let difference = isFirst ? digammaDifference(alpha, x) : digammaDifference(beta, size - x);
  let slope = difference;
  for (let k = x; k > 0; k--) {
    ratio *= (k / (size - k + 1)) * ((size - k + beta) / (k - 1 + alpha));
    difference += isFirst ? -1 / (k - 1 + alpha) : 1 / (size - k + beta);
    sum += ratio;
    slope += ratio * difference;
  }
  return slope / sum - digammaDifference(alpha + beta, size);
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
  return discreteQuantile(p, isUpper, (k, upper) => tail(k, size, alpha, beta, upper, false), start, 0, size);
}
