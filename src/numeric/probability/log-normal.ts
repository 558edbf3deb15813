/** The log-normal distribution: ln X is normal with logMean and logSd. */
import { exp } from "../elementary/exponential.js";
import { log } from "../elementary/logarithm.js";
import {
  normalCdf,
  normalDensity,
  normalLogCdf,
  normalLogDensity,
  normalLogUpperTail,
  normalQuantile,
  normalUpperQuantile,
  normalUpperTail,
} from "./normal.js";
import { requireFinite, requireNumber, requirePositive, requireProbability } from "./requirements.js";

/** Density of the normal distribution at ln x, over x; 0 for x ≤ 0. Throws `InvalidArgument` for bad parameters. Source: johnson1994 (14.2). */
export function logNormalDensity(x: number, logMean = 0, logSd = 1): number {
  check("logNormalDensity", x, logMean, logSd);
  return x > 0 && x < Number.POSITIVE_INFINITY ? normalDensity(log(x), logMean, logSd) / x : 0;
}

/** Logarithm of the density. Source: johnson1994 (14.2). */
export function logNormalLogDensity(x: number, logMean = 0, logSd = 1): number {
  check("logNormalLogDensity", x, logMean, logSd);
  const isInside = x > 0 && x < Number.POSITIVE_INFINITY;
  return isInside ? normalLogDensity(log(x), logMean, logSd) - log(x) : Number.NEGATIVE_INFINITY;
}

/** P(X ≤ x). Source: johnson1994 (14.1). */
export function logNormalCdf(x: number, logMean = 0, logSd = 1): number {
  check("logNormalCdf", x, logMean, logSd);
  return normalCdf(log(Math.max(x, 0)), logMean, logSd);
}

/** P(X > x), without cancellation. Source: johnson1994 (14.1). */
export function logNormalUpperTail(x: number, logMean = 0, logSd = 1): number {
  check("logNormalUpperTail", x, logMean, logSd);
  return normalUpperTail(log(Math.max(x, 0)), logMean, logSd);
}

/** ln P(X ≤ x), right also where P(X ≤ x) underflows. Source: johnson1994 (14.1). */
export function logNormalLogCdf(x: number, logMean = 0, logSd = 1): number {
  check("logNormalLogCdf", x, logMean, logSd);
  return normalLogCdf(log(Math.max(x, 0)), logMean, logSd);
}

/** ln P(X > x), right also where P(X > x) underflows. Source: johnson1994 (14.1). */
export function logNormalLogUpperTail(x: number, logMean = 0, logSd = 1): number {
  check("logNormalLogUpperTail", x, logMean, logSd);
  return normalLogUpperTail(log(Math.max(x, 0)), logMean, logSd);
}

/** The x with P(X ≤ x) = p: 0 at 0, Infinity at 1. Throws `InvalidArgument` unless p is in [0, 1]. Source: johnson1994 (14.1), wichura1988. */
export function logNormalQuantile(p: number, logMean = 0, logSd = 1): number {
  checkQuantile("logNormalQuantile", p, logMean, logSd);
  return exp(normalQuantile(p, logMean, logSd));
}

/** The x with P(X > x) = p, exact also for tiny p; otherwise as `logNormalQuantile`. Source: johnson1994 (14.1), wichura1988. */
export function logNormalUpperQuantile(p: number, logMean = 0, logSd = 1): number {
  checkQuantile("logNormalUpperQuantile", p, logMean, logSd);
  return exp(normalUpperQuantile(p, logMean, logSd));
}

function check(caller: string, x: number, logMean: number, logSd: number): void {
  requireNumber(caller, "x", x);
  requireFinite(caller, "logMean", logMean);
  requirePositive(caller, "logSd", logSd);
}

function checkQuantile(caller: string, p: number, logMean: number, logSd: number): void {
  requireProbability(caller, "p", p);
  requireFinite(caller, "logMean", logMean);
  requirePositive(caller, "logSd", logSd);
}
