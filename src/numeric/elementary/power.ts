/** x^y and the cube root, the same bits on every engine. */
import { productError } from "./exact-arithmetic.js";
import { exponentialRest, LN2_HIGH, LN2_LOW, ROUND_TO_INTEGER } from "./exponential.js";
import { extendedLogInto } from "./extended-logarithm.js";
import { doubleView, HIGH, powerOfTwo, scaleByPowerOfTwo, wordView } from "./floating-point-bits.js";

const LOG2_E = Math.LOG2E;
const scratch = /* @__PURE__ */ new Float64Array(2);
const result = /* @__PURE__ */ new Float64Array(2);

/**
 * x^y, with the special values of ECMAScript's `**`: x^0 = 1 always, NaN for a negative x with a y that is no integer, and NaN
 * for (±1)^±Infinity.
 *
 * exp(y ln x), with ln x and the product carried in two doubles. Maximal error found: 0.75 ulp, and before the last rounding far less, hence exact wherever x^y
 * is a double. Source: muller2016.
 */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const size = Math.abs(x);
  if (Math.abs(y) === Number.POSITIVE_INFINITY) {
    return size === 1 ? Number.NaN : size > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0;
  }
  const yIsInteger = Math.floor(y) === y;
  const isNegative = x < 0 || Object.is(x, -0);
  if (isNegative && !yIsInteger && size > 0 && size < Number.POSITIVE_INFINITY) return Number.NaN;
  const power = powerOfPositive(size, y);
  const yIsOdd = yIsInteger && Math.abs(y) < 9007199254740992 && Math.abs(y) % 2 === 1;
  return isNegative && yIsOdd ? -power : power;
}

/** x^y for x in [0, Infinity] and a finite y that is not 0. */
function powerOfPositive(x: number, y: number): number {
  extendedPowInto(result, x, 0, y);
  return result[0];
}

/**
 * Writes (x + xLow)^y = out[0] + out[1] for x in [0, Infinity], an xLow below half an ulp of x and a finite y that is not 0:
 * the relative error of the sum is about 2^-60 next to 1 and 2^-56 for the largest and smallest powers.
 */
export function extendedPowInto(out: Float64Array, x: number, xLow: number, y: number): void {
  out[0] = powerOfSpecial(x, xLow, y);
  out[1] = 0;
  if (!Number.isNaN(out[0])) return;
  extendedLogInto(scratch, x);
  const product = y * scratch[0];
  if (product > 709.79 || product < -745.2) {
    out[0] = product > 0 ? Number.POSITIVE_INFINITY : 0;
    return;
  }
  const low = productError(y, scratch[0], product) + y * (scratch[1] + xLow / x);
  const k = product * LOG2_E + ROUND_TO_INTEGER - ROUND_TO_INTEGER;
  const high = product - k * LN2_HIGH;
  const rest = exponentialRest(high, k * LN2_LOW - low);
  const value = 1 + high + rest;
  out[0] = scaleByPowerOfTwo(value, k);
  out[1] = scaleByPowerOfTwo(1 + high - value + rest, k);
}

/** The power where it is 0, 1 or Infinity at sight, else NaN. */
function powerOfSpecial(x: number, xLow: number, y: number): number {
  if (x === 1 && xLow === 0) return 1;
  if (x === 0 || x === Number.POSITIVE_INFINITY) return x > 0 === y > 0 ? Number.POSITIVE_INFINITY : 0;
  if (Math.abs(y) > 1e20) return x > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0; // |ln x| ≥ 1.1e-16
  return Number.NaN;
}

/**
 * The real cube root.
 *
 * x = 8^q m with m in [1, 8); a cubic start (relative error 0.0053), two of Halley's iterations, and one Newton step with the
 * residual in two doubles. Maximal error found: 0.51 ulp. Source: muller2016.
 */
export function cbrt(x: number): number {
  const size = Math.abs(x);
  if (!(size > 0 && size < Number.POSITIVE_INFINITY)) return x;
  const shift = size < 2.2250738585072014e-308 ? 54 : 0;
  doubleView[0] = shift > 0 ? size * 18014398509481984 : size;
  const q = Math.floor(((wordView[HIGH] >> 20) - 1023) / 3);
  const m = doubleView[0] * powerOfTwo(-3 * q);
  let y = 0.6816838043826668 + m * (0.36452827304385427 + m * (-0.04331015993304632 + m * 0.002313223690134143));
  for (let iteration = 0; iteration < 2; iteration++) {
    const cube = y * y * y;
    y *= (cube + 2 * m) / (2 * cube + m);
  }
  const square = y * y;
  const cube = square * y;
  const residual = m - cube - productError(square, y, cube) - productError(y, y, square) * y;
  const root = (y + residual / (3 * square)) * powerOfTwo(q - shift / 3);
  return x < 0 ? -root : root;
}
