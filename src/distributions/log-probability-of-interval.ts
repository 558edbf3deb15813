/** The logarithm of the probability of an interval, as an expression. */
import { binary, type Expression, type Operand, select } from "../density/expression.js";
import { logOneMinusExp } from "./log-one-minus-exp.js";
import type { TailMethods } from "./log-tails.js";

/** ln P(lower < X ≤ upper), by the tail on whose side the lower end lies: the larger of two tail probabilities less what is beyond. Source: machler2012. */
export function logProbabilityOfInterval(
  { logCdf, logSurvival }: TailMethods,
  lower: Expression,
  upper: Expression,
  asked?: Operand,
): Expression {
  const [below, above] = [logCdf(lower, asked), logSurvival(lower, asked)];
  const isAbove = binary("less", above, below);
  const larger = select(isAbove, above, logCdf(upper, asked));
  const smaller = select(isAbove, logSurvival(upper, asked), below);
  // Kept finite, so that nothing less nothing is nothing.
  const gap = binary("maximum", larger, -Number.MAX_VALUE).minus(smaller);
  return larger.plus(logOneMinusExp(gap));
}
