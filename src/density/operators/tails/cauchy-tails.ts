/** Both tails of the standard Cauchy distribution. */
import { atan } from "../../../numeric/elementary/arctangent.js";
import { log, log1p } from "../../../numeric/elementary/logarithm.js";
import type { Operand } from "../../expression.js";
import { applyTails, type LogTails, type TailsRule, tailsOperator } from "./tails-operator.js";

const rule: TailsRule = {
  name: "cauchy-tails",
  inputCount: 1,
  writeTails(out, values) {
    const z = values[0];
    const size = Math.abs(z);
    const smaller = size > 1 ? atan(1 / size) / Math.PI : 0.5 - atan(size) / Math.PI;
    const isUpper = z > 0;
    out[isUpper ? 1 : 0] = log(smaller);
    out[isUpper ? 0 : 1] = log1p(-smaller);
    out[2] = size < Number.POSITIVE_INFINITY ? (isUpper ? -1 : 1) * smaller : 0;
  },
  // The density, 1/(π (1 + z²)), over the tail; z² may be beyond the doubles.
  slope(_, values, known) {
    const z = Math.abs(values[0]);
    return z > 1e8 ? 1 / (Math.PI * known * z) / z : 1 / (Math.PI * known * (1 + z * z));
  },
};

/** Named for threads, which rebuild programs by the names of operators. */
export const cauchyTailsOperator = /* @__PURE__ */ tailsOperator(rule);

/**
 * ln P(Z ≤ z) and ln P(Z > z) of a standard Cauchy Z: arctan(1/|z|)/π and 1 minus it, each right in its far tail, with the derivative.
 * `asked`, if given, is 0 in rows that need no values.
 *
 * Source: johnson1994 (16.1).
 */
export const logCauchyTails = (z: Operand, asked?: Operand): LogTails =>
  applyTails("logCauchyTails", cauchyTailsOperator, [z], asked);
