/** The derivatives of the regularized incomplete beta function with respect to the shapes. */
import { productError, sumError } from "../elementary/exact-arithmetic.js";
import { log, log1p } from "../elementary/logarithm.js";
import { continuedFractionSlope } from "./continued-fraction-slope.js";
import { digammaDifference, digammaDifferenceLessLog } from "./digamma-difference.js";

/** From here on ψ is near enough to the logarithm for differences of both. */
const LARGE = 12;

/** a, b, x, y and a y − b x. */
const given = /* @__PURE__ */ new Float64Array(5);

/**
 * ∂/∂a (`isFirst`) or ∂/∂b of ln I_x(a, b), or of ln(1 − I_x(a, b)) (`isUpper`), for a, b > 0 and x + xLow = 1 − y − yLow in (0, 1), of the tail
 * that `betaTailInto` computes: the lower one below the mean.
 *
 * Term by term of the series and of the continued fraction. Source: abramowitz1964 (26.5.4), didonato1992 (9).
 */
export function logBetaTailShapeSlope(
  isFirst: boolean,
  a: number,
  b: number,
  x: number,
  xLow: number,
  y: number,
  yLow: number,
  isUpper: boolean,
): number {
  const ay = a * y;
  const bx = b * x;
  const below = ay - bx;
  const excess = below + (sumError(ay, -bx, below) + (productError(a, y, ay) - productError(b, x, bx)) + (a * yLow - b * xLow));
  return isUpper ? lowerSlope(!isFirst, b, a, y, x, -excess) : lowerSlope(isFirst, a, b, x, y, excess);
}

/** For excess = a y − b x ≥ 0: x^a y^b / B(a, b) times the series or the fraction. */
function lowerSlope(isFirst: boolean, a: number, b: number, x: number, y: number, excess: number): number {
  const isSeries = x <= 0.7 && (a < 20 || b < 20);
  const rest = isSeries ? seriesSlope(isFirst, a, b, x) : fractionSlope(isFirst, a, b, x, y, excess);
  if (!isFirst) return powerSlope(b, a, y, excess) + rest;
  // The series is over a: −ψ(a) − 1/a = −ψ(a + 1).
  if (isSeries && a < LARGE) return log(x) + (b < 1 ? -digammaDifference(a + b, 1 - b) : digammaDifference(a + 1, b - 1)) + rest;
  return powerSlope(a, b, x, -excess) + (isSeries ? rest - 1 / a : rest);
}

/** ln x − ψ(a) + ψ(a + b), excess being b x − a y: ln x + ln((a + b)/a) is the logarithm of 1 + excess/a. */
function powerSlope(a: number, b: number, x: number, excess: number): number {
  if (a < LARGE) return log(x) + digammaDifference(a, b);
  const ratio = excess / a;
  const logRatio = Math.abs(ratio) < 0.5 ? log1p(ratio) : log(x) + log1p(b / a);
  return logRatio + digammaDifferenceLessLog(a, b);
}

/** The derivative of ln(1 + Σ x^n (a + b) … (a + b + n − 1) / ((a + 1) … (a + n))). */
function seriesSlope(isFirst: boolean, a: number, b: number, x: number): number {
  const total = a + b;
  let term = 1;
  let sum = 1;
  let harmonic = 0;
  let slope = 0;
  for (let k = 0; term * (1 + Math.abs(harmonic)) > 1e-17 * sum; k++) {
    const top = total + k;
    const bottom = a + 1 + k;
    term *= (x * top) / bottom;
    // 1/(a + b + k) − 1/(a + 1 + k) for a.
    harmonic += isFirst ? (1 - b) / (top * bottom) : 1 / top;
    sum += term;
    slope += term * harmonic;
  }
  return slope / sum;
}

/** The derivative of the logarithm of the continued fraction of `betaTailInto`. */
function fractionSlope(isFirst: boolean, a: number, b: number, x: number, y: number, excess: number): number {
  given[0] = a;
  given[1] = b;
  given[2] = x;
  given[3] = y;
  given[4] = excess;
  const first = (a * (excess + 1)) / (a + 1);
  if (!isFirst) return continuedFractionSlope(first, (-a * x) / (a + 1), writeTermForSecond, given);
  return continuedFractionSlope(first, ((excess + 1) / (a + 1) + a * y) / (a + 1), writeTermForFirst, given);
}

function writeTermForFirst(out: Float64Array, n: number, of: Float64Array): void {
  const a = of[0];
  const b = of[1];
  const x = of[2];
  const before = 1 / (a + 2 * n - 1);
  const after = 1 / (a + 2 * n + 1);
  const scale = n * (b - n) * x;
  const one = (a + n - 1) * before;
  const two = (a + b + n - 1) * before;
  out[0] = one * two * scale * x;
  out[2] = (one + two - 2 * one * two) * before * scale * x;
  const rest = of[4] + 1 + n * (1 + of[3]);
  out[1] = n + scale * before + (a + n) * after * rest;
  // (a + n)/(a + 2n + 1) grows by (n + 1)/(a + 2n + 1)².
  out[3] = -scale * before * before + ((n + 1) * after * rest + (a + n) * of[3]) * after;
}

function writeTermForSecond(out: Float64Array, n: number, of: Float64Array): void {
  const a = of[0];
  const b = of[1];
  const x = of[2];
  const before = 1 / (a + 2 * n - 1);
  const after = (a + n) / (a + 2 * n + 1);
  const scale = n * (b - n) * x;
  const one = (a + n - 1) * before * x * before;
  out[0] = one * (a + b + n - 1) * scale;
  out[2] = one * n * x * (b - n + a + b + n - 1);
  out[1] = n + scale * before + after * (of[4] + 1 + n * (1 + of[3]));
  out[3] = n * x * before - after * x;
}
