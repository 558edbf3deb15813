/** Numbers above a bound. */
import type { Operand } from "../density/expression.js";
import { exp, log } from "../numeric/index.js";
import { boundAsNumber, finiteBound } from "./bound.js";
import type { Transform } from "./transform.js";

/**
 * x = L + e^y for numbers above L: log |J| = y.
 *
 * @throws InvalidArgument if the bound is NaN or infinite.
 *
 * Source: stan2024reference.
 */
export function lower(bound: Operand): Transform {
  finiteBound("lower", "bound", bound);
  return {
    name: "lower",
    elementwise: true,
    unconstrainedSize: 1,
    constrainedSize: 1,
    bounds: [bound],
    constrainInto(constrained, unconstrained) {
      constrained[0] = boundAsNumber("lower", "bound", bound) + exp(unconstrained[0]);
      return unconstrained[0];
    },
    unconstrainInto(unconstrained, constrained, [at] = [boundAsNumber("lower", "bound", bound)]) {
      unconstrained[0] = log(constrained[0] - at);
    },
    constrain(unconstrained) {
      return { value: unconstrained.exp().plus(bound), logJacobian: unconstrained };
    },
  };
}
