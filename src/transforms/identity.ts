/** No constraint. */
import { constant } from "../density/expression.js";
import type { Transform } from "./transform.js";

/** x = y, for parameters that may be any number: log |J| = 0. */
export const identity: Transform = {
  name: "identity",
  elementwise: true,
  unconstrainedSize: 1,
  constrainedSize: 1,
  constrainInto(constrained, unconstrained) {
    constrained[0] = unconstrained[0];
    return 0;
  },
  unconstrainInto(unconstrained, constrained) {
    unconstrained[0] = constrained[0];
  },
  constrain: (unconstrained) => ({ value: unconstrained, logJacobian: constant(0) }),
};
