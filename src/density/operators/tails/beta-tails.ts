/** Both tails of the beta distribution. */
import { exp } from "../../../numeric/elementary/exponential.js";
import { betaTailInto } from "../../../numeric/special/incomplete-beta.js";
import { logBetaTailShapeSlope } from "../../../numeric/special/incomplete-beta-slope.js";
import { createTail, tailValue } from "../../../numeric/special/tail.js";
import type { Operand } from "../../expression.js";
import { applyTails, type LogTails, type TailsRule, tailsOperator } from "./tails-operator.js";

const tail = /* @__PURE__ */ createTail();

/** x, what it lost in rounding, 1 − x, and what that lost. */
const shares = /* @__PURE__ */ new Float64Array(4);

function readShare(x: number): void {
  shares[0] = x;
  shares[1] = 0;
  shares[2] = 1 - x;
  shares[3] = 1 - shares[2] - x;
}

/** The smaller share is right to its last digits, and the other one is 1 less that. */
function readLogit(logit: number): void {
  const small = 1 / (1 + exp(Math.abs(logit)));
  const at = logit < 0 ? 0 : 2;
  shares[at] = small;
  shares[at + 1] = 0;
  shares[2 - at] = 1 - small;
  shares[3 - at] = 1 - shares[2 - at] - small;
}

/** Inputs: both shapes, and x as it is, or its logit. */
const ruleOf = (name: string, read: (argument: number) => void, isLogit: boolean): TailsRule => ({
  name,
  inputCount: 3,
  writeTails(out, values) {
    const first = values[0];
    const second = values[1];
    read(values[2]);
    if (!(first > 0 && second > 0 && first + second < Number.POSITIVE_INFINITY && shares[0] > 0 && shares[2] > 0))
      return writeSure(out, values);
    betaTailInto(tail, shares[0], shares[1], shares[2], shares[3], first, second);
    out[0] = tailValue(tail, false, true);
    out[1] = tailValue(tail, true, true);
    // ∂/∂logit x: the density of logit X over the tail.
    out[2] = (tail.isUpper ? -1 : 1) / tail.fraction;
  },
  slope(input, values, known) {
    read(values[2]);
    if (input === 2) return isLogit ? known : known / (shares[0] * shares[2]);
    const [x, xLow, y, yLow] = [shares[0], shares[1], shares[2], shares[3]];
    return logBetaTailShapeSlope(input === 0, values[0], values[1], x, xLow, y, yLow, known < 0);
  },
});

/** Where a tail has no probability: without a first shape all is at 0, without a second at 1. */
function writeSure(out: Float64Array, values: Float64Array): void {
  const isBelow = shares[0] > 0 && (values[0] <= 0 || shares[2] <= 0);
  const isAbove = shares[0] <= 0 || values[1] <= 0;
  out[0] = isBelow ? 0 : isAbove ? Number.NEGATIVE_INFINITY : Number.NaN;
  out[1] = isBelow ? Number.NEGATIVE_INFINITY : isAbove ? 0 : Number.NaN;
  out[2] = 0;
}

/** Named for threads, which rebuild programs by the names of operators. */
export const betaTailsOperator = /* @__PURE__ */ tailsOperator(/* @__PURE__ */ ruleOf("beta-tails", readShare, false));

/** The same, of the logit of x. */
export const betaLogitTailsOperator = /* @__PURE__ */ tailsOperator(/* @__PURE__ */ ruleOf("beta-logit-tails", readLogit, true));

/**
 * ln P(X ≤ x) and ln P(X > x) of a beta distributed X: the logarithms of the regularized incomplete beta function I_x(shape1, shape2) and of 1
 * minus it, each right in its far tail, with derivatives with respect to all three. Without a first shape (0 or less) all is at 0, without a second at 1.
 * `asked`, if given, is 0 in rows that need no values.
 *
 * @throws InvalidArgument if they are over different axes.
 *
 * Source: didonato1992.
 */
export const logBetaTails = (shape1: Operand, shape2: Operand, x: Operand, asked?: Operand): LogTails =>
  applyTails("logBetaTails", betaTailsOperator, [shape1, shape2, x], asked);

/**
 * The same at x = 1/(1 + e^−logit), right also where x is nearly 1.
 * `asked`, if given, is 0 in rows that need no values.
 *
 * @throws InvalidArgument if they are over different axes.
 *
 * Source: didonato1992.
 */
export const logBetaTailsAtLogit = (shape1: Operand, shape2: Operand, logit: Operand, asked?: Operand): LogTails =>
  applyTails("logBetaTailsAtLogit", betaLogitTailsOperator, [shape1, shape2, logit], asked);
