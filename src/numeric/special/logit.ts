/** The logit and its inverse. */
import { exp } from "../elementary/exponential.js";
import { log, log1p } from "../elementary/logarithm.js";

/**
 * logit(p) = ln(p / (1 − p)): −Infinity at 0, Infinity at 1, NaN outside [0, 1]. Keeps its digits next to 1/2, where the
 * result is near 0. Source: abramowitz1964 (4.1).
 */
export function logit(p: number): number {
  if (p >= 0.25 && p <= 0.75) return log1p((2 * p - 1) / (1 - p));
  return p >= 0 && p <= 1 ? log(p / (1 - p)) : Number.NaN;
}

/** The inverse logit, expit(x) = 1 / (1 + e^-x), without overflow nor loss in the lower tail. Source: abramowitz1964 (4.2). */
export function expit(x: number): number {
  if (x >= 0) return 1 / (1 + exp(-x));
  const e = exp(x);
  return e / (1 + e);
}
