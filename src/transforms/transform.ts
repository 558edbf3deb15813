/** The contract of transforms: unconstrained coordinates ↔ constrained values, with log |det J|. */
import type { Axis } from "../density/axis.js";
import type { Expression } from "../density/expression.js";

export interface Transform {
  readonly name: string;
  readonly unconstrainedSize: number;
  readonly constrainedSize: number;
  /** Returns log |det J|. */
  constrainInto(constrained: Float64Array, unconstrained: Float64Array): number;
  unconstrainInto(unconstrained: Float64Array, constrained: Float64Array): void;
  /**
   * The same as expressions: for elementwise transforms (sizes 1 and 1) of any shape with one log Jacobian for each element; otherwise of the
   * unconstrained array to the array over `constrained`, with the log Jacobian as one number.
   */
  constrain(
    unconstrained: Expression,
    constrained: Axis | null,
  ): { readonly value: Expression; readonly logJacobian: Expression };
}
