/** tanh x on lanes. */
import { emitExtendedExponentialMinusOne, extendedExponentialMinusOneInto } from "./exponential-minus-one.js";
import type { Lane, LaneCode } from "./lane-code.js";
import type { LaneFunction, WrittenFunction } from "./lane-function.js";

const parts = /* @__PURE__ */ new Float64Array(2);

/**
 * tanh x = −E/(E + 2) with E = e^(−2|x|) − 1 in two numbers, and the sign of x. The quotient q of the rounded numbers is corrected by
 * what they lack, over E + 2, which is 2/(1 + q). Largest error found: 1.19 ulp up to 15, then 1.41. Source: muller2016.
 */
export const hyperbolicTangent: LaneFunction = { name: "tanh", portable, emit };

/** Its code alone. */
export const writtenHyperbolicTangent: WrittenFunction = { name: "tanh", emit };

function portable(x: number): number {
  if (x === 0) return x;
  extendedExponentialMinusOneInto(parts, -2 * Math.abs(x));
  const sum = parts[0];
  const rest = parts[1];
  const below = sum + 2;
  const quotient = -sum / below;
  const size = quotient - (rest + quotient * (2 - below + sum + rest)) * (0.5 + 0.5 * quotient);
  return x < 0 ? -size : size;
}

function emit(code: LaneCode, x: Lane): Lane {
  const { sum, rest } = emitExtendedExponentialMinusOne(code, code.multiply(code.constant(-2), code.absolute(x)));
  const below = code.add(sum, code.constant(2));
  const quotient = code.divide(code.negate(sum), below);
  const belowLost = code.add(code.add(code.subtract(code.constant(2), below), sum), rest);
  const lost = code.add(rest, code.multiply(quotient, belowLost));
  const weight = code.add(code.constant(0.5), code.multiply(code.constant(0.5), quotient));
  return code.copySign(code.subtract(quotient, code.multiply(lost, weight)), x);
}
