import { describe, expect, it } from "vitest";
import { InvalidArgument } from "../../../../src/errors.js";
import {
  gaussHermite,
  gaussLaguerre,
  gaussLegendre,
  integrate,
  standardNormalRule,
  tensorRule,
  trapezoid,
} from "../../../../src/numeric/quadrature/index.js";

describe("Gaussian rules", () => {
  it("are symmetric bit for bit where the weight is", () => {
    for (const { nodes, weights } of [gaussLegendre(12), gaussLegendre(31), gaussHermite(25), standardNormalRule(8)]) {
      const n = nodes.length;
      for (let i = 0; i < n; i++) {
        expect(nodes[i] + nodes[n - 1 - i]).toBe(0);
        expect(weights[i]).toBe(weights[n - 1 - i]);
      }
    }
  });

  it("cannot be spoiled for others by a caller who changes the arrays", () => {
    const first = gaussLegendre(5);
    first.nodes.fill(9);
    first.weights.fill(9);
    expect(gaussLegendre(5).nodes[2]).toBe(0);
    expect(gaussLegendre(5).weights[2]).toBeCloseTo(128 / 225, 15);
  });

  it("move to another interval", () => {
    const { nodes, weights } = gaussLegendre(2, 0, 10);
    expect(nodes[0] + nodes[1]).toBeCloseTo(10, 14);
    expect(weights[0] + weights[1]).toBeCloseTo(10, 14);
  });

  it("stay finite and ordered for many points, where outer weights underflow", () => {
    for (const { nodes, weights } of [gaussHermite(500), gaussLaguerre(300)]) {
      for (let i = 1; i < nodes.length; i++) expect(nodes[i]).toBeGreaterThan(nodes[i - 1]);
      expect(weights.every((w) => w >= 0 && Number.isFinite(w))).toBe(true);
    }
    expect(gaussHermite(500).weights.reduce((a, b) => a + b) / Math.sqrt(Math.PI)).toBeCloseTo(1, 13);
    expect(gaussLaguerre(300).weights.reduce((a, b) => a + b)).toBeCloseTo(1, 13);
  });

  it("refuse sizes that are not sensible", () => {
    expect(() => gaussLegendre(0)).toThrow("gaussLegendre: n must be an integer in [1, 2000], got 0");
    expect(() => gaussHermite(2.5)).toThrow(InvalidArgument);
    expect(() => gaussLaguerre(1e9)).toThrow(InvalidArgument);
    expect(() => gaussLegendre(3, 0, Infinity)).toThrow("gaussLegendre: upper must be finite, got Infinity");
    expect(() => tensorRule([])).toThrow(InvalidArgument);
  });
});

describe("integrate", () => {
  it("gives zero for an empty interval without evaluating", () => {
    const never = (): number => {
      throw new Error("evaluated");
    };
    expect(integrate(never, 2, 2)).toEqual({ value: 0, error: 0, evaluations: 0, converged: true });
  });

  it("counts its evaluations", () => {
    let calls = 0;
    const f = (x: number) => {
      calls++;
      return Math.abs(x - 0.1);
    };
    const { evaluations } = integrate(f, 0, 1);
    expect(evaluations).toBe(calls);
    expect(evaluations).toBeGreaterThan(21);
  });

  it("says where the function is not finite", () => {
    const found = integrate((x) => (x > 0.4 && x < 0.6 ? Number.NaN : 1), 0, 1);
    expect(found).toMatchObject({ converged: false, reason: "f is not finite at 0.5" });
  });

  it("does not claim divergent integrals", () => {
    for (const [lower, upper, f] of [
      [0, 1, (x: number) => 1 / x],
      [0, Number.POSITIVE_INFINITY, (x: number) => 1 / (1 + x)],
      [-1, 1, (x: number) => 1 / (x * x)],
    ] as const) {
      const found = integrate(f, lower, upper);
      expect(found.converged).toBe(false);
      expect(found.reason).toBeDefined();
    }
  });

  it("reports when the subdivisions run out", () => {
    const found = integrate((x) => (x < 1 / 3 ? 0 : 1), 0, 1, { maxSubdivisions: 4 });
    expect(found).toMatchObject({ converged: false, reason: "the tolerance was not reached in 4 subdivisions" });
    expect(Math.abs(found.value - 2 / 3)).toBeLessThanOrEqual(found.error);
  });

  it("finds a narrow peak when told where it is", () => {
    const peak = (x: number) => 1 / (1 + ((x - 7000) / 1e-3) ** 2);
    const { value, converged } = integrate(peak, 0, 10_000, { breakpoints: [7000] });
    expect(converged).toBe(true);
    expect(value / (Math.PI * 1e-3)).toBeCloseTo(1, 6);
  });

  it("accepts a zero integral of an odd function by its rounding error", () => {
    const found = integrate((x) => x ** 3, -2, 2);
    expect(found.converged).toBe(true);
    expect(Math.abs(found.value)).toBeLessThanOrEqual(1e-14);
  });

  it("nests", () => {
    const inner = (x: number) => integrate((y) => 1 / (1 + x * y), 0, 1).value;
    // ∫∫ 1/(1+xy) = π²/12.
    expect(integrate(inner, 0, 1).value).toBeCloseTo(Math.PI ** 2 / 12, 13);
  });

  it("refuses bounds, options and breakpoints without sense", () => {
    const f = (x: number) => x;
    expect(() => integrate(f, Number.NaN, 1)).toThrow("integrate: lower must be a number, got NaN");
    expect(() => integrate(f, 0, 1, { relativeTolerance: -1 })).toThrow("options.relativeTolerance must be non-negative");
    expect(() => integrate(f, 0, 1, { breakpoints: [0.5, 1] })).toThrow(
      "integrate: options.breakpoints[1] must be inside (0, 1), got 1",
    );
  });
});

describe("trapezoid", () => {
  it("is exact for piecewise linear curves", () => {
    expect(trapezoid([0, 1, 3], [0, 2, 0])).toBe(3);
    expect(trapezoid([5], [1])).toBe(0);
    expect(() => trapezoid([1, 2], [1])).toThrow(InvalidArgument);
  });
});
