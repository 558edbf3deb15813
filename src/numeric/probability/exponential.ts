/** The exponential distribution with a rate. */
import { productError } from "../elementary/exact-arithmetic.js";
import { exp, expm1 } from "../elementary/exponential.js";
import { log, log1p } from "../elementary/logarithm.js";
import { requireNumber, requirePositive, requireProbability } from "./requirements.js";

/** Density rate e^(−rate x) for x ≥ 0. Throws `InvalidArgument` unless rate is positive. Source: johnson1994 (19.1). */
export function exponentialDensity(x: number, rate = 1): number {
  check("exponentialDensity", x, rate);
  return x < 0 ? 0 : rate * survival(x, rate);
}

/** Logarithm of the density. Source: johnson1994 (19.1). */
export function exponentialLogDensity(x: number, rate = 1): number {
  check("exponentialLogDensity", x, rate);
  return x < 0 ? Number.NEGATIVE_INFINITY : log(rate) - rate * x;
}

/** P(X ≤ x) = 1 − e^(−rate x), without cancellation. Source: johnson1994 (19.1). */
export function exponentialCdf(x: number, rate = 1): number {
  check("exponentialCdf", x, rate);
  return x <= 0 ? 0 : -expm1(-rate * x);
}

/** P(X > x) = e^(−rate x). Source: johnson1994 (19.1). */
export function exponentialUpperTail(x: number, rate = 1): number {
  check("exponentialUpperTail", x, rate);
  return x <= 0 ? 1 : survival(x, rate);
}

/** ln P(X ≤ x). Source: johnson1994 (19.1). */
export function exponentialLogCdf(x: number, rate = 1): number {
  check("exponentialLogCdf", x, rate);
  if (x <= 0) return Number.NEGATIVE_INFINITY;
  return rate * x < Math.LN2 ? log(-expm1(-rate * x)) : log1p(-survival(x, rate));
}

/** ln P(X > x) = −rate x. Source: johnson1994 (19.1). */
export function exponentialLogUpperTail(x: number, rate = 1): number {
  check("exponentialLogUpperTail", x, rate);
  return x <= 0 ? 0 : -rate * x;
}

/** The x with P(X ≤ x) = p, −ln(1 − p)/rate: Infinity at 1. Throws `InvalidArgument` unless p is in [0, 1]. Source: johnson1994 (19.1). */
export function exponentialQuantile(p: number, rate = 1): number {
  requireProbability("exponentialQuantile", "p", p);
  requirePositive("exponentialQuantile", "rate", rate);
  return (0 - log1p(-p)) / rate;
}

/** The x with P(X > x) = p, −ln(p)/rate, exact also for tiny p; otherwise as `exponentialQuantile`. Source: johnson1994 (19.1). */
export function exponentialUpperQuantile(p: number, rate = 1): number {
  requireProbability("exponentialUpperQuantile", "p", p);
  requirePositive("exponentialUpperQuantile", "rate", rate);
  return (0 - log(p)) / rate;
}

function check(caller: string, x: number, rate: number): void {
  requireNumber(caller, "x", x);
  requirePositive(caller, "rate", rate);
}

/** e^(−rate x), with the product in two doubles. */
function survival(x: number, rate: number): number {
  const product = rate * x;
  if (product > 746) return 0;
  const e = exp(-product);
  return product < 1e-290 || x > 1e290 || rate > 1e290 ? e : e - e * productError(rate, x, product);
}
