/** The logarithm of the beta function, as an expression. */
import { constant, type Expression, unary } from "../density/expression.js";
import { logBeta } from "../numeric/special/log-beta.js";
import { constantValue } from "./parameters.js";

/** ln B(a, b): of numbers without the cancellation between large terms. Source: abramowitz1964 (6.2.2). */
export function logBetaOf(a: Expression, b: Expression): Expression {
  const [first, second] = [constantValue(a), constantValue(b)];
  if (first !== undefined && second !== undefined) return constant(logBeta(first, second));
  return unary("logGamma", a)
    .plus(unary("logGamma", b))
    .minus(unary("logGamma", a.plus(b)));
}
