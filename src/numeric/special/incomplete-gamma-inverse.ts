/** Inverses of the regularized incomplete gamma functions. */
import { InvalidArgument } from "../../errors.js";
import { exp } from "../elementary/exponential.js";
import { log, log1p } from "../elementary/logarithm.js";
import { gammaTailInto } from "./incomplete-gamma.js";
import { logGamma, logGammaOnePlus } from "./log-gamma.js";
import { standardNormalUpperQuantile } from "./standard-normal-quantile.js";
import { createTail, stepTowards } from "./tail.js";

const tail = /* @__PURE__ */ createTail();

/**
 * The x with P(a, x) = p, for a > 0 and p in [0, 1]: 0 at 0, Infinity at 1.
 *
 * Wilson–Hilferty's or the leading term's start, then Halley's method for the logarithm of the smaller tail as a function of
 * ln x, which is concave: it converges from any start, at any shape. Relative error of x near 1e-15 wherever x is well conditioned.
 * Throws `InvalidArgument` for other arguments. Source: abramowitz1964 (26.4.17), didonato1986.
 */
export function incompleteGammaLowerInverse(a: number, p: number): number {
  check("incompleteGammaLowerInverse", a, p);
  return gammaTailInverse(a, p, false);
}

/** The x with Q(a, x) = q, exact also for tiny q; otherwise as `incompleteGammaLowerInverse`. Source: abramowitz1964 (26.4.17), didonato1986. */
export function incompleteGammaUpperInverse(a: number, q: number): number {
  check("incompleteGammaUpperInverse", a, q);
  return gammaTailInverse(a, q, true);
}

function check(caller: string, a: number, p: number): void {
  if (!(a > 0 && a < Number.POSITIVE_INFINITY)) throw new InvalidArgument(caller, "a", "be positive and finite", a);
  if (!(p >= 0 && p <= 1)) throw new InvalidArgument(caller, caller.includes("Upper") ? "q" : "p", "be in [0, 1]", p);
}

/** The x at which P or Q (`isUpper`) is p, for checked arguments. */
export function gammaTailInverse(a: number, p: number, isUpper: boolean): number {
  if (p === 0 || p === 1) return (p === 0) === isUpper ? Number.POSITIVE_INFINITY : 0;
  return p > 0.5 ? solve(a, 1 - p, !isUpper) : solve(a, p, isUpper);
}

function solve(a: number, p: number, isUpper: boolean): number {
  let x = start(a, p, isUpper);
  for (let iteration = 0; iteration < 100 && x > 0; iteration++) {
    gammaTailInto(tail, a, x, 0);
    const step = stepTowards(tail, p, isUpper, a - x);
    x = Math.abs(step) < 0.1 ? x + x * (step + 0.5 * step * step) : x * exp(step);
    if (Math.abs(step) < 1e-6) break; // cubic convergence: the next step would be below 1e-15
  }
  return x;
}

/** Where the leading term x^a / Γ(a + 1) of P is p, or Wilson and Hilferty's cube, whichever is nearer. */
function start(a: number, p: number, isUpper: boolean): number {
  const lowerLog = isUpper ? log1p(-p) : log(p);
  const logGammaOfNext = a < 1 ? logGammaOnePlus(a) : logGamma(a + 1);
  const leading = exp(Math.max(-745, (lowerLog + logGammaOfNext) / a));
  if (leading < 0.2 * (a + 1)) return leading;
  const z = standardNormalUpperQuantile(p);
  const cube = 1 - 1 / (9 * a) + (isUpper ? z : -z) / (3 * Math.sqrt(a));
  return cube > 0.1 && a > 0.3 ? a * cube * cube * cube : isUpper ? Math.max(a, -log(p)) : leading;
}
