/** Numbers below a bound. */
import type { Operand } from "../density/expression.js";
import { exp, log } from "../numeric/index.js";
import { boundAsNumber, finiteBound } from "./bound.js";
import type { Transform } from "./transform.js";

/**
 * x = U − e^y for numbers below U: log |J| = y.
 *
 * @throws InvalidArgument if the bound is NaN or infinite.
 *
 * Source: stan2024reference.
 */
export function upper(bound: Operand): Transform {
  finiteBound("upper", "bound", bound);
  return {
    name: "upper",
    elementwise: true,
    unconstrainedSize: 1,
    constrainedSize: 1,
    bounds: [bound],
    constrainInto(constrained, unconstrained) {
      constrained[0] = boundAsNumber("upper", "bound", bound) - exp(unconstrained[0]);
      return unconstrained[0];
    },
    unconstrainInto(unconstrained, constrained, [at] = [boundAsNumber("upper", "bound", bound)]) {
      unconstrained[0] = log(at - constrained[0]);
    },
    constrain(unconstrained) {
      return { value: unconstrained.exp().negated().plus(bound), logJacobian: unconstrained };
    },
  };
}
