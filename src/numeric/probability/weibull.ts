/** The Weibull distribution with shape and scale. */
import { productError } from "../elementary/exact-arithmetic.js";
import { exp, expm1 } from "../elementary/exponential.js";
import { log, log1p } from "../elementary/logarithm.js";
import { extendedPowInto, pow } from "../elementary/power.js";
import { requireNumber, requirePositive, requireProbability } from "./requirements.js";

const power = /* @__PURE__ */ new Float64Array(2);

/** Density (shape/scale) (x/scale)^(shape−1) e^(−(x/scale)^shape) for x ≥ 0. Throws `InvalidArgument` for bad parameters. Source: johnson1994 (21.3). */
export function weibullDensity(x: number, shape: number, scale = 1): number {
  const hazard = cumulativeHazard("weibullDensity", x, shape, scale);
  if (!(x >= 0 && x < Number.POSITIVE_INFINITY)) return 0;
  const e = survival(hazard);
  return e === 0 ? 0 : (shape / scale) * pow(x / scale, shape - 1) * e;
}

/** Logarithm of the density. Source: johnson1994 (21.3). */
export function weibullLogDensity(x: number, shape: number, scale = 1): number {
  check("weibullLogDensity", x, shape, scale);
  if (!(x >= 0 && x < Number.POSITIVE_INFINITY)) return Number.NEGATIVE_INFINITY;
  const power = shape === 1 ? 0 : (shape - 1) * log(x / scale);
  return log(shape / scale) + power - pow(x / scale, shape);
}

/** P(X ≤ x) = 1 − e^(−(x/scale)^shape), without cancellation. Source: johnson1994 (21.2). */
export function weibullCdf(x: number, shape: number, scale = 1): number {
  return 0 - expm1(-cumulativeHazard("weibullCdf", x, shape, scale));
}

/** P(X > x) = e^(−(x/scale)^shape). Source: johnson1994 (21.2). */
export function weibullUpperTail(x: number, shape: number, scale = 1): number {
  return survival(cumulativeHazard("weibullUpperTail", x, shape, scale));
}

/** ln P(X ≤ x). Source: johnson1994 (21.2). */
export function weibullLogCdf(x: number, shape: number, scale = 1): number {
  const hazard = cumulativeHazard("weibullLogCdf", x, shape, scale);
  return hazard < Math.LN2 ? log(-expm1(-hazard)) : log1p(-survival(hazard));
}

/** ln P(X > x) = −(x/scale)^shape. Source: johnson1994 (21.2). */
export function weibullLogUpperTail(x: number, shape: number, scale = 1): number {
  return 0 - cumulativeHazard("weibullLogUpperTail", x, shape, scale);
}

/** The x with P(X ≤ x) = p, scale (−ln(1 − p))^(1/shape): Infinity at 1. Throws `InvalidArgument` unless p is in [0, 1]. Source: johnson1994 (21.2). */
export function weibullQuantile(p: number, shape: number, scale = 1): number {
  checkQuantile("weibullQuantile", p, shape, scale);
  return scale * pow(0 - log1p(-p), 1 / shape);
}

/** The x with P(X > x) = p, scale (−ln p)^(1/shape), exact also for tiny p; otherwise as `weibullQuantile`. Source: johnson1994 (21.2). */
export function weibullUpperQuantile(p: number, shape: number, scale = 1): number {
  checkQuantile("weibullUpperQuantile", p, shape, scale);
  return scale * pow(0 - log(p), 1 / shape);
}

function check(caller: string, x: number, shape: number, scale: number): void {
  requireNumber(caller, "x", x);
  requirePositive(caller, "shape", shape);
  requirePositive(caller, "scale", scale);
}

function checkQuantile(caller: string, p: number, shape: number, scale: number): void {
  requireProbability(caller, "p", p);
  requirePositive(caller, "shape", shape);
  requirePositive(caller, "scale", scale);
}

/** (x/scale)^shape, leaving what it lost in rounding in `power[1]`. */
function cumulativeHazard(caller: string, x: number, shape: number, scale: number): number {
  check(caller, x, shape, scale);
  const ratio = Math.max(x, 0) / scale;
  const product = ratio * scale;
  const isOrdinary = product > 1e-290 && product < 1e290 && ratio < 1e290 && scale < 1e290;
  extendedPowInto(power, ratio, isOrdinary ? (x - product - productError(ratio, scale, product)) / scale : 0, shape);
  return power[0];
}

/** e^−hazard right after `cumulativeHazard`. */
function survival(hazard: number): number {
  const e = exp(-hazard);
  return e === 0 ? 0 : e - e * power[1];
}
