/** ln x on lanes. */
import { LN2_HIGH, LN2_LOW } from "../../numeric/elementary/exponential.js";
import { doubleView, HIGH, powerOfTwo, smallPowerOfTwo, wordView } from "../../numeric/elementary/floating-point-bits.js";
import type { Lane, LaneCode } from "./lane-code.js";
import type { LaneFunction, WrittenFunction } from "./lane-function.js";
import { emitPolynomial, polynomial7 } from "./polynomial.js";

/** (2 artanh(s) − 2s)/s³ in z = s² ≤ 0.02944: minimax, error below 2^-59 of ln((1 + s)/(1 − s)). */
const restCoefficients = [
  0.6666666666666734, 0.3999999999941398, 0.2857142874255767, 0.222221985666532, 0.18183564095407928, 0.15314067847699797,
  0.14795696069482026,
];

/** High word of √½: fractions are kept in [√½, √2). */
export const ROOT_HALF = 0x3fe6a09e;
export const SMALLEST_NORMAL = 2.2250738585072014e-308;
export const LARGEST = 1.7976931348623157e308;
export const TWO_TO_54 = 18014398509481984;

/**
 * ln x: x = 2^k (1 + f) with 1 + f in [√½, √2), s = f/(2 + f), and ln(1 + f) = f − (f²/2 − s (f²/2 + z P(z))), z = s².
 *
 * −Infinity at ±0, NaN below 0, exact at 1. Largest error found: 0.74 ulp. Source: muller2016 (coefficients by an own Remez exchange).
 */
export const logarithm: LaneFunction = { name: "log", portable: portableLogarithm, emit };

/** Its code alone. */
export const writtenLogarithm: WrittenFunction = { name: "log", emit };

/** The value at one number, or at one pair: the same bits as a lane. */
export function portableLogarithm(x: number): number {
  doubleView[0] = x;
  const k = (wordView[HIGH] - ROOT_HALF) >> 20;
  if (k >= -126 && k <= 126) return logarithmOfParts(k * LN2_HIGH, x * smallPowerOfTwo(-k) - 1, k * LN2_LOW);
  if (!(x > 0 && x <= LARGEST)) return x === 0 ? Number.NEGATIVE_INFINITY : x > 0 ? x : Number.NaN;
  const isSubnormal = x < SMALLEST_NORMAL;
  const normal = isSubnormal ? x * TWO_TO_54 : x;
  doubleView[0] = normal;
  const power = (wordView[HIGH] - ROOT_HALF) >> 20;
  const half = power >> 1;
  const f = normal * powerOfTwo(-half) * powerOfTwo(half - power) - 1;
  const exponent = isSubnormal ? power - 54 : power;
  return logarithmOfParts(exponent * LN2_HIGH, f, exponent * LN2_LOW);
}

/** ln x + offset, rounded once, for a normal x > 2^-126 and an offset of at most 11 bits. */
export function logarithmOfNormal(x: number, offset: number): number {
  doubleView[0] = x;
  const k = (wordView[HIGH] - ROOT_HALF) >> 20;
  const half = k >> 1;
  const f = (k <= 126 ? x * smallPowerOfTwo(-k) : x * powerOfTwo(-half) * powerOfTwo(half - k)) - 1;
  return logarithmOfParts(k * LN2_HIGH + offset, f, k * LN2_LOW);
}

/** The same on lanes. */
export function emitLogarithmOfNormal(code: LaneCode, x: Lane, offset: number): Lane {
  const { k, f } = emitParts(code, x);
  const base = code.add(code.multiply(k, code.constant(LN2_HIGH)), code.constant(offset));
  return emitLogarithmOfParts(code, base, f, code.multiply(k, code.constant(LN2_LOW)));
}

/** base + ln(1 + f) + low, for 1 + f in [√½, √2) and a low far below 1. */
export function logarithmOfParts(base: number, f: number, low: number): number {
  return base - (0.5 * f * f - (logarithmRest(f) + low) - f);
}

/** ln(1 + f) − (f − f²/2). */
export function logarithmRest(f: number): number {
  const s = f / (2 + f);
  const z = s * s;
  return s * (0.5 * f * f + z * polynomial7(restCoefficients, z));
}

function emit(code: LaneCode, x: Lane): Lane {
  const { k, f } = emitParts(code, x);
  const isRare = code.or(code.greaterBits(x, code.constant(LARGEST)), code.greaterBits(code.constant(SMALLEST_NORMAL), x));
  return code.unlessAny(isRare, emitScaledLogarithm(code, k, f), [x], "log beyond", emitBeyond);
}

/** For all x, also those that are no positive normal number. */
function emitBeyond(code: LaneCode, x: Lane): Lane {
  const isSubnormal = code.less(x, code.constant(SMALLEST_NORMAL));
  const { k, f } = emitParts(code, code.select(isSubnormal, code.multiply(x, code.constant(TWO_TO_54)), x));
  const value = emitScaledLogarithm(code, code.subtract(k, code.and(isSubnormal, code.constant(54))), f);
  const isUsual = code.and(code.less(code.constant(0), x), code.lessOrEqual(x, code.constant(LARGEST)));
  const isZero = code.equal(x, code.constant(0));
  const special = code.select(isZero, code.constant(Number.NEGATIVE_INFINITY), x);
  return code.select(isUsual, value, code.or(special, code.and(code.less(x, code.constant(0)), code.constant(Number.NaN))));
}

function emitScaledLogarithm(code: LaneCode, k: Lane, f: Lane): Lane {
  return emitLogarithmOfParts(code, code.multiply(k, code.constant(LN2_HIGH)), f, code.multiply(k, code.constant(LN2_LOW)));
}

/** k and f of a positive normal x = 2^k (1 + f), with k also as bits in the place of the exponent. */
export function emitParts(code: LaneCode, x: Lane): { k: Lane; f: Lane; exponent: Lane } {
  const difference = code.subtractBits(x, code.bits(ROOT_HALF));
  const biased = code.shiftRight(code.addBits(difference, code.bits(0x40000000)), 52); // k + 1024
  const k = code.subtract(code.or(biased, code.bits(0x43300000)), code.constant(4503599627371520)); // 2^52 + 1024
  const exponent = code.and(difference, code.bits(0xfff00000));
  return { k, f: code.subtract(code.subtractBits(x, exponent), code.constant(1)), exponent };
}

/** base + ln(1 + f) + low on lanes. */
export function emitLogarithmOfParts(code: LaneCode, base: Lane, f: Lane, low: Lane): Lane {
  const rest = code.add(emitLogarithmRest(code, f), low);
  return code.subtract(base, code.subtract(code.subtract(emitHalfSquare(code, f), rest), f));
}

/** ln(1 + f) − (f − f²/2) on lanes. */
export function emitLogarithmRest(code: LaneCode, f: Lane): Lane {
  const s = code.divide(f, code.add(code.constant(2), f));
  const z = code.multiply(s, s);
  const series = code.multiply(z, emitPolynomial(code, restCoefficients, z));
  return code.multiply(s, code.add(emitHalfSquare(code, f), series));
}

function emitHalfSquare(code: LaneCode, f: Lane): Lane {
  return code.multiply(code.multiply(code.constant(0.5), f), f);
}
