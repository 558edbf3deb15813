/** Inverses of the regularized incomplete beta function. */
import { InvalidArgument } from "../../errors.js";
import { exp, expm1 } from "../elementary/exponential.js";
import { log } from "../elementary/logarithm.js";
import { betaTailInto } from "./incomplete-beta.js";
import { logBeta } from "./log-beta.js";
import { standardNormalUpperQuantile } from "./standard-normal-quantile.js";
import { createTail, stepTowards } from "./tail.js";

const tail = /* @__PURE__ */ createTail();
const solution = /* @__PURE__ */ new Float64Array(2);

/**
 * The x with I_x(a, b) = p, for a, b > 0 and p in [0, 1].
 *
 * A start from the normal approximation of the logit or from the leading term, then Halley's method for the logarithm of the
 * smaller tail as a function of logit(x), which is concave: it converges from any start. Relative error of the smaller
 * of x and 1 − x near 1e-15 wherever it is well conditioned.
 * Throws `InvalidArgument` for other arguments. Source: abramowitz1964 (26.5.22), didonato1992.
 */
export function incompleteBetaInverse(p: number, a: number, b: number): number {
  check("incompleteBetaInverse", p, a, b);
  betaTailInverseInto(solution, p, a, b, false);
  return solution[0];
}

/** The x with 1 − I_x(a, b) = q, exact also for tiny q; otherwise as `incompleteBetaInverse`. Source: abramowitz1964 (26.5.22), didonato1992. */
export function incompleteBetaComplementInverse(q: number, a: number, b: number): number {
  check("incompleteBetaComplementInverse", q, a, b);
  betaTailInverseInto(solution, q, a, b, true);
  return solution[0];
}

function check(caller: string, p: number, a: number, b: number): void {
  if (!(p >= 0 && p <= 1)) throw new InvalidArgument(caller, caller.includes("Complement") ? "q" : "p", "be in [0, 1]", p);
  if (!(a > 0 && a < Number.POSITIVE_INFINITY)) throw new InvalidArgument(caller, "a", "be positive and finite", a);
  if (!(b > 0 && b < Number.POSITIVE_INFINITY)) throw new InvalidArgument(caller, "b", "be positive and finite", b);
}

/** Writes out = [x, 1 − x], each with its own digits, at which I_x(a, b) or its complement (`isUpper`) is p. */
export function betaTailInverseInto(out: Float64Array, p: number, a: number, b: number, isUpper: boolean): void {
  if (p === 0 || p === 1) {
    out[0] = (p === 0) === isUpper ? 1 : 0;
    out[1] = 1 - out[0];
  } else if (p > 0.5) solveInto(out, 1 - p, a, b, !isUpper);
  else solveInto(out, p, a, b, isUpper);
}

function solveInto(out: Float64Array, p: number, a: number, b: number, isUpper: boolean): void {
  startInto(out, p, a, b, isUpper);
  for (let iteration = 0; iteration < 100 && out[0] > 0 && out[1] > 0; iteration++) {
    const x = out[0];
    const y = out[1];
    betaTailInto(tail, x, x < y ? 0 : 1 - x - y, y, x < y ? 1 - y - x : 0, a, b);
    const step = stepTowards(tail, p, isUpper, a * y - b * x);
    moveLogit(out, step);
    if (Math.abs(step) < 1e-6) return; // cubic convergence: the next step would be below 1e-15
  }
}

/** Moves [x, 1 − x] by a step of the logit: x' = x e^step / (1 + x (e^step − 1)), and from the other side alike. */
function moveLogit(out: Float64Array, step: number): void {
  const x = out[0];
  const y = out[1];
  if (x < y) {
    const change = expm1(step);
    out[0] = x + (x * (y * change)) / (1 + x * change);
    out[1] = out[0] < 0.5 ? 1 - out[0] : y / (1 + x * change);
  } else {
    const change = expm1(-step);
    out[1] = y + (y * (x * change)) / (1 + y * change);
    out[0] = out[1] < 0.5 ? 1 - out[1] : x / (1 + y * change);
  }
}

/** Writes a start: from the leading term of the wanted tail where that is small, else normal in the logit. */
function startInto(out: Float64Array, p: number, a: number, b: number, isUpper: boolean): void {
  const power = isUpper ? b : a;
  const leading = exp(Math.max(-740, Math.min(0, (log(p) + log(power) + logBeta(a, b)) / power)));
  const mean = power / (a + b);
  if (leading < 0.2 * mean || leading * (a + b) < 0.2 || a < 0.5 || b < 0.5) {
    const near = Math.min(leading, 0.9);
    out[0] = isUpper ? 1 - near : near;
    out[1] = isUpper ? near : 1 - near;
    return;
  }
  const z = standardNormalUpperQuantile(p);
  const logit = log(a / b) + (isUpper ? z : -z) * Math.sqrt(1 / a + 1 / b);
  const e = exp(-Math.abs(Math.max(-700, Math.min(700, logit))));
  out[logit < 0 ? 0 : 1] = e / (1 + e);
  out[logit < 0 ? 1 : 0] = 1 / (1 + e);
}
