/** e^x on lanes. */
import { LN2_HIGH, LN2_LOW, ROUND_TO_INTEGER } from "../../numeric/elementary/exponential.js";
import { scaleByPowerOfTwo } from "../../numeric/elementary/floating-point-bits.js";
import type { Lane, LaneCode } from "./lane-code.js";
import type { LaneFunction } from "./lane-function.js";
import { emitPolynomial, polynomial } from "./polynomial.js";

/** (e^r − 1 − r)/r² for |r| ≤ ln 2 / 2: minimax, error below 2^-57 of e^r. */
const fractionCoefficients = [
  0.5, 0.1666666666666641, 0.041666666666602827, 0.008333333333519604, 0.0013888888927324863, 0.0001984126941547363,
  2.4801507950666007e-5, 2.7557692396234673e-6, 2.7625505913480057e-7, 2.496040076313453e-8,
];

/** Up to here e^x is a normal double, and one multiplication by a power of two is exact. */
const usualLimit = 708;

/**
 * e^x: x = k ln 2 + r with |r| ≤ 0.3466, then 2^k (1 + r + r² p(r)) with p of degree 9.
 *
 * Overflows to Infinity above 709.7827, underflows gradually below −708.4 and to 0 below −745.13. Source: muller2016 (reduction by
 * Cody and Waite; coefficients by an own Remez exchange).
 */
export const exponential: LaneFunction = { name: "exp", portable, emit };

function portable(x: number): number {
  if (Math.abs(x) <= usualLimit) return scaled(x);
  return scaled(x > 710 ? 710 : x < -746 ? -746 : x);
}

function scaled(x: number): number {
  const k = x * Math.LOG2E + ROUND_TO_INTEGER - ROUND_TO_INTEGER;
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  return scaleByPowerOfTwo(1 + (high + (r * r * polynomial(fractionCoefficients, r) - low)), k);
}

function emit(code: LaneCode, x: Lane): Lane {
  const isRare = code.not(code.lessOrEqual(code.absolute(x), code.constant(usualLimit)));
  return code.unlessAny(isRare, [x], (usual) => emitUsual(code, usual), "exp beyond", emitBeyond);
}

/** For |x| ≤ 708, where the exponent can be added to the bits. */
function emitUsual(code: LaneCode, x: Lane): Lane {
  const { fraction, shiftedK } = emitReduced(code, x);
  return code.addBits(fraction, code.shiftLeft(shiftedK, 52));
}

/** For all x: the power of two in two factors, so that subnormal results are rounded once. */
function emitBeyond(code: LaneCode, x: Lane): Lane {
  const clipped = code.smaller(code.larger(x, code.constant(-746)), code.constant(710));
  const { fraction, k } = emitReduced(code, clipped);
  const half = code.floor(code.multiply(k, code.constant(0.5)));
  const first = code.multiply(fraction, emitPowerOfTwo(code, half));
  return code.multiply(first, emitPowerOfTwo(code, code.subtract(k, half)));
}

/** e^(x − k ln 2), with k as a number and as the low bits of a number. */
function emitReduced(code: LaneCode, x: Lane): { fraction: Lane; k: Lane; shiftedK: Lane } {
  const shiftedK = code.add(code.multiply(x, code.constant(Math.LOG2E)), code.constant(ROUND_TO_INTEGER));
  const k = code.subtract(shiftedK, code.constant(ROUND_TO_INTEGER));
  const high = code.subtract(x, code.multiply(k, code.constant(LN2_HIGH)));
  const low = code.multiply(k, code.constant(LN2_LOW));
  const r = code.subtract(high, low);
  const curved = code.multiply(code.multiply(r, r), emitPolynomial(code, fractionCoefficients, r));
  const fraction = code.add(code.constant(1), code.add(high, code.subtract(curved, low)));
  return { fraction, k, shiftedK };
}

/** 2^k for an integer k in [−1022, 1023], as a number. */
function emitPowerOfTwo(code: LaneCode, k: Lane): Lane {
  const shifted = code.add(k, code.constant(ROUND_TO_INTEGER + 1023));
  return code.shiftLeft(shifted, 52);
}
