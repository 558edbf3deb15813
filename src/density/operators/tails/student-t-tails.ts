/** Both tails of Student's t distribution. */
import { exp } from "../../../numeric/elementary/exponential.js";
import { log1p } from "../../../numeric/elementary/logarithm.js";
import { normalLogCdf } from "../../../numeric/probability/normal.js";
import { studentTLogUpperTail, studentTLogUpperTailSlope } from "../../../numeric/probability/student-t.js";
import { erfcx } from "../../../numeric/special/error-function.js";
import type { Operand } from "../../expression.js";
import { applyTails, type LogTails, type TailsRule, tailsOperator } from "./tails-operator.js";

const rule: TailsRule = {
  name: "student-t-tails",
  inputCount: 2,
  writeTails(out, values) {
    const degreesOfFreedom = values[0];
    const z = values[1];
    const isUpper = z > 0;
    const beyond = logBeyond(Math.abs(z), degreesOfFreedom);
    out[isUpper ? 1 : 0] = beyond;
    out[isUpper ? 0 : 1] = log1p(-exp(beyond));
    // −1 and 1 also tell that there is a tail.
    out[2] = beyond > Number.NEGATIVE_INFINITY ? (isUpper ? -1 : 1) : 0;
  },
  slope(input, values, known) {
    const size = Math.abs(values[1]);
    if (values[0] === Number.POSITIVE_INFINITY) return input === 0 ? 0 : known * hazardOfNormal(size);
    const slope = studentTLogUpperTailSlope(input === 0, size, values[0]);
    return input === 0 ? slope : -known * slope;
  },
};

/** ln P(Z > size). */
function logBeyond(size: number, degreesOfFreedom: number): number {
  if (!(degreesOfFreedom > 0) || Number.isNaN(size)) return Number.NaN;
  if (degreesOfFreedom === Number.POSITIVE_INFINITY) return normalLogCdf(-size);
  return size === Number.POSITIVE_INFINITY ? Number.NEGATIVE_INFINITY : studentTLogUpperTail(size, degreesOfFreedom);
}

const hazardOfNormal = (z: number): number => 0.7978845608028654 / erfcx(z * Math.SQRT1_2);

/** Named for threads, which rebuild programs by the names of operators. */
export const studentTTailsOperator = /* @__PURE__ */ tailsOperator(rule);

/**
 * ln P(Z ≤ z) and ln P(Z > z) of a standard Student t Z, each right in its far tail, with derivatives with respect to both. That with respect to the
 * degrees of freedom is right to about their number times 1e-16.
 * `asked`, if given, is 0 in rows that need no values.
 *
 * @throws InvalidArgument if both are over different axes.
 *
 * Source: didonato1992.
 */
export const logStudentTTails = (degreesOfFreedom: Operand, z: Operand, asked?: Operand): LogTails =>
  applyTails("logStudentTTails", studentTTailsOperator, [degreesOfFreedom, z], asked);
