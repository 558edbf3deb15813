/** Sine and cosine on lanes. */
import { sumError } from "../../numeric/elementary/exact-arithmetic.js";
import { ROUND_TO_INTEGER } from "../../numeric/elementary/exponential.js";
import type { Lane, LaneCode } from "./lane-code.js";
import type { LaneFunction, WrittenFunction } from "./lane-function.js";
import { emitPolynomial, polynomial } from "./polynomial.js";

const TWO_OVER_PI = 0.6366197723675814;
/** π/2 in four parts: three of 33 bits, whose products with integers below 2^20 are exact, and the rest. */
const HALF_PI_1 = 1.5707963267341256;
const HALF_PI_2 = 6.077100506303966e-11;
const HALF_PI_3 = 2.0222662487111665e-21;
const HALF_PI_4 = 8.4784276603689e-32;
/** Up to here the reduction is exact enough. */
const LIMIT = 1048576;

/** (sin r − r)/r³ in z = r²: relative error of the sine below 2^-58. */
const sineCoefficients = [
  -0.16666666666666632, 0.008333333333322413, -0.00019841269829807808, 2.7557313691917648e-6, -2.5050758115155568e-8,
  1.589679564472775e-10,
];
/** (cos r − 1 + r²/2)/r⁴ in z = r²: error below 2^-64. */
const cosineCoefficients = [
  0.0416666666666666, -0.0013888888888874125, 2.4801587289482205e-5, -2.755731435233692e-7, 2.087572327356721e-9,
  -1.1359647811354437e-11,
];

/**
 * Sine of an angle in radians; NaN beyond ±2^20. The angle less n quarter turns (Cody and Waite, with π/2 in four parts), then minimax
 * polynomials for sine or cosine of the rest. Largest error found: 0.72 ulp. Source: muller2016 (coefficients by an own Remez exchange).
 */
export const sine: LaneFunction = {
  name: "sin",
  portable: portableSine,
  emit: emitSine,
};

/** Its code alone. */
export const writtenSine: WrittenFunction = { name: "sin", emit: emitSine };

/** Cosine of an angle in radians; NaN beyond ±2^20. The sine of a quarter turn more. Largest error found: 0.75 ulp. Source: muller2016. */
export const cosine: LaneFunction = {
  name: "cos",
  portable: portableCosine,
  emit: emitCosine,
};

/** Its code alone. */
export const writtenCosine: WrittenFunction = { name: "cos", emit: emitCosine };

/** The value at one number: the same bits as a lane. */
function portableSine(x: number): number {
  return x === 0 ? x : turned(x, 0);
}

/** The value at one number: the same bits as a lane. */
function portableCosine(x: number): number {
  return turned(x, 1);
}

function emitSine(code: LaneCode, x: Lane): Lane {
  return code.select(code.equal(x, code.constant(0)), x, emitTurned(code, x, 0));
}

function emitCosine(code: LaneCode, x: Lane): Lane {
  return emitTurned(code, x, 1);
}

/** sin(x + turns π/2). */
function turned(x: number, turns: number): number {
  if (!(Math.abs(x) <= LIMIT)) return Number.NaN;
  const n = x * TWO_OVER_PI + ROUND_TO_INTEGER - ROUND_TO_INTEGER;
  const first = x - n * HALF_PI_1;
  const second = first - n * HALF_PI_2;
  const third = second - n * HALF_PI_3;
  const lost = sumError(first, -n * HALF_PI_2, second) + sumError(second, -n * HALF_PI_3, third);
  const rest = lost - n * HALF_PI_4;
  const r = third + rest;
  const low = third - r + rest;
  const quarter = n + turns;
  const value = (quarter & 1) === 0 ? sineOf(r, low) : cosineOf(r, low);
  return (quarter & 2) === 0 ? value : -value;
}

function sineOf(r: number, low: number): number {
  const z = r * r;
  return r + (r * z * polynomial(sineCoefficients, z) + low * (1 - 0.5 * z));
}

function cosineOf(r: number, low: number): number {
  const z = r * r;
  const half = 0.5 * z;
  const main = 1 - half;
  return main + (1 - main - half + (z * z * polynomial(cosineCoefficients, z) - r * low));
}

function emitTurned(code: LaneCode, x: Lane, turns: number): Lane {
  const shifted = code.add(code.multiply(x, code.constant(TWO_OVER_PI)), code.constant(ROUND_TO_INTEGER));
  const { r, low } = emitReduced(code, x, code.subtract(shifted, code.constant(ROUND_TO_INTEGER)));
  const quarter = turns === 0 ? shifted : code.add(shifted, code.constant(turns));
  const isOdd = code.subtractBits(code.bits(0), code.and(quarter, code.bits(0, 1)));
  const sign = code.and(code.shiftLeft(quarter, 62), code.bits(0x80000000));
  const value = code.xor(code.select(isOdd, emitCosineOf(code, r, low), emitSineOf(code, r, low)), sign);
  return code.select(code.lessOrEqual(code.absolute(x), code.constant(LIMIT)), value, code.constant(Number.NaN));
}

/** x − n π/2 as r + low. */
function emitReduced(code: LaneCode, x: Lane, n: Lane): { r: Lane; low: Lane } {
  const part2 = code.multiply(n, code.constant(-HALF_PI_2));
  const part3 = code.multiply(n, code.constant(-HALF_PI_3));
  const first = code.subtract(x, code.multiply(n, code.constant(HALF_PI_1)));
  const second = code.add(first, part2);
  const third = code.add(second, part3);
  const lost = code.add(emitSumError(code, first, part2, second), emitSumError(code, second, part3, third));
  const rest = code.subtract(lost, code.multiply(n, code.constant(HALF_PI_4)));
  const r = code.add(third, rest);
  return { r, low: code.add(code.subtract(third, r), rest) };
}

/** The error a + b − sum, exactly. Source: knuth1997. */
function emitSumError(code: LaneCode, a: Lane, b: Lane, sum: Lane): Lane {
  const used = code.subtract(sum, a);
  return code.add(code.subtract(a, code.subtract(sum, used)), code.subtract(b, used));
}

function emitSineOf(code: LaneCode, r: Lane, low: Lane): Lane {
  const z = code.multiply(r, r);
  const curved = code.multiply(code.multiply(r, z), emitPolynomial(code, sineCoefficients, z));
  const shift = code.multiply(low, code.subtract(code.constant(1), code.multiply(code.constant(0.5), z)));
  return code.add(r, code.add(curved, shift));
}

function emitCosineOf(code: LaneCode, r: Lane, low: Lane): Lane {
  const z = code.multiply(r, r);
  const half = code.multiply(code.constant(0.5), z);
  const main = code.subtract(code.constant(1), half);
  const lost = code.subtract(code.subtract(code.constant(1), main), half);
  const curved = code.multiply(code.multiply(z, z), emitPolynomial(code, cosineCoefficients, z));
  return code.add(main, code.add(lost, code.subtract(curved, code.multiply(r, low))));
}
