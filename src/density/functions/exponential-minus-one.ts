/** e^x − 1 on lanes. */
import { LN2_HIGH, LN2_LOW, ROUND_TO_INTEGER } from "../../numeric/elementary/exponential.js";
import { smallPowerOfTwo } from "../../numeric/elementary/floating-point-bits.js";
import { emitExponentialRest, emitQuotient, exponentialRest, portableExponential, writtenExponential } from "./exponential.js";
import type { Lane, LaneCode } from "./lane-code.js";
import type { LaneFunction, WrittenFunction } from "./lane-function.js";

/** Below this e^x − 1 rounds to −1. */
const LEAST = -50;
/** Above this e^x − 1 rounds to e^x. */
const GREATEST = 50;

/**
 * e^x − 1 without cancellation near 0: with x = k ln 2 + r, the sum of 2^k − 1 and 2^k (e^r − 1), each with its rounding error.
 * Largest error found: 0.99 ulp. Source: muller2016.
 */
export const exponentialMinusOne: LaneFunction = { name: "expm1", portable, emit };

/** Its code alone. */
export const writtenExponentialMinusOne: WrittenFunction = { name: "expm1", emit };

/** Two numbers, the second below an ulp of the first. */
const parts = /* @__PURE__ */ new Float64Array(2);

function portable(x: number): number {
  if (!(x <= GREATEST)) return portableExponential(x);
  if (x === 0) return x;
  extendedExponentialMinusOneInto(parts, x);
  return parts[0] + parts[1];
}

function emit(code: LaneCode, x: Lane): Lane {
  const { sum, rest } = emitExtendedExponentialMinusOne(code, x);
  const value = code.copySign(code.add(sum, rest), x);
  const isLarge = code.less(code.constant(GREATEST), x);
  return code.unlessAny(isLarge, value, [x, value], "expm1 beyond", (rare, y, usual) =>
    rare.select(rare.lessOrEqual(y, rare.constant(GREATEST)), usual, writtenExponential.emit(rare, y)),
  );
}

/** Writes e^x − 1 as two numbers, for x ≤ 50 (0 may lose its sign). */
export function extendedExponentialMinusOneInto(out: Float64Array, x: number): void {
  const clipped = x < LEAST ? LEAST : x;
  const k = clipped * Math.LOG2E + ROUND_TO_INTEGER - ROUND_TO_INTEGER;
  const high = clipped - k * LN2_HIGH;
  const rest = exponentialRest(high, k * LN2_LOW);
  const near = high + rest;
  const power = smallPowerOfTwo(k);
  const whole = power - 1;
  const scaled = power * near;
  const sum = whole + scaled;
  out[0] = sum;
  out[1] = whole - sum + scaled + power * (high - near + rest);
}

/** The same on lanes. */
export function emitExtendedExponentialMinusOne(code: LaneCode, x: Lane): { sum: Lane; rest: Lane } {
  const clipped = code.larger(x, code.constant(LEAST));
  const { shiftedK, k } = emitQuotient(code, clipped);
  const high = code.subtract(clipped, code.multiply(k, code.constant(LN2_HIGH)));
  const rest = emitExponentialRest(code, high, code.multiply(k, code.constant(LN2_LOW)));
  const near = code.add(high, rest);
  const power = code.shiftLeft(code.add(shiftedK, code.constant(1023)), 52);
  const whole = code.subtract(power, code.constant(1));
  const scaled = code.multiply(power, near);
  const sum = code.add(whole, scaled);
  const lost = code.add(code.subtract(whole, sum), scaled);
  const nearLost = code.add(code.subtract(high, near), rest);
  return { sum, rest: code.add(lost, code.multiply(power, nearLost)) };
}
