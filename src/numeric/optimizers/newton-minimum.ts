/** Newton's method, damped: a minimizer for smooth functions of few variables with second derivatives. */
import { dot, largestSize, limitReached, requireNonNegative, requireStart } from "./limits.js";
import type { MinimizationLimits, Minimum } from "./minimum.js";

/** Writes the gradient and the symmetric n × n Hessian (flat, row by row), returns the value; +∞ or NaN rejects the point. */
export type TwiceDifferentiableObjective = (gradient: Float64Array, hessian: Float64Array, position: Float64Array) => number;

/** When a Newton minimization ends. */
export interface NewtonMinimumOptions extends MinimizationLimits {
  /** Converged when no entry of the gradient exceeds this · max(1, |objective|); default 1e-12. */
  readonly gradientTolerance?: number;
  /** Converged when half the squared Newton decrement is at most this · max(1, |objective|); default 1e-20. */
  readonly decrementTolerance?: number;
}

/**
 * Finds a local minimum by Newton steps, shortened until the objective falls enough.
 *
 * Where the Hessian is not positive definite, a multiple of the identity is added until its Cholesky factor exists.
 * Default limit: 200 iterations. Throws `InvalidArgument` for a bad start or option; a start where the objective is not
 * finite is reported in the result.
 *
 * Source: nocedal2006numerical, algorithms 3.2 and 3.3.
 */
export function newtonMinimum(
  objective: TwiceDifferentiableObjective,
  start: ArrayLike<number>,
  options: NewtonMinimumOptions = {},
): Minimum {
  requireStart("newtonMinimum", start);
  const { gradientTolerance = 1e-12, decrementTolerance = 1e-20, maxIterations = 200 } = options;
  requireNonNegative("newtonMinimum", "gradientTolerance", gradientTolerance);
  requireNonNegative("newtonMinimum", "decrementTolerance", decrementTolerance);
  const search = new NewtonSearch(objective, Float64Array.from(start));
  if (!search.isFinite()) return search.outcome(0, false, `the objective or its derivatives are not finite at the start`);
  for (let iteration = 0; ; iteration++) {
    const scale = Math.max(1, Math.abs(search.value));
    if (largestSize(search.gradient) <= gradientTolerance * scale) {
      return search.outcome(iteration, true, "the gradient is zero to the tolerance");
    }
    const limit = limitReached(options, maxIterations, iteration, search.evaluations, search.value);
    if (limit !== undefined) return search.outcome(iteration, false, limit);
    const slope = search.findDirection();
    const last = search.isConvex && -slope / 2 <= decrementTolerance * scale;
    const moved = search.step(slope);
    if (last) return search.outcome(iteration + 1, true, "the Newton decrement is zero to the tolerance");
    if (!moved) {
      const flat = largestSize(search.gradient) <= 1e-6 * scale;
      const reason = flat ? "the objective no longer falls" : "no step along the Newton direction lowers the objective";
      return search.outcome(iteration, flat, reason);
    }
    if (search.value === Number.NEGATIVE_INFINITY) return search.outcome(iteration, false, "the objective is unbounded below");
  }
}

/** The current point, its derivatives and the work arrays. */
class NewtonSearch {
  value: number;
  evaluations = 1;
  /** Whether the last direction came from the Hessian as it is. */
  isConvex = true;
  gradient: Float64Array;
  private hessian: Float64Array;
  private trialPosition: Float64Array;
  private trialGradient: Float64Array;
  private trialHessian: Float64Array;
  private readonly factor: Float64Array;
  private readonly direction: Float64Array;

  constructor(
    private readonly objective: TwiceDifferentiableObjective,
    private position: Float64Array,
  ) {
    const n = position.length;
    this.gradient = new Float64Array(n);
    this.hessian = new Float64Array(n * n);
    this.trialPosition = new Float64Array(n);
    this.trialGradient = new Float64Array(n);
    this.trialHessian = new Float64Array(n * n);
    this.factor = new Float64Array(n * n);
    this.direction = new Float64Array(n);
    this.value = objective(this.gradient, this.hessian, position);
  }

  isFinite(): boolean {
    return (
      Number.isFinite(this.value) && Number.isFinite(largestSize(this.gradient)) && Number.isFinite(largestSize(this.hessian))
    );
  }

  /** Solves (H + λ I) p = −g with the first λ of a growing sequence that makes H + λ I positive definite; returns g·p. */
  findDirection(): number {
    const n = this.position.length;
    const size = Math.max(largestSize(this.hessian), Number.MIN_VALUE / Number.EPSILON);
    let shift = 0;
    while (!factorShiftedInto(this.factor, this.hessian, n, shift)) shift = Math.max(4 * shift, 1e-6 * size);
    this.isConvex = shift === 0;
    for (let i = 0; i < n; i++) this.direction[i] = -this.gradient[i];
    solveFactored(this.factor, n, this.direction);
    return dot(this.gradient, this.direction);
  }

  /** Moves along the direction by 1, or by less until the objective falls enough; returns whether it moved. */
  step(slope: number): boolean {
    const slack = 10 * Number.EPSILON * Math.abs(this.value);
    let length = 1;
    for (let halvings = 0; halvings < 60; halvings++) {
      for (let i = 0; i < this.position.length; i++) this.trialPosition[i] = this.position[i] + length * this.direction[i];
      const value = this.objective(this.trialGradient, this.trialHessian, this.trialPosition);
      this.evaluations++;
      if (value <= this.value + 1e-4 * length * slope + slack) {
        const better = value < this.value || largestSize(this.trialGradient) < largestSize(this.gradient);
        if (better) this.accept(value);
        return better;
      }
      // The minimizer of the parabola through both values and the slope, between a tenth and a half of the step.
      const vertex = (-slope * length * length) / (2 * (value - this.value - slope * length));
      length = vertex > 0.1 * length ? Math.min(vertex, 0.5 * length) : 0.1 * length;
    }
    return false;
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

  private accept(value: number): void {
    this.value = value;
    [this.position, this.trialPosition] = [this.trialPosition, this.position];
    [this.gradient, this.trialGradient] = [this.trialGradient, this.gradient];
    [this.hessian, this.trialHessian] = [this.trialHessian, this.hessian];
  }
}

/** Writes the Cholesky factor of H + shift · I; returns false if it does not exist. */
function factorShiftedInto(factor: Float64Array, hessian: Float64Array, n: number, shift: number): boolean {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = hessian[i * n + j] + (i === j ? shift : 0);
      for (let k = 0; k < j; k++) sum -= factor[i * n + k] * factor[j * n + k];
      if (i > j) factor[i * n + j] = sum / factor[j * n + j];
      else if (sum > Number.EPSILON * n * Math.abs(hessian[i * n + i] + shift)) factor[i * n + i] = Math.sqrt(sum);
      else return false;
    }
  }
  return true;
}

/** Solves L Lᵀ x = b in place. */
function solveFactored(factor: Float64Array, n: number, b: Float64Array): void {
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) b[i] -= factor[i * n + k] * b[k];
    b[i] /= factor[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) b[i] -= factor[k * n + i] * b[k];
    b[i] /= factor[i * n + i];
  }
}
