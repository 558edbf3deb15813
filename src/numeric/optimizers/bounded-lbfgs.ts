/** The limited-memory BFGS method between bounds, by projection. */
import { InvalidArgument } from "../../errors.js";
import { LimitedMemory } from "./limited-memory.js";
import { dot, largestSize, limitReached, requireNonNegative, requireStart } from "./limits.js";
import type { DifferentiableObjective, MinimizationLimits, Minimum } from "./minimum.js";

/** The bounds of a search and when it ends. */
export interface BoundedLbfgsOptions extends MinimizationLimits {
  /** One for all variables or one each; default −∞. */
  readonly lower?: number | ArrayLike<number>;
  /** One for all variables or one each; default +∞. */
  readonly upper?: number | ArrayLike<number>;
  /** Remembered steps; default 10. */
  readonly memory?: number;
  /** Converged when no entry of the projected gradient exceeds this · max(1, |objective|); default 1e-10. */
  readonly gradientTolerance?: number;
}

/**
 * Finds a local minimum between bounds: quasi-Newton steps in the free variables, projected onto the bounds.
 *
 * A variable is free unless it sits at a bound and its gradient points outward. Steps are shortened until the objective
 * falls enough along the projected path. The objective is never evaluated outside the bounds, and the start is moved
 * inside. Default limit: 1000 iterations. Throws `InvalidArgument` for a bad start, bound or option.
 *
 * Source: bertsekas1982projected; nocedal2006numerical, algorithm 7.4.
 */
export function boundedLbfgsMinimum(
  objective: DifferentiableObjective,
  start: ArrayLike<number>,
  options: BoundedLbfgsOptions = {},
): Minimum {
  requireStart("boundedLbfgsMinimum", start);
  const { memory = 10, gradientTolerance = 1e-10, maxIterations = 1000 } = options;
  if (!(Number.isInteger(memory) && memory >= 1)) {
    throw new InvalidArgument("boundedLbfgsMinimum", "options.memory", "be a positive integer", memory);
  }
  requireNonNegative("boundedLbfgsMinimum", "gradientTolerance", gradientTolerance);
  const search = new ProjectedSearch(objective, Float64Array.from(start), options.lower, options.upper, memory);
  if (!search.isFinite()) return search.outcome(0, false, "the objective or its gradient is not finite at the start");
  for (let iteration = 0; ; iteration++) {
    const scale = Math.max(1, Math.abs(search.value));
    const slope = search.projectedGradient();
    if (slope <= gradientTolerance * scale)
      return search.outcome(iteration, true, "the projected gradient is zero to the tolerance");
    const limit = limitReached(options, maxIterations, iteration, search.evaluations, search.value);
    if (limit !== undefined) return search.outcome(iteration, false, limit);
    if (!search.step()) {
      const flat = slope <= 1e-6 * scale;
      return search.outcome(
        iteration,
        flat,
        flat
          ? "the objective no longer falls"
          : "the line search finds no decrease although the gradient is not small: is it right?",
      );
    }
    if (search.value === Number.NEGATIVE_INFINITY) return search.outcome(iteration, false, "the objective is unbounded below");
  }
}

class ProjectedSearch {
  value: number;
  evaluations = 1;
  private gradient: Float64Array;
  private trial: Float64Array;
  private trialGradient: Float64Array;
  private readonly direction: Float64Array;
  private readonly isFree: Uint8Array;
  private readonly lower: Float64Array;
  private readonly upper: Float64Array;
  private readonly memory: LimitedMemory;

  constructor(
    private readonly objective: DifferentiableObjective,
    private position: Float64Array,
    lower: number | ArrayLike<number> = Number.NEGATIVE_INFINITY,
    upper: number | ArrayLike<number> = Number.POSITIVE_INFINITY,
    capacity: number,
  ) {
    const n = position.length;
    this.gradient = new Float64Array(n);
    this.trial = new Float64Array(n);
    this.trialGradient = new Float64Array(n);
    this.direction = new Float64Array(n);
    this.isFree = new Uint8Array(n);
    this.lower = Float64Array.from({ length: n }, (_, i) => (typeof lower === "object" ? lower[i] : lower));
    this.upper = Float64Array.from({ length: n }, (_, i) => (typeof upper === "object" ? upper[i] : upper));
    for (let i = 0; i < n; i++) {
      if (!(this.lower[i] <= this.upper[i])) {
        throw new InvalidArgument(
          "boundedLbfgsMinimum",
          `options.lower[${i}]`,
          `be at most the upper bound (${this.upper[i]})`,
          this.lower[i],
        );
      }
      position[i] = this.clip(i, position[i]);
    }
    this.memory = new LimitedMemory(capacity);
    this.value = objective(this.gradient, position);
  }

  isFinite(): boolean {
    return Number.isFinite(this.value) && Number.isFinite(dot(this.gradient, this.gradient));
  }

  /** Marks the free variables; returns the largest move that a unit gradient step could make. */
  projectedGradient(): number {
    let largest = 0;
    for (let i = 0; i < this.position.length; i++) {
      const x = this.position[i];
      const g = this.gradient[i];
      this.isFree[i] = (x <= this.lower[i] && g > 0) || (x >= this.upper[i] && g < 0) ? 0 : 1;
      largest = Math.max(largest, Math.min(Math.abs(g), g > 0 ? x - this.lower[i] : this.upper[i] - x));
    }
    return largest;
  }

  /** Takes one step and returns whether there was one. */
  step(): boolean {
    for (;;) {
      const fresh = this.memory.isEmpty;
      const { gradient, direction, isFree } = this;
      for (let i = 0; i < direction.length; i++) direction[i] = isFree[i] * gradient[i];
      const firstLength = fresh ? Math.min(1, 1 / largestSize(direction)) : 1;
      this.memory.applyInverseHessian(direction, isFree);
      for (let i = 0; i < direction.length; i++) direction[i] = -direction[i];
      if (dot(gradient, direction) < 0 && this.backtrack(firstLength)) return true;
      if (fresh) return false;
      this.memory.clear();
    }
  }

  outcome(iterations: number, converged: boolean, reason: string): Minimum {
    const { value: minimum, evaluations } = this;
    return {
      minimizer: this.position.slice(),
      minimum,
      gradient: this.gradient.slice(),
      iterations,
      evaluations,
      converged,
      reason,
    };
  }

  private backtrack(firstLength: number): boolean {
    const { position, gradient, direction, trial } = this;
    const slack = 10 * Number.EPSILON * Math.abs(this.value);
    for (let length = firstLength, count = 0; count < 60; count++) {
      let slope = 0;
      for (let i = 0; i < position.length; i++) {
        trial[i] = this.clip(i, position[i] + length * direction[i]);
        slope += gradient[i] * (trial[i] - position[i]);
      }
      const value = this.objective(this.trialGradient, trial);
      this.evaluations++;
      if (value <= this.value + 1e-4 * slope + slack && Number.isFinite(dot(this.trialGradient, this.trialGradient))) {
        return this.accept(value);
      }
      const vertex = -slope / (2 * (value - this.value - slope));
      length *= vertex > 0.1 ? Math.min(vertex, 0.5) : 0.1;
    }
    return false;
  }

  /** Moves to the trial point unless it gains neither in value nor in gradient. */
  private accept(value: number): boolean {
    if (!(value < this.value || largestSize(this.trialGradient) < largestSize(this.gradient))) return false;
    this.memory.remember(this.position, this.trial, this.gradient, this.trialGradient);
    [this.position, this.trial] = [this.trial, this.position];
    [this.gradient, this.trialGradient] = [this.trialGradient, this.gradient];
    this.value = value;
    return true;
  }

  private clip(i: number, x: number): number {
    return Math.min(this.upper[i], Math.max(this.lower[i], x));
  }
}
