/** Sine, cosine, tangent and arctangent, the same bits on every engine. */
import { reduceAngleInto } from "./angle-reduction.js";
import { productError } from "./exact-arithmetic.js";
import { ROUND_TO_26_BITS } from "./exponential.js";

const angle = /* @__PURE__ */ new Float64Array(2);

/** What must be added to `r` to get sin(r + low), |r| ≤ 0.7855: minimax of degree 13, relative error < 2^-58. */
function sineRest(r: number, low: number): number {
  const z = r * r;
  const z2 = z * z;
  const even = -0.16666666666666632 + z2 * (-0.00019841269829807808 + z2 * -2.5050758115155568e-8);
  const odd = 0.008333333333322413 + z2 * (2.7557313691917648e-6 + z2 * 1.589679564472775e-10);
  return r * z * (even + z * odd) + low * (1 - 0.5 * z);
}

/** The large part of cos(r): 1 − t²/2 without rounding, t being r cut to 26 bits. */
function cosineBase(r: number): number {
  const top = r + ROUND_TO_26_BITS - ROUND_TO_26_BITS;
  return 1 - 0.5 * top * top;
}

/** What must be added to `cosineBase(r)` to get cos(r + low): minimax of degree 14, error < 2^-64. */
function cosineRest(r: number, low: number): number {
  const top = r + ROUND_TO_26_BITS - ROUND_TO_26_BITS;
  const z = r * r;
  const z2 = z * z;
  const even = 0.0416666666666666 + z2 * (2.4801587289482205e-5 + z2 * 2.087572327356721e-9);
  const odd = -0.0013888888888874125 + z2 * (-2.755731435233692e-7 + z2 * -1.1359647811354437e-11);
  return z2 * (even + z * odd) - 0.5 * (r + top) * (r - top) - r * low;
}

/** Sine of an angle in radians, NaN at ±Infinity. Maximal error found: 0.72 ulp. Source: muller2016. */
export function sin(x: number): number {
  if (!(Math.abs(x) < Number.POSITIVE_INFINITY)) return Number.NaN;
  if (Math.abs(x) < 1e-9) return x; // keeps −0; the next term is x³/6
  return sineOfQuarter(reduceAngleInto(angle, x));
}

/** Cosine of an angle in radians, NaN at ±Infinity. Maximal error found: 0.72 ulp. Source: muller2016. */
export function cos(x: number): number {
  if (!(Math.abs(x) < Number.POSITIVE_INFINITY)) return Number.NaN;
  return sineOfQuarter((reduceAngleInto(angle, x) + 1) & 3);
}

/** sin(angle + quarter π/2), with the reduced angle in `angle`. */
function sineOfQuarter(quarter: number): number {
  const r = angle[0];
  const low = angle[1];
  const value = (quarter & 1) === 0 ? r + sineRest(r, low) : cosineBase(r) + cosineRest(r, low);
  return quarter > 1 ? -value : value;
}

/**
 * Tangent of an angle in radians, NaN at ±Infinity.
 *
 * The quotient of sine and cosine, each in two doubles. Maximal error found: 0.9 ulp. Source: muller2016.
 */
export function tan(x: number): number {
  if (!(Math.abs(x) < Number.POSITIVE_INFINITY)) return Number.NaN;
  if (Math.abs(x) < 1e-9) return x;
  const quarter = reduceAngleInto(angle, x);
  const r = angle[0];
  const sRest = sineRest(r, angle[1]);
  const cBase = cosineBase(r);
  const cRest = cosineRest(r, angle[1]);
  const s = r + sRest;
  const c = cBase + cRest;
  const sLow = r - s + sRest;
  const cLow = cBase - c + cRest;
  return (quarter & 1) === 0 ? quotient(s, sLow, c, cLow) : -quotient(c, cLow, s, sLow);
}

/** (a + aLow) / (b + bLow), rounded nearly once. */
function quotient(a: number, aLow: number, b: number, bLow: number): number {
  const q = a / b;
  const product = q * b;
  return q + (a - product - productError(q, b, product) + aLow - q * bLow) / b;
}
