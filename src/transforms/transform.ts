/** The contract of transforms: unconstrained coordinates ↔ constrained values, with log |det J|. Growth is one leaf. */
import type { Axis } from "../density/axis.js";
import type { Expression, Operand } from "../density/expression.js";

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
  /** The ends of the support, where they may be expressions. */
  readonly bounds?: readonly Operand[];
  /** How independent draws of one distribution obey the constraint: put in order; or, of normal distributions, shifted to sum 0. */
  readonly conditioning?: "in-order" | "sum-to-zero";
  /** The places of one vector or matrix, row by row, that hold the same number whatever the coordinates are. */
  readonly constants?: readonly number[];
  /** Returns log |det J|. Throws InvalidArgument if a bound is an expression that is not a constant. */
  constrainInto(constrained: Float64Array, unconstrained: Float64Array): number;
  /** The inverse, for values inside the support; NaN or infinite outside. `bounds`: the values of bounds that are expressions. */
  unconstrainInto(unconstrained: Float64Array, constrained: Float64Array, bounds?: readonly number[]): void;
  /**
   * The same as expressions. Elementwise: of any shape, with one log Jacobian for each element. Otherwise: of an array that holds one
   * vector, or several row by row, to the array over `constrained`, with the log Jacobian of all together as one number.
   */
  constrain(unconstrained: Expression, constrained: Axis | null): Constrained;
}
