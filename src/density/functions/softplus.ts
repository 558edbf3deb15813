/** ln(1 + e^x) on lanes. */
import { exponential } from "./exponential.js";
import type { Lane, LaneCode } from "./lane-code.js";
import type { LaneFunction } from "./lane-function.js";
import { emitLogarithmOfSum, logarithmOfSum } from "./logarithm-one-plus.js";

/** ln(1 + e^x) = max(x, 0) + ln(1 + e^−|x|), without overflow for large x nor loss for very negative x. Source: machler2012. */
export const softplus: LaneFunction = { name: "log1pExp", portable, emit };

function portable(x: number): number {
  return (x > 0 ? x : 0) + logarithmOfSum(1, exponential.portable(-Math.abs(x)));
}

function emit(code: LaneCode, x: Lane): Lane {
  const small = exponential.emit(code, code.negate(code.absolute(x)));
  return code.add(code.larger(code.constant(0), x), emitLogarithmOfSum(code, code.constant(1), small));
}
