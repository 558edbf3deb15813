/** The contract between models and samplers: all that a sampler may ask. */

/** The log density of a position in unconstrained space, up to a constant, with its gradient. */
export interface LogDensity {
  /** How many unconstrained coordinates a position has. */
  readonly dimension: number;
  /**
   * Returns log π(position) up to a constant and writes ∂ log π / ∂ position. −Infinity and NaN (the logarithm of a state that became negative) reject the
   * position; the gradient is then without meaning. Keeps neither argument, and allocates nothing.
   */
  evaluateInto(gradient: Float64Array, position: Float64Array): number;
}

/** A log density that can say in words why it is what it is. */
export interface ExplainedLogDensity extends LogDensity {
  /** Says which terms make the log density at a position −∞, +∞ or NaN; undefined if none does. May allocate. */
  explain(position: Float64Array): string | undefined;
}
