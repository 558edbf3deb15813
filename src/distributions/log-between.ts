/** The logarithm of the probability of an interval, as an expression. */
import { binary, type Expression, select } from "../density/expression.js";
import type { Distribution } from "./distribution.js";
import { logOneMinusExp } from "./log-one-minus-exp.js";

/** ln P(lower < X ≤ upper), by the tail on whose side the lower end lies: the larger of two tail probabilities less what is beyond. Source: machler2012. */
export function logProbabilityOfInterval(
  { logCdf, logSurvival }: Pick<Required<Distribution>, "logCdf" | "logSurvival">,
  lower: Expression,
  upper: Expression,
): Expression {
  const [below, above] = [logCdf(lower), logSurvival(lower)];
  const isAbove = binary("less", above, below);
  const larger = select(isAbove, above, logCdf(upper));
  const smaller = select(isAbove, logSurvival(upper), below);
  return larger.plus(logOneMinusExp(larger.minus(smaller)));
}
