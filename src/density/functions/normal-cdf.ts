/** The standard normal distribution function on lanes. */
import type { Lane, LaneCode } from "./lane-code.js";
import type { LaneFunction, WrittenFunction } from "./lane-function.js";
import { bell, emitBell, emitScaledTail, scaledTail } from "./normal-tail.js";

/**
 * Φ(x), with a small relative error in the lower tail too: e^(−x²/2) times a rational function of |x|, and 1 less that for x > 0.
 * Largest error found: 3.7 ulp (next to 0). Source: shepherd1981.
 */
export const normalCdf: LaneFunction = { name: "normalCdf", portable, emit };

/** Its code alone. */
export const writtenNormalCdf: WrittenFunction = { name: "normalCdf", emit };

function portable(x: number): number {
  const tail = tailOf(Math.abs(x));
  return x < 0 ? tail : 1 - tail;
}

function emit(code: LaneCode, x: Lane): Lane {
  const tail = emitTailOf(code, code.absolute(x));
  return code.select(code.less(x, code.constant(0)), tail, code.subtract(code.constant(1), tail));
}

function tailOf(a: number): number {
  return bell(a) * (scaledTail(a) / (1 + a));
}

function emitTailOf(code: LaneCode, a: Lane): Lane {
  return code.multiply(emitBell(code, a), code.divide(emitScaledTail(code, a), code.add(code.constant(1), a)));
}
