/** The contract between models and samplers: all that a sampler may ask. */

/** The log density of a position in unconstrained space, up to a constant, with its gradient. */
export interface LogDensity {
  /** How many unconstrained coordinates a position has. */
  readonly dimension: number;
  /**
   * Returns log π(position) up to a constant and writes ∂ log π / ∂ position. −Infinity rejects the position (the gradient is then
   * without meaning); NaN is a bug of the density. Keeps neither argument, and allocates nothing.
   */
  evaluateInto(gradient: Float64Array, position: Float64Array): number;
}
