/** Nelder and Mead's simplex search: a minimizer without derivatives for few variables. */
import { InvalidArgument } from "../../errors.js";
import { limitReached, requireNonNegative, requireStart } from "./limits.js";
import type { MinimizationLimits, Minimum } from "./minimum.js";

/** How a simplex search begins and when it ends. */
export interface NelderMeadOptions extends MinimizationLimits {
  /** Edge lengths of the first simplex, one for all or one per variable; default 10% of each start value, 0.1 where it is 0. */
  readonly initialStep?: number | ArrayLike<number>;
  /** Converged when the values at the corners differ by at most this, relative to the best one's size plus this; default 1e-12. */
  readonly functionTolerance?: number;
  /** … and the corners lie within this of each other, relative to their size plus 1; default 1e-8. */
  readonly positionTolerance?: number;
  /** New simplexes around the optimum, each of which must fail to improve it; default 2, at most. */
  readonly restarts?: number;
}

/**
 * Finds a local minimum by moving, stretching and shrinking a simplex of n + 1 corners.
 *
 * The moves depend on the dimension, which keeps the method alive beyond a few variables. After convergence the search
 * restarts around the optimum until a restart no longer improves it, against premature collapse. Values of +∞ and NaN
 * count as high, so constraints can be expressed by them. Default limit: 2000 iterations per variable and restart.
 * Throws `InvalidArgument` for a bad start or option.
 *
 * Source: nelder1965simplex; gao2012implementing (coefficients by dimension).
 */
export function nelderMeadMinimum(
  objective: (position: Float64Array) => number,
  start: ArrayLike<number>,
  options: NelderMeadOptions = {},
): Minimum {
  requireStart("nelderMeadMinimum", start);
  const { functionTolerance = 1e-12, positionTolerance = 1e-8, restarts = 2 } = options;
  requireNonNegative("nelderMeadMinimum", "functionTolerance", functionTolerance);
  requireNonNegative("nelderMeadMinimum", "positionTolerance", positionTolerance);
  requireNonNegative("nelderMeadMinimum", "restarts", restarts);
  const steps = edgeLengths(start, options.initialStep);
  const simplex = new Simplex(objective, start.length);
  const maxIterations = options.maxIterations ?? 2000 * start.length * (1 + restarts);
  simplex.build(Float64Array.from(start), steps);
  let iteration = 0;
  for (let round = 0; ; round++) {
    const before = simplex.lowest();
    while (!simplex.isSmall(functionTolerance, positionTolerance)) {
      const limit = limitReached(options, maxIterations, iteration, simplex.evaluations, simplex.lowest());
      if (limit !== undefined) return simplex.outcome(iteration, false, limit);
      simplex.move();
      iteration++;
    }
    const gained = before - simplex.lowest() > functionTolerance * (Math.abs(simplex.lowest()) + functionTolerance);
    if (simplex.lowest() === Number.POSITIVE_INFINITY)
      return simplex.outcome(iteration, false, "the objective is infinite all around the start");
    if (round >= restarts || (round > 0 && !gained))
      return simplex.outcome(iteration, true, "the simplex has shrunk to the tolerance");
    // A tenth of the first edges: small beside the way behind, large beside the collapsed simplex.
    simplex.build(
      simplex.best().slice(),
      steps.map((step) => step / 10),
    );
  }
}

function edgeLengths(start: ArrayLike<number>, initialStep: number | ArrayLike<number> | undefined): Float64Array {
  return Float64Array.from({ length: start.length }, (_, i) => {
    const given = typeof initialStep === "object" ? initialStep[i] : initialStep;
    const step = given ?? (start[i] === 0 ? 0.1 : 0.1 * Math.abs(start[i]));
    if (!(Math.abs(step) > 0 && Number.isFinite(step))) {
      throw new InvalidArgument("nelderMeadMinimum", "options.initialStep", "be finite and not zero for every variable", step);
    }
    return step;
  });
}

/** The corners, ordered from best to worst, and the moves. */
class Simplex {
  evaluations = 0;
  private readonly corners: Float64Array[];
  private readonly values: Float64Array;
  private readonly centroid: Float64Array;
  private trial: Float64Array;
  private spare: Float64Array;

  constructor(
    private readonly objective: (position: Float64Array) => number,
    private readonly dimension: number,
  ) {
    this.corners = Array.from({ length: dimension + 1 }, () => new Float64Array(dimension));
    this.values = new Float64Array(dimension + 1);
    this.centroid = new Float64Array(dimension);
    this.trial = new Float64Array(dimension);
    this.spare = new Float64Array(dimension);
  }

  build(center: Float64Array, steps: Float64Array): void {
    this.corners.forEach((corner, i) => {
      corner.set(center);
      if (i > 0) corner[i - 1] += steps[i - 1];
      this.values[i] = this.evaluate(corner);
    });
    for (let i = 1; i < this.corners.length; i++) this.sink(i);
  }

  best(): Float64Array {
    return this.corners[0];
  }

  lowest(): number {
    return this.values[0];
  }

  isSmall(functionTolerance: number, positionTolerance: number): boolean {
    const spread = this.values[this.dimension] - this.values[0];
    if (spread > functionTolerance * (Math.abs(this.values[0]) + functionTolerance)) return false;
    for (const corner of this.corners) {
      for (let j = 0; j < this.dimension; j++) {
        const size = Math.abs(this.corners[0][j]) + 1;
        if (Math.abs(corner[j] - this.corners[0][j]) > positionTolerance * size) return false;
      }
    }
    return true;
  }

  outcome(iterations: number, converged: boolean, reason: string): Minimum {
    return {
      minimizer: this.best().slice(),
      minimum: this.lowest(),
      iterations,
      evaluations: this.evaluations,
      converged,
      reason,
    };
  }

  move(): void {
    const n = this.dimension;
    const worst = this.values[n];
    this.centroid.fill(0);
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) this.centroid[j] += this.corners[i][j] / n;
    const reflected = this.tryAt(1);
    if (reflected < this.values[0]) {
      this.swapTrial();
      const expanded = this.tryAt(n > 1 ? 1 + 2 / n : 2);
      if (expanded >= reflected) this.swapTrial();
      this.accept(Math.min(expanded, reflected));
      return;
    }
    if (reflected < this.values[n - 1]) {
      this.accept(reflected);
      return;
    }
    const contraction = n > 1 ? 0.75 - 1 / (2 * n) : 0.5;
    const contracted = this.tryAt(reflected < worst ? contraction : -contraction);
    if (contracted < Math.min(reflected, worst)) {
      this.accept(contracted);
      return;
    }
    this.shrink(n > 1 ? 1 - 1 / n : 0.5);
  }

  /** Evaluates centroid + factor · (centroid − worst corner). */
  private tryAt(factor: number): number {
    const worst = this.corners[this.dimension];
    for (let j = 0; j < this.dimension; j++) this.trial[j] = this.centroid[j] + factor * (this.centroid[j] - worst[j]);
    return this.evaluate(this.trial);
  }

  private swapTrial(): void {
    [this.trial, this.spare] = [this.spare, this.trial];
  }

  private accept(value: number): void {
    const n = this.dimension;
    const freed = this.corners[n];
    this.corners[n] = this.trial;
    this.trial = freed;
    this.values[n] = value;
    this.sink(n);
  }

  private shrink(factor: number): void {
    const best = this.corners[0];
    for (let i = 1; i < this.corners.length; i++) {
      for (let j = 0; j < this.dimension; j++) this.corners[i][j] = best[j] + factor * (this.corners[i][j] - best[j]);
      this.values[i] = this.evaluate(this.corners[i]);
    }
    for (let i = 1; i < this.corners.length; i++) this.sink(i);
  }

  /** Moves corner i to its place among the better ones before it; ties keep the older first. */
  private sink(i: number): void {
    for (let k = i; k > 0 && this.values[k] < this.values[k - 1]; k--) {
      [this.values[k], this.values[k - 1]] = [this.values[k - 1], this.values[k]];
      [this.corners[k], this.corners[k - 1]] = [this.corners[k - 1], this.corners[k]];
    }
  }

  private evaluate(position: Float64Array): number {
    this.evaluations++;
    const value = this.objective(position);
    return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value;
  }
}
