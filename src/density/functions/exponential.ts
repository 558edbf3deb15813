/** e^x on lanes. */
import { LN2_HIGH, LN2_LOW, ROUND_TO_INTEGER } from "../../numeric/elementary/exponential.js";
import { scaleByPowerOfTwo } from "../../numeric/elementary/floating-point-bits.js";
import type { Lane, LaneCode } from "./lane-code.js";
import type { LaneFunction, WrittenFunction } from "./lane-function.js";
import { emitPolynomial } from "./polynomial.js";

/** (e^r − 1 − r)/r² for |r| ≤ ln 2 / 2: minimax, error below 2^-57 of e^r. */
const fractionCoefficients = [
  0.5, 0.1666666666666641, 0.041666666666602827, 0.008333333333519604, 0.0013888888927324863, 0.0001984126941547363,
  2.4801507950666007e-5, 2.7557692396234673e-6, 2.7625505913480057e-7, 2.496040076313453e-8,
];

/** Beyond these e^x is 0 or Infinity. */
const LEAST = -746;
const GREATEST = 710;
/** Below this e^x may be subnormal. */
const LEAST_NORMAL = -708;

/**
 * e^x: x = k ln 2 + r with |r| ≤ 0.3466, then 2^k (1 + r + r² p(r)) with p of degree 9.
 *
 * Overflows to Infinity above 709.7827, underflows gradually below −708.4 and to 0 below −745.13. Largest error
 * found: 0.84 ulp. Source: muller2016 (reduction by
 * Cody and Waite; coefficients by an own Remez exchange).
 */
export const exponential: LaneFunction = { name: "exp", portable: portableExponential, emit };

/** Its code alone. */
export const writtenExponential: WrittenFunction = { name: "exp", emit };

/** Its limits are LEAST and GREATEST, written out: a quarter faster, as is the polynomial. */
export function portableExponential(x: number): number {
  const clipped = x > 710 ? 710 : x < -746 ? -746 : x;
  const k = clipped * Math.LOG2E + ROUND_TO_INTEGER - ROUND_TO_INTEGER;
  const high = clipped - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  return scaleByPowerOfTwo(1 + (high + (r * r * fractionPolynomial(r) - low)), k);
}

function emit(code: LaneCode, x: Lane): Lane {
  return emitExponentialOfSum(code, x);
}

/** e^(x + rest) for a small rest: |rest| ≤ 1. */
export function exponentialOfSum(x: number, rest: number): number {
  const clipped = x > GREATEST ? GREATEST : x < LEAST ? LEAST : x;
  const k = (clipped + rest) * Math.LOG2E + ROUND_TO_INTEGER - ROUND_TO_INTEGER;
  const high = clipped - k * LN2_HIGH + rest;
  return scaleByPowerOfTwo(1 + (high + exponentialRest(high, k * LN2_LOW)), k);
}

/** The same on lanes. */
export function emitExponentialOfSum(code: LaneCode, x: Lane, rest?: Lane): Lane {
  const clipped = code.smaller(code.larger(x, code.constant(LEAST)), code.constant(GREATEST));
  const sum = rest === undefined ? clipped : code.add(clipped, rest);
  const { shiftedK, k } = emitQuotient(code, sum);
  const difference = code.subtract(clipped, code.multiply(k, code.constant(LN2_HIGH)));
  const high = rest === undefined ? difference : code.add(difference, rest);
  const fraction = emitFraction(code, high, code.multiply(k, code.constant(LN2_LOW)));
  return emitScaled(code, fraction, shiftedK, code.less(sum, code.constant(LEAST_NORMAL)));
}

/** e^(high − low) − 1 − high, for |high| ≤ 0.35 and a tiny low. */
export function exponentialRest(high: number, low: number): number {
  const r = high - low;
  return r * r * fractionPolynomial(r) - low;
}

/** `polynomial(fractionCoefficients, r)` with the numbers written out. */
function fractionPolynomial(r: number): number {
  const r2 = r * r;
  const r4 = r2 * r2;
  const far = 2.4801507950666007e-5 + 2.7557692396234673e-6 * r;
  const middle = 0.0013888888927324863 + 0.0001984126941547363 * r + far * r2;
  const near = 0.5 + 0.1666666666666641 * r + (0.041666666666602827 + 0.008333333333519604 * r) * r2;
  return near + (middle + (2.7625505913480057e-7 + 2.496040076313453e-8 * r) * r4) * r4;
}

/** The same on lanes. */
export function emitExponentialRest(code: LaneCode, high: Lane, low: Lane): Lane {
  const r = code.subtract(high, low);
  return code.subtract(code.multiply(code.multiply(r, r), emitPolynomial(code, fractionCoefficients, r)), low);
}

/** x / ln 2 rounded to an integer k, which also stands in the low bits of `shiftedK`. */
export function emitQuotient(code: LaneCode, x: Lane): { shiftedK: Lane; k: Lane } {
  const shiftedK = code.add(code.multiply(x, code.constant(Math.LOG2E)), code.constant(ROUND_TO_INTEGER));
  return { shiftedK, k: code.subtract(shiftedK, code.constant(ROUND_TO_INTEGER)) };
}

function emitFraction(code: LaneCode, high: Lane, low: Lane): Lane {
  return code.add(code.constant(1), code.add(high, emitExponentialRest(code, high, low)));
}

/**
 * fraction · 2^k, the low bits of `shiftedK` being k in [−1078, 1025], as (fraction · 2) · 2^(k − 1), or as
 * (fraction · 2^-64) · 2^(k + 64) where small: the first product is exact, so that the result is rounded once.
 */
function emitScaled(code: LaneCode, fraction: Lane, shiftedK: Lane, isSmall: Lane): Lane {
  const factor = code.xor(code.bits(0x40000000), code.and(isSmall, code.bits(0x40000000 ^ 0x3bf00000))); // 2 or 2^-64
  const bias = code.add(code.constant(1022), code.and(isSmall, code.constant(65)));
  const power = code.shiftLeft(code.add(shiftedK, bias), 52);
  return code.multiply(code.multiply(fraction, factor), power);
}
