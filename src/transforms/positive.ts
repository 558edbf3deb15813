/** Numbers above 0. */
import { exp, log } from "../numeric/index.js";
import type { Transform } from "./transform.js";

/**
 * x = e^y for numbers above 0: log |J| = y.
 *
 * Source: stan2024reference.
 */
export const positive: Transform = {
  name: "positive",
  elementwise: true,
  unconstrainedSize: 1,
  constrainedSize: 1,
  constrainInto(constrained, unconstrained) {
    constrained[0] = exp(unconstrained[0]);
    return unconstrained[0];
  },
  unconstrainInto(unconstrained, constrained) {
    unconstrained[0] = log(constrained[0]);
  },
  constrain: (unconstrained) => ({ value: unconstrained.exp(), logJacobian: unconstrained }),
};
