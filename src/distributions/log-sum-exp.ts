/** The logarithm of a sum of exponentials, as an expression. */

import { binary, type Expression, select, unary } from "../density/expression.js";
import { logSumExp } from "../density/operators/log-sum-exp.js";

/**
 * ln(e^a + e^b) = larger + ln(1 + e^(smaller − larger)): neither overflow nor cancellation, right derivatives also where both are equal, and a
 * form whose sum over rows compilers take as a running product. Source: machler2012.
 */
function logAddExpOf(a: Expression, b: Expression): Expression {
  const swaps = binary("less", a, b);
  const larger = select(swaps, b, a);
  return larger.plus(unary("log1pExp", select(swaps, a, b).minus(larger)));
}

/** ln Σ e^term, for one term at least. Source: machler2012, blanchard2021. */
export function logSumExpOf(terms: readonly Expression[]): Expression {
  return terms.length > 2 ? logSumExp(terms) : terms.reduce(logAddExpOf);
}
