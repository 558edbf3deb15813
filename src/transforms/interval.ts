/** Numbers between two bounds. */
import { binary, type Operand, toExpression, unary } from "../density/expression.js";
import { InvalidArgument } from "../errors.js";
import { exp, log, log1p } from "../numeric/index.js";
import { boundAsNumber, finiteBound, knownBound } from "./bound.js";
import type { Transform } from "./transform.js";

/** The two ends of an interval. */
export interface IntervalBounds {
  readonly lower: Operand;
  readonly upper: Operand;
}

/**
 * x = L + (U − L) / (1 + e^−y) for numbers between L and U: log |J| = log(U − L) + y − 2 log(1 + e^y).
 *
 * @throws InvalidArgument if a bound is NaN or infinite, or lower is not below upper.
 *
 * Source: stan2024reference.
 */
export function interval(bounds: IntervalBounds): Transform {
  const lower = finiteBound("interval", "lower", bounds.lower);
  const upper = finiteBound("interval", "upper", bounds.upper);
  const [from, to] = [knownBound(lower), knownBound(upper)];
  if (from !== undefined && to !== undefined && !(from < to))
    throw new InvalidArgument("interval", "lower", `be below upper, ${to}`, from);
  const ends = (): readonly number[] => [boundAsNumber("interval", "lower", lower), boundAsNumber("interval", "upper", upper)];
  return {
    name: "interval",
    elementwise: true,
    unconstrainedSize: 1,
    constrainedSize: 1,
    bounds: [lower, upper],
    constrainInto(constrained, unconstrained) {
      const [low, high] = ends();
      const y = unconstrained[0];
      const small = exp(-Math.abs(y));
      const share = (y < 0 ? small : 1) / (1 + small);
      constrained[0] = low + (high - low) * share;
      return log(high - low) - Math.abs(y) - 2 * log1p(small);
    },
    unconstrainInto(unconstrained, constrained, [low, high] = ends()) {
      unconstrained[0] = log((constrained[0] - low) / (high - constrained[0]));
    },
    constrain(unconstrained) {
      const width = from !== undefined && to !== undefined ? toExpression(to - from) : binary("subtract", upper, lower);
      const logWidth = width.operation === "constant" ? log((to as number) - (from as number)) : width.log();
      const share = unary("inverseLogit", unconstrained);
      const value = from === 0 && to === 1 ? share : share.times(width).plus(lower);
      const logSlope = unconstrained.minus(unary("log1pExp", unconstrained).times(2));
      return { value, logJacobian: from === 0 && to === 1 ? logSlope : logSlope.plus(logWidth) };
    },
  };
}
