/** The chi-square distribution: gamma with shape df/2 and rate 1/2. */

import { gammaTail } from "../special/incomplete-gamma.js";
import { gammaTailInverse } from "../special/incomplete-gamma-inverse.js";
import { gammaDensity, gammaLogDensity } from "./gamma.js";
import { requireNumber, requirePositive, requireProbability } from "./requirements.js";

/**
 * Density x^(df/2−1) e^(−x/2) / (2^(df/2) Γ(df/2)). Throws `InvalidArgument` unless degreesOfFreedom is positive.
 * Source: johnson1994 (18.1).
 */
export function chiSquareDensity(x: number, degreesOfFreedom: number): number {
  check("chiSquareDensity", x, degreesOfFreedom);
  return gammaDensity(x, 0.5 * degreesOfFreedom, 0.5);
}

/** Logarithm of the density. Source: johnson1994 (18.1). */
export function chiSquareLogDensity(x: number, degreesOfFreedom: number): number {
  check("chiSquareLogDensity", x, degreesOfFreedom);
  return gammaLogDensity(x, 0.5 * degreesOfFreedom, 0.5);
}

/** P(X ≤ x). Source: johnson1994 (18.1), didonato1986. */
export function chiSquareCdf(x: number, degreesOfFreedom: number): number {
  check("chiSquareCdf", x, degreesOfFreedom);
  return gammaTail(0.5 * degreesOfFreedom, 0.5 * Math.max(x, 0), 0, false, false);
}

/** P(X > x), without cancellation. Source: johnson1994 (18.1), didonato1986. */
export function chiSquareUpperTail(x: number, degreesOfFreedom: number): number {
  check("chiSquareUpperTail", x, degreesOfFreedom);
  return gammaTail(0.5 * degreesOfFreedom, 0.5 * Math.max(x, 0), 0, true, false);
}

/** ln P(X ≤ x), right also where P(X ≤ x) underflows. Source: johnson1994 (18.1), didonato1986. */
export function chiSquareLogCdf(x: number, degreesOfFreedom: number): number {
  check("chiSquareLogCdf", x, degreesOfFreedom);
  return gammaTail(0.5 * degreesOfFreedom, 0.5 * Math.max(x, 0), 0, false, true);
}

/** ln P(X > x), right also where P(X > x) underflows. Source: johnson1994 (18.1), didonato1986. */
export function chiSquareLogUpperTail(x: number, degreesOfFreedom: number): number {
  check("chiSquareLogUpperTail", x, degreesOfFreedom);
  return gammaTail(0.5 * degreesOfFreedom, 0.5 * Math.max(x, 0), 0, true, true);
}

/** The x with P(X ≤ x) = p: 0 at 0, Infinity at 1. Throws `InvalidArgument` unless p is in [0, 1]. Source: didonato1986. */
export function chiSquareQuantile(p: number, degreesOfFreedom: number): number {
  checkQuantile("chiSquareQuantile", p, degreesOfFreedom);
  return 2 * gammaTailInverse(0.5 * degreesOfFreedom, p, false);
}

/** The x with P(X > x) = p, exact also for tiny p; otherwise as `chiSquareQuantile`. Source: didonato1986. */
export function chiSquareUpperQuantile(p: number, degreesOfFreedom: number): number {
  checkQuantile("chiSquareUpperQuantile", p, degreesOfFreedom);
  return 2 * gammaTailInverse(0.5 * degreesOfFreedom, p, true);
}

function check(caller: string, x: number, degreesOfFreedom: number): void {
  requireNumber(caller, "x", x);
  requirePositive(caller, "degreesOfFreedom", degreesOfFreedom);
}

function checkQuantile(caller: string, p: number, degreesOfFreedom: number): void {
  requireProbability(caller, "p", p);
  requirePositive(caller, "degreesOfFreedom", degreesOfFreedom);
}
