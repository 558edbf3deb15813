/** The logarithm of 1 − e^−t, as an expression. */
import { binary, constant, type Expression, select, unary } from "../density/expression.js";

/**
 * ln(1 − e^−t) for t > 0: ln(−expm1(−t)) up to ln 2, log1p(−e^−t) beyond. Each form only sees the t it is good for, so that both have
 * finite derivatives. Source: machler2012.
 */
export function logOneMinusExp(t: Expression): Expression {
  const near = binary("minimum", t, Math.LN2);
  const far = binary("maximum", t, Math.LN2);
  return select(
    binary("less", t, constant(Math.LN2)),
    unary("expm1", near.negated()).negated().log(),
    unary("log1p", far.negated().exp().negated()),
  );
}
