/** e^x on lanes. */
import { LN2_HIGH, LN2_LOW, ROUND_TO_INTEGER } from "../../numeric/elementary/exponential.js";
import { scaleByPowerOfTwo } from "../../numeric/elementary/floating-point-bits.js";
import type { Lane, LaneCode } from "./lane-code.js";
import type { LaneFunction } from "./lane-function.js";
import { emitPolynomial, polynomial10 } from "./polynomial.js";

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
 * Overflows to Infinity above 709.7827, underflows gradually below −708.4 and to 0 below −745.13. Source: muller2016 (reduction by
 * Cody and Waite; coefficients by an own Remez exchange).
 */
export const exponential: LaneFunction = { name: "exp", portable, emit };

function portable(x: number): number {
  const clipped = x > GREATEST ? GREATEST : x < LEAST ? LEAST : x;
  const k = clipped * Math.LOG2E + ROUND_TO_INTEGER - ROUND_TO_INTEGER;
  const high = clipped - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  return scaleByPowerOfTwo(1 + (high + (r * r * polynomial10(fractionCoefficients, r) - low)), k);
}

function emit(code: LaneCode, x: Lane): Lane {
  const clipped = code.smaller(code.larger(x, code.constant(LEAST)), code.constant(GREATEST));
  const shiftedK = code.add(code.multiply(clipped, code.constant(Math.LOG2E)), code.constant(ROUND_TO_INTEGER));
  const k = code.subtract(shiftedK, code.constant(ROUND_TO_INTEGER));
  const high = code.subtract(clipped, code.multiply(k, code.constant(LN2_HIGH)));
  const low = code.multiply(k, code.constant(LN2_LOW));
  const r = code.subtract(high, low);
  const curved = code.multiply(code.multiply(r, r), emitPolynomial(code, fractionCoefficients, r));
  const fraction = code.add(code.constant(1), code.add(high, code.subtract(curved, low)));
  return emitScaled(code, fraction, shiftedK, code.less(clipped, code.constant(LEAST_NORMAL)));
}

/**
 * fraction · 2^k, the low bits of `shiftedK` being k in [−1076, 1024], as (fraction · 2) · 2^(k − 1), or as
 * (fraction · 2^-64) · 2^(k + 64) where small: the first product is exact, so that the result is rounded once.
 */
export function emitScaled(code: LaneCode, fraction: Lane, shiftedK: Lane, isSmall: Lane): Lane {
  const factor = code.xor(code.bits(0x40000000), code.and(isSmall, code.bits(0x40000000 ^ 0x3bf00000))); // 2 or 2^-64
  const bias = code.add(code.constant(1022), code.and(isSmall, code.constant(65)));
  const power = code.shiftLeft(code.add(shiftedK, bias), 52);
  return code.multiply(code.multiply(fraction, factor), power);
}
