/** The limited-memory BFGS method: a minimizer for smooth functions of many variables. */
import { InvalidArgument } from "../../errors.js";
import { LimitedMemory } from "./limited-memory.js";
import { dot, largestSize, limitReached, requireNonNegative, requireStart } from "./limits.js";
import { LineSearch } from "./line-search.js";
import type { DifferentiableObjective, MinimizationLimits, Minimum } from "./minimum.js";

/** How much an L-BFGS search remembers and when it ends. */
export interface LbfgsOptions extends MinimizationLimits {
  /** Remembered steps; default 10. */
  readonly memory?: number;
  /** Converged when no entry of the gradient exceeds this · max(1, |objective|); default 1e-10. */
  readonly gradientTolerance?: number;
  /** Ends when the objective falls by at most this, relative to its size, three times in a row; default 2.2e-16. */
  readonly functionTolerance?: number;
}

/**
 * Finds a local minimum by quasi-Newton directions from the last few steps, with a strong Wolfe line search.
 *
 * Default limit: 1000 iterations. A point where the objective is +∞ or NaN is stepped back from. Throws
 * `InvalidArgument` for a bad start or option; a start where the objective is not finite is reported in the result.
 *
 * Source: nocedal2006numerical, algorithm 7.5.
 */
export function lbfgsMinimum(objective: DifferentiableObjective, start: ArrayLike<number>, options: LbfgsOptions = {}): Minimum {
  requireStart("lbfgsMinimum", start);
  return new LbfgsSearch(objective, Float64Array.from(start), options).run();
}

class LbfgsSearch {
  private readonly gradient: Float64Array;
  private readonly direction: Float64Array;
  private readonly memory: LimitedMemory;
  private readonly line: LineSearch;
  private readonly gradientTolerance: number;
  private readonly functionTolerance: number;
  private readonly maxIterations: number;
  private value = Number.NaN;
  private iteration = 0;
  private stalls = 0;

  constructor(
    objective: DifferentiableObjective,
    private readonly position: Float64Array,
    private readonly options: LbfgsOptions,
  ) {
    const { memory = 10, gradientTolerance = 1e-10, functionTolerance = Number.EPSILON, maxIterations = 1000 } = options;
    if (!(Number.isInteger(memory) && memory >= 1))
      throw new InvalidArgument("lbfgsMinimum", "options.memory", "be a positive integer", memory);
    requireNonNegative("lbfgsMinimum", "gradientTolerance", gradientTolerance);
    requireNonNegative("lbfgsMinimum", "functionTolerance", functionTolerance);
    this.gradientTolerance = gradientTolerance;
    this.functionTolerance = functionTolerance;
    this.maxIterations = maxIterations;
    const n = position.length;
    this.gradient = new Float64Array(n);
    this.direction = new Float64Array(n);
    this.memory = new LimitedMemory(memory);
    this.line = new LineSearch(objective, n);
    this.value = objective(this.gradient, position);
  }

  run(): Minimum {
    if (!Number.isFinite(this.value)) return this.outcome(false, `the objective is ${this.value} at the start`);
    if (Number.isNaN(dot(this.gradient, this.gradient))) return this.outcome(false, "the gradient is not a number at the start");
    for (; ; this.iteration++) {
      if (largestSize(this.gradient) <= this.gradientTolerance * Math.max(1, Math.abs(this.value))) {
        return this.outcome(true, "the gradient is zero to the tolerance");
      }
      if (this.stalls >= 3) return this.outcome(...this.judgeStuck());
      const evaluations = 1 + this.line.evaluations;
      const limit = limitReached(this.options, this.maxIterations, this.iteration, evaluations, this.value);
      if (limit !== undefined) return this.outcome(false, limit);
      if (!this.step()) return this.outcome(...this.judgeStuck());
      if (this.value === Number.NEGATIVE_INFINITY) return this.outcome(false, "the objective is unbounded below");
    }
  }

  /** Takes one step and returns whether there was one. */
  private step(): boolean {
    for (;;) {
      const firstStep = this.memory.isEmpty ? Math.min(1, 1 / largestSize(this.gradient)) : 1;
      this.direction.set(this.gradient);
      this.memory.applyInverseHessian(this.direction);
      for (let i = 0; i < this.direction.length; i++) this.direction[i] = -this.direction[i];
      const slope = dot(this.gradient, this.direction);
      if (slope < 0 && this.line.search(this.position, this.direction, this.value, slope, firstStep) > 0) break;
      // The memory may be stale: once more along the steepest descent.
      if (this.memory.isEmpty) return false;
      this.memory.clear();
    }
    const { position, gradient, value } = this.line;
    const fall = this.value - value;
    this.stalls = fall <= this.functionTolerance * Math.abs(value) ? this.stalls + 1 : 0;
    this.memory.remember(this.position, position, this.gradient, gradient);
    this.position.set(position);
    this.gradient.set(gradient);
    this.value = value;
    return true;
  }

  /** Nothing leads down any more: an optimum to rounding if the gradient is small against the objective. */
  private judgeStuck(): [boolean, string] {
    const small = largestSize(this.gradient) <= 1e-6 * Math.max(1, Math.abs(this.value));
    return small
      ? [true, "the objective no longer falls"]
      : [false, "the line search finds no decrease although the gradient is not small: is it right?"];
  }

  private outcome(converged: boolean, reason: string): Minimum {
    return {
      minimizer: this.position.slice(),
      minimum: this.value,
      gradient: this.gradient.slice(),
      iterations: this.iteration,
      evaluations: 1 + this.line.evaluations,
      converged,
      reason,
    };
  }
}
