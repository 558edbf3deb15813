/** The hypergeometric distribution: successes among `draws` taken without replacement from `successes` and `failures`. */
import { InvalidArgument } from "../../errors.js";
import { log1p } from "../elementary/logarithm.js";
import {
  betaPowerTermInto,
  createPowerTerm,
  logOfPowerTerm,
  multiplyPowerTermInto,
  valueOfPowerTerm,
} from "../special/power-terms.js";
import { standardNormalUpperQuantile } from "../special/standard-normal-quantile.js";
import { tailAtEnd } from "../special/tail.js";
import { discreteQuantile } from "./discrete-quantile.js";
import { requireCount, requireNumber, requireProbability } from "./requirements.js";
import { createShares, sharesInto } from "./shares.js";

const term = /* @__PURE__ */ createPowerTerm();
const factor = /* @__PURE__ */ createPowerTerm();
const shares = /* @__PURE__ */ createShares();

/**
 * P(X = x) = C(successes, x) C(failures, draws − x) / C(successes + failures, draws); 0 where x is no possible integer.
 * Throws `InvalidArgument` unless successes, failures and draws are integers from 0, draws at most their sum.
 * Source: johnson2005 (6.1), loader2000.
 */
export function hypergeometricMass(x: number, successes: number, failures: number, draws: number): number {
  check("hypergeometricMass", x, successes, failures, draws);
  if (!isPossible(x, successes, failures, draws)) return 0;
  writeMass(x, successes, failures, draws);
  return valueOfPowerTerm(term);
}

/** Logarithm of the mass. Source: johnson2005 (6.1), loader2000. */
export function hypergeometricLogMass(x: number, successes: number, failures: number, draws: number): number {
  check("hypergeometricLogMass", x, successes, failures, draws);
  if (!isPossible(x, successes, failures, draws)) return Number.NEGATIVE_INFINITY;
  writeMass(x, successes, failures, draws);
  return logOfPowerTerm(term);
}

/** P(X ≤ x). Source: johnson2005 (6.1). */
export function hypergeometricCdf(x: number, successes: number, failures: number, draws: number): number {
  check("hypergeometricCdf", x, successes, failures, draws);
  return tail(Math.floor(x), successes, failures, draws, false, false);
}

/** P(X > x), without cancellation. Source: johnson2005 (6.1). */
export function hypergeometricUpperTail(x: number, successes: number, failures: number, draws: number): number {
  check("hypergeometricUpperTail", x, successes, failures, draws);
  return tail(Math.floor(x), successes, failures, draws, true, false);
}

/** ln P(X ≤ x), right also where P(X ≤ x) underflows. Source: johnson2005 (6.1). */
export function hypergeometricLogCdf(x: number, successes: number, failures: number, draws: number): number {
  check("hypergeometricLogCdf", x, successes, failures, draws);
  return tail(Math.floor(x), successes, failures, draws, false, true);
}

/** ln P(X > x), right also where P(X > x) underflows. Source: johnson2005 (6.1). */
export function hypergeometricLogUpperTail(x: number, successes: number, failures: number, draws: number): number {
  check("hypergeometricLogUpperTail", x, successes, failures, draws);
  return tail(Math.floor(x), successes, failures, draws, true, true);
}

/** The smallest x with P(X ≤ x) ≥ p. Throws `InvalidArgument` unless p is in [0, 1]. Source: johnson2005 (6.1). */
export function hypergeometricQuantile(p: number, successes: number, failures: number, draws: number): number {
  return quantile("hypergeometricQuantile", p, successes, failures, draws, false);
}

/** The smallest x with P(X > x) ≤ p, exact also for tiny p; otherwise as `hypergeometricQuantile`. Source: johnson2005 (6.1). */
export function hypergeometricUpperQuantile(p: number, successes: number, failures: number, draws: number): number {
  return quantile("hypergeometricUpperQuantile", p, successes, failures, draws, true);
}

function check(caller: string, x: number, successes: number, failures: number, draws: number): void {
  requireNumber(caller, "x", x);
  requireCount(caller, "successes", successes);
  requireCount(caller, "failures", failures);
  requireCount(caller, "draws", draws);
  if (draws > successes + failures) throw new InvalidArgument(caller, "draws", "be at most successes + failures", draws);
}

function isPossible(x: number, successes: number, failures: number, draws: number): boolean {
  return x >= Math.max(0, draws - failures) && x <= Math.min(successes, draws) && Math.floor(x) === x;
}

/** The mass as a quotient of three binomial masses with probability draws/(successes + failures). */
function writeMass(x: number, successes: number, failures: number, draws: number): void {
  term.set([1, 0, 0]);
  if (draws === 0 || draws === successes + failures) return;
  sharesInto(shares, draws, 0, successes + failures - draws);
  multiplyByBinomial(x, successes, 1);
  multiplyByBinomial(draws - x, failures, 1);
  multiplyByBinomial(draws, successes + failures, -1);
}

/** Multiplies (sign 1) or divides (−1) `term` by the binomial mass of x in `size` at the probability in `shares`. */
function multiplyByBinomial(x: number, size: number, sign: 1 | -1): void {
  betaPowerTermInto(factor, x + 1, size - x + 1, shares[0], shares[1], shares[2], shares[3]);
  factor[0] /= (size + 1) * shares[0] * shares[2];
  multiplyPowerTermInto(term, factor, sign);
}

/** The tail on the near side of the mean, summed outwards from its largest term, or 1 minus it. */
function tail(x: number, successes: number, failures: number, draws: number, isUpper: boolean, isLog: boolean): number {
  const lowest = Math.max(0, draws - failures);
  const highest = Math.min(successes, draws);
  if (x < lowest || x >= highest) return tailAtEnd(x < lowest === isUpper, isLog);
  const sumsUpper = (x + 0.5) * (successes + failures) > draws * successes;
  const sum = sumsUpper ? sumUpwards(x + 1, successes, failures, draws) : sumDownwards(x, successes, failures, draws);
  writeMass(sumsUpper ? x + 1 : x, successes, failures, draws);
  term[0] *= sum;
  if (sumsUpper === isUpper) return isLog ? logOfPowerTerm(term) : valueOfPowerTerm(term);
  const other = Math.min(valueOfPowerTerm(term), 1);
  return isLog ? log1p(-other) : 1 - other;
}

/** Σ P(X = k)/P(X = x) over k ≥ x. */
function sumUpwards(x: number, successes: number, failures: number, draws: number): number {
  let ratio = 1;
  let sum = 1;
  for (let k = x; ratio > 1e-17 * sum; k++) {
    ratio *= ((successes - k) / (k + 1)) * ((draws - k) / (failures - draws + k + 1));
    sum += ratio;
  }
  return sum;
}

/** Σ P(X = k)/P(X = x) over k ≤ x. */
function sumDownwards(x: number, successes: number, failures: number, draws: number): number {
  let ratio = 1;
  let sum = 1;
  for (let k = x; ratio > 1e-17 * sum; k--) {
    ratio *= (k / (successes - k + 1)) * ((failures - draws + k) / (draws - k + 1));
    sum += ratio;
  }
  return sum;
}

function quantile(caller: string, p: number, successes: number, failures: number, draws: number, isUpper: boolean): number {
  requireProbability(caller, "p", p);
  check(caller, 0, successes, failures, draws);
  const total = Math.max(successes + failures, 2);
  const share = successes / total;
  const sd = Math.sqrt((draws * share * (1 - share) * (total - draws)) / (total - 1));
  const z = p === 0 || p === 1 ? 0 : standardNormalUpperQuantile(p);
  const start = draws * share + (isUpper ? z : -z) * sd - 0.5;
  const lowest = Math.max(0, draws - failures);
  const highest = Math.min(successes, draws);
  return discreteQuantile(p, isUpper, (k, upper) => tail(k, successes, failures, draws, upper, false), start, lowest, highest);
}
