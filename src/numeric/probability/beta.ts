/** The beta distribution. */
import { log, log1p } from "../elementary/logarithm.js";
import { betaTailAt } from "../special/incomplete-beta.js";
import { betaTailInverseInto } from "../special/incomplete-beta-inverse.js";
import { betaPowerTermInto, createPowerTerm, logOfPowerTerm, valueOfPowerTerm } from "../special/power-terms.js";
import { requireNumber, requirePositive, requireProbability } from "./requirements.js";

const term = /* @__PURE__ */ createPowerTerm();
const solution = /* @__PURE__ */ new Float64Array(2);

/** Density x^(alpha−1) (1 − x)^(beta−1) / B(alpha, beta) on [0, 1]. Throws `InvalidArgument` for bad parameters. Source: johnson1995 (25.1). */
export function betaDensity(x: number, alpha: number, beta: number): number {
  check("betaDensity", x, alpha, beta);
  if (!(x > 0 && x < 1)) return densityAtEnd(x, alpha, beta);
  const y = 1 - x;
  betaPowerTermInto(term, alpha, beta, x, 0, y, 1 - y - x);
  return valueOfPowerTerm(term) / x / y;
}

/** Logarithm of the density. Source: johnson1995 (25.1). */
export function betaLogDensity(x: number, alpha: number, beta: number): number {
  check("betaLogDensity", x, alpha, beta);
  if (!(x > 0 && x < 1)) return log(densityAtEnd(x, alpha, beta));
  const y = 1 - x;
  betaPowerTermInto(term, alpha, beta, x, 0, y, 1 - y - x);
  return logOfPowerTerm(term) - log(x) - log1p(-x);
}

/** P(X ≤ x) = I_x(alpha, beta). Source: johnson1995 (25.2), didonato1992. */
export function betaCdf(x: number, alpha: number, beta: number): number {
  return tail("betaCdf", x, alpha, beta, false, false);
}

/** P(X > x), without cancellation. Source: johnson1995 (25.2), didonato1992. */
export function betaUpperTail(x: number, alpha: number, beta: number): number {
  return tail("betaUpperTail", x, alpha, beta, true, false);
}

/** ln P(X ≤ x), right also where P(X ≤ x) underflows. Source: johnson1995 (25.2), didonato1992. */
export function betaLogCdf(x: number, alpha: number, beta: number): number {
  return tail("betaLogCdf", x, alpha, beta, false, true);
}

/** ln P(X > x), right also where P(X > x) underflows. Source: johnson1995 (25.2), didonato1992. */
export function betaLogUpperTail(x: number, alpha: number, beta: number): number {
  return tail("betaLogUpperTail", x, alpha, beta, true, true);
}

/** The x with P(X ≤ x) = p. Throws `InvalidArgument` unless p is in [0, 1]. Source: didonato1992. */
export function betaQuantile(p: number, alpha: number, beta: number): number {
  return quantile("betaQuantile", p, alpha, beta, false);
}

/** The x with P(X > x) = p, exact also for tiny p; otherwise as `betaQuantile`. Source: didonato1992. */
export function betaUpperQuantile(p: number, alpha: number, beta: number): number {
  return quantile("betaUpperQuantile", p, alpha, beta, true);
}

function check(caller: string, x: number, alpha: number, beta: number): void {
  requireNumber(caller, "x", x);
  requirePositive(caller, "alpha", alpha);
  requirePositive(caller, "beta", beta);
}

function densityAtEnd(x: number, alpha: number, beta: number): number {
  if (x !== 0 && x !== 1) return 0;
  const near = x === 0 ? alpha : beta;
  if (near > 1) return 0;
  return near < 1 ? Number.POSITIVE_INFINITY : x === 0 ? beta : alpha;
}

function tail(caller: string, x: number, alpha: number, beta: number, isUpper: boolean, isLog: boolean): number {
  check(caller, x, alpha, beta);
  return betaTailAt(Math.min(Math.max(x, 0), 1), alpha, beta, isUpper, isLog);
}

function quantile(caller: string, p: number, alpha: number, beta: number, isUpper: boolean): number {
  requireProbability(caller, "p", p);
  requirePositive(caller, "alpha", alpha);
  requirePositive(caller, "beta", beta);
  betaTailInverseInto(solution, p, alpha, beta, isUpper);
  return solution[0];
}
