import { describe, expect, it } from "vitest";
import { InvalidArgument } from "../../../../src/errors.js";
import {
  boundedLbfgsMinimum,
  brentMinimum,
  type DifferentiableObjective,
  lbfgsMinimum,
  type MinimizationLimits,
  type Minimum,
  nelderMeadMinimum,
  newtonMinimum,
  type TwiceDifferentiableObjective,
} from "../../../../src/numeric/optimizers/index.js";

/** Σ (i + 1) (xᵢ − i)², a bowl with its minimum 0 at (0, 1, 2, …). */
const bowl: TwiceDifferentiableObjective = (gradient, hessian, x) => {
  hessian.fill(0);
  return x.reduce((sum, xi, i) => {
    gradient[i] = 2 * (i + 1) * (xi - i);
    hessian[i * x.length + i] = 2 * (i + 1);
    return sum + (i + 1) * (xi - i) ** 2;
  }, 0);
};
/** Σ (xᵢ − i)⁴, which no method solves in one step. */
const flatBowl: TwiceDifferentiableObjective = (gradient, hessian, x) => {
  hessian.fill(0);
  return x.reduce((sum, xi, i) => {
    gradient[i] = 4 * (xi - i) ** 3;
    hessian[i * x.length + i] = 12 * (xi - i) ** 2;
    return sum + (xi - i) ** 4;
  }, 0);
};
const scratch = new Float64Array(16);

type Run = (objective: TwiceDifferentiableObjective, start: ArrayLike<number>, limits?: MinimizationLimits) => Minimum;
const methods: Record<string, Run> = {
  lbfgsMinimum: (f, start, limits) =>
    lbfgsMinimum((gradient, x) => f(gradient, new Float64Array(x.length ** 2), x), start, limits),
  boundedLbfgsMinimum: (f, start, limits) =>
    boundedLbfgsMinimum((gradient, x) => f(gradient, new Float64Array(x.length ** 2), x), start, limits),
  newtonMinimum: (f, start, limits) => newtonMinimum(f, start, limits),
  nelderMeadMinimum: (f, start, limits) => nelderMeadMinimum((x) => f(new Float64Array(x.length), scratch, x), start, limits),
};

for (const [name, minimize] of Object.entries(methods)) {
  describe(name, () => {
    it("finds the bottom of a bowl and leaves the start alone", () => {
      const start = Float64Array.of(5, -3, 8);
      const found = minimize(bowl, start);
      expect(found.converged).toBe(true);
      for (let i = 0; i < 3; i++) expect(found.minimizer[i]).toBeCloseTo(i, 6);
      expect([...start]).toEqual([5, -3, 8]);
      expect(found.evaluations).toBeGreaterThan(found.iterations / 2);
    });

    it("counts its evaluations", () => {
      let calls = 0;
      const counted: TwiceDifferentiableObjective = (g, h, x) => {
        calls++;
        return bowl(g, h, x);
      };
      const found = minimize(counted, [4, 4]);
      expect(found.evaluations).toBe(calls);
    });

    it("ends at its limits with the best point so far", () => {
      expect(minimize(flatBowl, [50, 50], { maxIterations: 1 })).toMatchObject({
        converged: false,
        iterations: 1,
        reason: "no convergence in 1 iterations",
      });
      const few = minimize(flatBowl, [50, 50], { maxEvaluations: 1 });
      expect(few.converged).toBe(false);
      expect(few.reason).toMatch(/^no convergence in \d evaluations$/);
      const seen: number[] = [];
      const stopped = minimize(flatBowl, [50, 50], {
        shouldStop: (iteration, minimum) => seen.push(minimum) > 0 && iteration >= 1,
      });
      expect(stopped).toMatchObject({ converged: false, reason: "stopped by the caller" });
      expect(seen[1]).toBeLessThanOrEqual(seen[0]);
    });

    it("steps back from points where the objective is infinite or not a number", () => {
      for (const outside of [Number.POSITIVE_INFINITY, Number.NaN]) {
        const found = minimize((g, h, x) => (x[0] < 0.5 ? outside : bowl(g, h, x) + 0 * x[0]), [3, 3]);
        expect(found.minimizer[0]).toBeGreaterThanOrEqual(0.5);
        expect(found.minimum).toBeLessThanOrEqual(bowl(new Float64Array(2), scratch, Float64Array.of(3, 3)));
      }
    });

    it("says that a start with an infinite objective is no start", () => {
      const found = minimize(() => Number.POSITIVE_INFINITY, [1, 2]);
      expect(found.converged).toBe(false);
      expect(found.reason).toMatch(/start/);
    });

    it("refuses a start that is empty or not finite", () => {
      expect(() => minimize(bowl, [])).toThrow(InvalidArgument);
      expect(() => minimize(bowl, [0, Number.NaN])).toThrow(`${name}: start[1] must be finite, got NaN`);
    });
  });
}

describe("gradient methods", () => {
  const unbounded: DifferentiableObjective = (gradient, x) => {
    gradient[0] = -1;
    return x[0] > 1e6 ? Number.NEGATIVE_INFINITY : -x[0];
  };
  it("notice an objective without a lower bound", () => {
    expect(lbfgsMinimum(unbounded, [0])).toMatchObject({ converged: false, reason: "the objective is unbounded below" });
    expect(newtonMinimum((g, h, x) => unbounded(g, x) + 0 * h.fill(1e-7)[0], [0])).toMatchObject({
      converged: false,
      reason: "the objective is unbounded below",
    });
  });

  it("suspect a gradient that points the wrong way", () => {
    const wrong: DifferentiableObjective = (gradient, x) => {
      gradient[0] = -2 * x[0];
      return x[0] * x[0];
    };
    expect(lbfgsMinimum(wrong, [3])).toMatchObject({
      converged: false,
      reason: "the line search finds no decrease although the gradient is not small: is it right?",
    });
    expect(boundedLbfgsMinimum(wrong, [3]).converged).toBe(false);
  });

  it("refuse options without sense", () => {
    expect(() => lbfgsMinimum(unbounded, [0], { memory: 0 })).toThrow(
      "lbfgsMinimum: options.memory must be a positive integer, got 0",
    );
    expect(() => newtonMinimum(bowl, [0], { gradientTolerance: -1 })).toThrow("options.gradientTolerance must be non-negative");
  });
});

describe("newtonMinimum", () => {
  it("solves a quadratic in one step", () => {
    expect(newtonMinimum(bowl, [7, -7, 7])).toMatchObject({ converged: true, iterations: 1 });
  });

  it("leaves a saddle point's neighborhood although the Hessian is indefinite there", () => {
    // x⁴/4 − x²/2 + y²/2 has minima −1/4 at (±1, 0) and a saddle at 0.
    const found = newtonMinimum(
      (g, h, [x, y]) => {
        g.set([x ** 3 - x, y]);
        h.set([3 * x * x - 1, 0, 0, 1]);
        return x ** 4 / 4 - (x * x) / 2 + (y * y) / 2;
      },
      [0.1, 2],
    );
    expect(found.converged).toBe(true);
    expect(Math.abs(found.minimizer[0])).toBeCloseTo(1, 12);
    expect(found.minimum).toBeCloseTo(-0.25, 14);
  });
});

describe("boundedLbfgsMinimum", () => {
  const objective: DifferentiableObjective = (gradient, x) => bowl(gradient, new Float64Array(x.length ** 2), x);
  it("holds variables at their bounds and frees the others", () => {
    const found = boundedLbfgsMinimum(objective, [5, 5, 5, 5], { lower: [1, 0, 0, 0], upper: [9, 9, 1.5, 9] });
    expect(found.converged).toBe(true);
    for (const [i, x] of [1, 1, 1.5, 3].entries()) expect(found.minimizer[i]).toBeCloseTo(x, 9);
    expect(found.minimizer[0]).toBe(1);
    expect(found.minimizer[2]).toBe(1.5);
  });

  it("moves the start inside and never evaluates outside", () => {
    const watched: DifferentiableObjective = (gradient, x) => {
      for (const xi of x) expect(xi >= -1 && xi <= 0.5).toBe(true);
      return objective(gradient, x);
    };
    const found = boundedLbfgsMinimum(watched, [10, -10], { lower: -1, upper: 0.5 });
    expect(found.minimizer[0]).toBeCloseTo(0, 9);
    expect(found.minimizer[1]).toBe(0.5);
  });

  it("refuses bounds that cross", () => {
    expect(() => boundedLbfgsMinimum(objective, [0, 0], { lower: [0, 2], upper: 1 })).toThrow(
      "boundedLbfgsMinimum: options.lower[1] must be at most the upper bound (1), got 2",
    );
  });
});

describe("brentMinimum", () => {
  it("finds minima inside and approaches minima at an end", () => {
    const inside = brentMinimum((x) => (x - 2) ** 2 + 3, -10, 10);
    expect(inside.converged).toBe(true);
    expect(inside.minimizer).toBeCloseTo(2, 7);
    expect(inside.minimum).toBeCloseTo(3, 14);
    expect(brentMinimum((x) => x, 1, 4).minimizer).toBeCloseTo(1, 6);
    expect(brentMinimum((x) => -x, 1, 4).minimizer).toBeCloseTo(4, 6);
  });

  it("meets kinks, infinite and missing values", () => {
    expect(brentMinimum((x) => Math.abs(x - 0.7), 0, 1).minimizer).toBeCloseTo(0.7, 7);
    expect(brentMinimum((x) => (x > 0.5 ? Number.NaN : (x - 0.25) ** 2), 0, 1).minimizer).toBeCloseTo(0.25, 7);
  });

  it("ends at its limits, and counts its evaluations", () => {
    let calls = 0;
    const f = (x: number): number => {
      calls++;
      return x * x;
    };
    expect(brentMinimum(f, -1, 3, { maxIterations: 4 })).toMatchObject({
      converged: false,
      evaluations: 5,
      reason: "no convergence in 4 iterations",
    });
    expect(calls).toBe(5);
  });

  it("refuses an empty or infinite interval", () => {
    expect(() => brentMinimum((x) => x, 1, 1)).toThrow("brentMinimum: upper must be finite and greater than lower (1), got 1");
    expect(() => brentMinimum((x) => x, Number.NEGATIVE_INFINITY, 1)).toThrow(InvalidArgument);
  });
});

describe("nelderMeadMinimum", () => {
  it("takes first steps for all variables or for each", () => {
    const f = (x: Float64Array) => (x[0] - 1) ** 2 + (x[1] - 1e4) ** 2 / 1e8;
    for (const initialStep of [0.5, [0.5, 1000]]) {
      const { minimizer } = nelderMeadMinimum(f, [0, 0], { initialStep });
      expect(minimizer[0]).toBeCloseTo(1, 6);
      expect(minimizer[1] / 1e4).toBeCloseTo(1, 6);
    }
    expect(() => nelderMeadMinimum(f, [0, 0], { initialStep: [1, 0] })).toThrow(InvalidArgument);
  });
});
