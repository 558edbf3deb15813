/** What an optimizer returns, and the limits that all of them share. */

/** The outcome of a minimization; `reason` says in words why it ended, also when it converged. */
export interface Minimum<Point = Float64Array> {
  /** The best point found. */
  readonly minimizer: Point;
  /** The objective there. */
  readonly minimum: number;
  /** The objective's gradient there, from methods that use one. */
  readonly gradient?: Float64Array;
  readonly iterations: number;
  /** Evaluations of the objective. */
  readonly evaluations: number;
  readonly converged: boolean;
  readonly reason: string;
}

/** When a minimization gives up. */
export interface MinimizationLimits {
  readonly maxIterations?: number;
  /** Checked once an iteration, so a line search in progress may go a little beyond it. */
  readonly maxEvaluations?: number;
  /** Asked once an iteration; when it says true the search ends with the best point so far, not converged. */
  readonly shouldStop?: (iteration: number, minimum: number) => boolean;
}

/** An objective with its gradient: writes the gradient, returns the value; +∞ or NaN rejects the point. */
export type DifferentiableObjective = (gradient: Float64Array, position: Float64Array) => number;
