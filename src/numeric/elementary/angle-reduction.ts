/** Reduction of an angle to [−π/4, π/4] plus a number of quarter turns. */
import { productError, sumError } from "./exact-arithmetic.js";
import { ROUND_TO_INTEGER } from "./exponential.js";
import { doubleView, HIGH, LOW, powerOfTwo, wordView } from "./floating-point-bits.js";

const TWO_OVER_PI = 0.6366197723675814;
/** π/2 in four parts: three of 33 bits, whose products with integers below 2^20 are exact, and the rest. */
const HALF_PI_1 = 1.5707963267341256;
const HALF_PI_2 = 6.077100506303966e-11;
const HALF_PI_3 = 2.0222662487111665e-21;
const HALF_PI_4 = 8.4784276603689e-32;

/** The first 1200 bits of 2/π, for angles beyond 2^20: 1024 for the largest exponent, the rest for the fraction. */
const TWO_OVER_PI_BITS =
  "0xa2f9836e4e441529fc2757d1f534ddc0db6295993c439041fe5163abdebbc561b7246e3a424dd2e006492eea09d1921cfe1d" +
  "eb1cb129a73ee88235f52ebb4484e99c7026b45f7e413991d639835339f49c845f8bbdf9283b1ff897ffde05980fef2f118b" +
  "5a0a6d1f6d367ecf27cb09b74f463f669e5fea2d7527bac7ebe5f17b3d0739f78a5292ea6bfb5fb11f8d5d0856033046fc7b";

/**
 * Writes x − n π/2 = out[0] + out[1] with |out[0]| ≤ 0.7855 and returns n modulo 4, for a finite x.
 *
 * Up to 2^20 by subtracting multiples of the four parts of π/2 (Cody and Waite), beyond with 1200 bits of 2/π (Payne and
 * Hanek): correct to about 2^-100 in either case, which is needed near multiples of π/2. Source: muller2016.
 */
export function reduceAngleInto(out: Float64Array, x: number): number {
  if (Math.abs(x) <= 0.7853981633974483) {
    out[0] = x;
    out[1] = 0;
    return 0;
  }
  if (Math.abs(x) > 1048576) return reduceLargeAngleInto(out, x);
  const n = x * TWO_OVER_PI + ROUND_TO_INTEGER - ROUND_TO_INTEGER;
  const first = x - n * HALF_PI_1;
  const second = first - n * HALF_PI_2;
  const secondLost = sumError(first, -n * HALF_PI_2, second);
  const third = second - n * HALF_PI_3;
  const low = secondLost + sumError(second, -n * HALF_PI_3, third) - n * HALF_PI_4;
  out[0] = third + low;
  out[1] = third - out[0] + low;
  return n & 3;
}

/** The same for |x| > 2^20, in integers: x = mantissa · 2^exponent times the bits of 2/π. */
function reduceLargeAngleInto(out: Float64Array, x: number): number {
  doubleView[0] = Math.abs(x);
  const exponent = (wordView[HIGH] >> 20) - 1075;
  const mantissa = (BigInt((wordView[HIGH] & 0xfffff) | 0x100000) << 32n) + BigInt(wordView[LOW] >>> 0);
  const point = BigInt(1200 - exponent);
  const turns = BigInt.asUintN(Number(point) + 2, mantissa * BigInt(TWO_OVER_PI_BITS));
  const n = (turns + (1n << (point - 1n))) >> point;
  const fraction = (turns - (n << point)) >> (point - 200n); // 200 bits after the point
  const top = Number(fraction);
  const rest = Number(fraction - BigInt(top));
  const scale = powerOfTwo(-200);
  const sign = x < 0 ? -1 : 1;
  multiplyByHalfPiInto(out, sign * top * scale, sign * rest * scale);
  return (sign * Number(n)) & 3;
}

/** Writes (high + low) π/2 as two doubles. */
function multiplyByHalfPiInto(out: Float64Array, high: number, low: number): void {
  const product = high * 1.5707963267948966;
  const rest = productError(high, 1.5707963267948966, product) + (high * 6.123233995736766e-17 + low * 1.5707963267948966);
  out[0] = product + rest;
  out[1] = product - out[0] + rest;
}
