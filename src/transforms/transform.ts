/** The contract of transforms: unconstrained coordinates ↔ constrained values, with log |det J|. Growth is one leaf. */
import type { Axis } from "../density/axis.js";
import type { Expression } from "../density/expression.js";

/** What a transform gives as expressions. */
export interface Constrained {
  readonly value: Expression;
  readonly logJacobian: Expression;
}

/** A smooth way from unconstrained coordinates onto a support and back. */
export interface Transform {
  readonly name: string;
  /** Whether each number is transformed by itself: sizes 1 and 1, and `constrain` takes arrays of any shape. */
  readonly elementwise: boolean;
  readonly unconstrainedSize: number;
  readonly constrainedSize: number;
  /** Returns log |det J|. Throws InvalidArgument if a bound is an expression that is not a constant. */
  constrainInto(constrained: Float64Array, unconstrained: Float64Array): number;
  /** The inverse, for values inside the support. */
  unconstrainInto(unconstrained: Float64Array, constrained: Float64Array): void;
  /**
   * The same as expressions. Elementwise: of any shape, with one log Jacobian for each element. Otherwise: of an array that holds one
   * vector, or several row by row, to the array over `constrained`, with the log Jacobian of all together as one number.
   */
  constrain(unconstrained: Expression, constrained: Axis | null): Constrained;
}
