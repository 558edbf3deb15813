/** The logarithm of a binomial coefficient, as an expression. */
import { type Expression, unary } from "../density/expression.js";

/** ln C(n, k) = ln Γ(n + 1) − ln Γ(k + 1) − ln Γ(n − k + 1): of data alone it is computed once. Source: abramowitz1964 (24.1.1). */
export function logChooseOf(n: Expression, k: Expression): Expression {
  const parts = unary("logGamma", k.plus(1)).plus(unary("logGamma", n.minus(k).plus(1)));
  return unary("logGamma", n.plus(1)).minus(parts);
}
