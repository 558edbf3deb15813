/** The logistic distribution. */
import { exp } from "../elementary/exponential.js";
import { log } from "../elementary/logarithm.js";
import { log1pExp } from "../special/log1p-exp.js";
import { expit, logit } from "../special/logit.js";
import { requireFinite, requireNumber, requirePositive, requireProbability } from "./requirements.js";

/** Density e^z / (scale (1 + e^z)²), z = (x − location)/scale. Throws `InvalidArgument` for bad parameters. Source: johnson1995 (23.4). */
export function logisticDensity(x: number, location = 0, scale = 1): number {
  const e = exp(-Math.abs(standardize("logisticDensity", x, location, scale)));
  return e / (scale * (1 + e) * (1 + e));
}

/** Logarithm of the density. Source: johnson1995 (23.4). */
export function logisticLogDensity(x: number, location = 0, scale = 1): number {
  const size = Math.abs(standardize("logisticLogDensity", x, location, scale));
  return -size - 2 * log1pExp(-size) - log(scale);
}

/** P(X ≤ x) = 1/(1 + e^−z). Source: johnson1995 (23.1). */
export function logisticCdf(x: number, location = 0, scale = 1): number {
  return expit(standardize("logisticCdf", x, location, scale));
}

/** P(X > x) = 1/(1 + e^z). Source: johnson1995 (23.1). */
export function logisticUpperTail(x: number, location = 0, scale = 1): number {
  return expit(-standardize("logisticUpperTail", x, location, scale));
}

/** ln P(X ≤ x). Source: johnson1995 (23.1). */
export function logisticLogCdf(x: number, location = 0, scale = 1): number {
  return 0 - log1pExp(-standardize("logisticLogCdf", x, location, scale));
}

/** ln P(X > x). Source: johnson1995 (23.1). */
export function logisticLogUpperTail(x: number, location = 0, scale = 1): number {
  return 0 - log1pExp(standardize("logisticLogUpperTail", x, location, scale));
}

/** The x with P(X ≤ x) = p, location + scale logit(p): ±Infinity at 0 and 1. Throws `InvalidArgument` unless p is in [0, 1]. Source: johnson1995 (23.1). */
export function logisticQuantile(p: number, location = 0, scale = 1): number {
  checkQuantile("logisticQuantile", p, location, scale);
  return location + scale * logit(p);
}

/** The x with P(X > x) = p, exact also for tiny p; otherwise as `logisticQuantile`. Source: johnson1995 (23.1). */
export function logisticUpperQuantile(p: number, location = 0, scale = 1): number {
  checkQuantile("logisticUpperQuantile", p, location, scale);
  return location - scale * logit(p);
}

function standardize(caller: string, x: number, location: number, scale: number): number {
  requireNumber(caller, "x", x);
  requireFinite(caller, "location", location);
  requirePositive(caller, "scale", scale);
  return (x - location) / scale;
}

function checkQuantile(caller: string, p: number, location: number, scale: number): void {
  requireProbability(caller, "p", p);
  requireFinite(caller, "location", location);
  requirePositive(caller, "scale", scale);
}
