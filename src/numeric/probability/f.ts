/** Fisher's F distribution. */
import { productError } from "../elementary/exact-arithmetic.js";
import { log } from "../elementary/logarithm.js";
import { betaTail } from "../special/incomplete-beta.js";
import { betaTailInverseInto } from "../special/incomplete-beta-inverse.js";
import { betaPowerTermInto, createPowerTerm, logOfPowerTerm, valueOfPowerTerm } from "../special/power-terms.js";
import { requireNumber, requirePositive, requireProbability } from "./requirements.js";
import { createShares, sharesInto } from "./shares.js";

const term = /* @__PURE__ */ createPowerTerm();
const shares = /* @__PURE__ */ createShares();
const solution = /* @__PURE__ */ new Float64Array(2);

/**
 * Density of the ratio of two independent chi-square variables, each over its degrees of freedom: u^(n/2) (1 − u)^(d/2) /
 * (x B(n/2, d/2)), u = n x/(n x + d). Throws `InvalidArgument` unless both degrees of freedom are positive. Source: johnson1995 (27.2).
 */
export function fDensity(x: number, numeratorDf: number, denominatorDf: number): number {
  check("fDensity", x, numeratorDf, denominatorDf);
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) return densityAtEnd(x, numeratorDf);
  writeTerm(x, numeratorDf, denominatorDf);
  return valueOfPowerTerm(term) / x;
}

/** Logarithm of the density. Source: johnson1995 (27.2). */
export function fLogDensity(x: number, numeratorDf: number, denominatorDf: number): number {
  check("fLogDensity", x, numeratorDf, denominatorDf);
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) return log(densityAtEnd(x, numeratorDf));
  writeTerm(x, numeratorDf, denominatorDf);
  return logOfPowerTerm(term) - log(x);
}

/** P(X ≤ x). Source: johnson1995 (27.5), didonato1992. */
export function fCdf(x: number, numeratorDf: number, denominatorDf: number): number {
  return tail("fCdf", x, numeratorDf, denominatorDf, false, false);
}

/** P(X > x), without cancellation. Source: johnson1995 (27.5), didonato1992. */
export function fUpperTail(x: number, numeratorDf: number, denominatorDf: number): number {
  return tail("fUpperTail", x, numeratorDf, denominatorDf, true, false);
}

/** ln P(X ≤ x), right also where P(X ≤ x) underflows. Source: johnson1995 (27.5), didonato1992. */
export function fLogCdf(x: number, numeratorDf: number, denominatorDf: number): number {
  return tail("fLogCdf", x, numeratorDf, denominatorDf, false, true);
}

/** ln P(X > x), right also where P(X > x) underflows. Source: johnson1995 (27.5), didonato1992. */
export function fLogUpperTail(x: number, numeratorDf: number, denominatorDf: number): number {
  return tail("fLogUpperTail", x, numeratorDf, denominatorDf, true, true);
}

/** The x with P(X ≤ x) = p: 0 at 0, Infinity at 1. Throws `InvalidArgument` unless p is in [0, 1]. Source: didonato1992. */
export function fQuantile(p: number, numeratorDf: number, denominatorDf: number): number {
  return quantile("fQuantile", p, numeratorDf, denominatorDf, false);
}

/** The x with P(X > x) = p, exact also for tiny p; otherwise as `fQuantile`. Source: didonato1992. */
export function fUpperQuantile(p: number, numeratorDf: number, denominatorDf: number): number {
  return quantile("fUpperQuantile", p, numeratorDf, denominatorDf, true);
}

function check(caller: string, x: number, numeratorDf: number, denominatorDf: number): void {
  requireNumber(caller, "x", x);
  requirePositive(caller, "numeratorDf", numeratorDf);
  requirePositive(caller, "denominatorDf", denominatorDf);
}

function densityAtEnd(x: number, numeratorDf: number): number {
  if (x !== 0 || numeratorDf > 2) return 0;
  return numeratorDf === 2 ? 1 : Number.POSITIVE_INFINITY;
}

function writeShares(x: number, numeratorDf: number, denominatorDf: number): void {
  const scaled = numeratorDf * x;
  if (scaled > 1e290) {
    shares.set([1, 0, denominatorDf / numeratorDf / x, 0]); // the products would overflow
    return;
  }
  sharesInto(shares, scaled, scaled > 1e-290 && x < 1e290 ? productError(numeratorDf, x, scaled) : 0, denominatorDf);
}

/** Writes the density times x. */
function writeTerm(x: number, numeratorDf: number, denominatorDf: number): void {
  writeShares(x, numeratorDf, denominatorDf);
  betaPowerTermInto(term, 0.5 * numeratorDf, 0.5 * denominatorDf, shares[0], shares[1], shares[2], shares[3]);
}

function tail(caller: string, x: number, numeratorDf: number, denominatorDf: number, isUpper: boolean, isLog: boolean): number {
  check(caller, x, numeratorDf, denominatorDf);
  writeShares(Math.max(x, 0), numeratorDf, denominatorDf);
  return betaTail(shares[0], shares[1], shares[2], shares[3], 0.5 * numeratorDf, 0.5 * denominatorDf, isUpper, isLog);
}

function quantile(caller: string, p: number, numeratorDf: number, denominatorDf: number, isUpper: boolean): number {
  requireProbability(caller, "p", p);
  requirePositive(caller, "numeratorDf", numeratorDf);
  requirePositive(caller, "denominatorDf", denominatorDf);
  betaTailInverseInto(solution, p, 0.5 * numeratorDf, 0.5 * denominatorDf, isUpper);
  return (denominatorDf / numeratorDf) * (solution[0] / solution[1]);
}
