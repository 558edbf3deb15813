/** Both tails of the beta-binomial distribution. */
import { betaBinomialTailInto, logBetaBinomialTailShapeSlope } from "../../../numeric/probability/beta-binomial.js";
import { createTail, tailValue } from "../../../numeric/special/tail.js";
import type { Operand } from "../../expression.js";
import { applyTails, type LogTails, type TailsRule, tailsOperator } from "./tails-operator.js";

const tail = /* @__PURE__ */ createTail();

const rule: TailsRule = {
  name: "beta-binomial-tails",
  inputCount: 4,
  writeTails(out, values) {
    const x = Math.floor(values[0]);
    const trials = values[1];
    out[2] = 0;
    if (!(x >= 0 && x < trials)) {
      out[0] = x < 0 ? Number.NEGATIVE_INFINITY : 0;
      out[1] = x < 0 ? 0 : Number.NEGATIVE_INFINITY;
    } else if (!(values[2] > 0 && values[3] > 0 && values[2] + values[3] < Number.POSITIVE_INFINITY)) {
      out[0] = Number.NaN;
      out[1] = Number.NaN;
    } else {
      betaBinomialTailInto(tail, x, trials, values[2], values[3]);
      out[0] = tailValue(tail, false, true);
      out[1] = tailValue(tail, true, true);
      out[2] = tail.isUpper ? -1 : 1;
    }
  },
  slope(input, values, known) {
    if (input < 2) return 0;
    return logBetaBinomialTailShapeSlope(input === 2, Math.floor(values[0]), values[1], values[2], values[3], known < 0);
  },
};

/** Named for threads, which rebuild programs by the names of operators. */
export const betaBinomialTailsOperator = /* @__PURE__ */ tailsOperator(rule);

/**
 * ln P(X ≤ x) and ln P(X > x) of a beta-binomial X: sums over its masses outwards from x, each right in its far tail, with derivatives with respect to
 * both shapes.
 * `asked`, if given, is 0 in rows that need no values.
 *
 * @throws InvalidArgument if the operands are over different axes.
 *
 * Source: johnson2005 (6.18).
 */
export const logBetaBinomialTails = (x: Operand, trials: Operand, shape1: Operand, shape2: Operand, asked?: Operand): LogTails =>
  applyTails("logBetaBinomialTails", betaBinomialTailsOperator, [x, trials, shape1, shape2], asked);
