import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundedLbfgsMinimum, brentMinimum, lbfgsMinimum, newtonMinimum } from "../../../src/numeric/optimizers/index.js";

const number = fc.double({ min: -3, max: 3, noNaN: true });
/** ½ xᵀ(BᵀB + I)x − bᵀx with a start, in 1 to 6 variables. */
const quadratic = fc.integer({ min: 1, max: 6 }).chain((n) =>
  fc.record({
    n: fc.constant(n),
    root: fc.array(number, { minLength: n * n, maxLength: n * n }),
    linear: fc.array(number, { minLength: n, maxLength: n }),
    start: fc.array(number, { minLength: n, maxLength: n }),
    lower: fc.array(fc.double({ min: -1, max: 0, noNaN: true }), { minLength: n, maxLength: n }),
    upper: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: n, maxLength: n }),
  }),
);

function matrixOf(n: number, root: readonly number[]): Float64Array {
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      a[i * n + j] = i === j ? 1 : 0;
      for (let k = 0; k < n; k++) a[i * n + j] += root[k * n + i] * root[k * n + j];
    }
  return a;
}

function quadraticInto(gradient: Float64Array, a: Float64Array, linear: readonly number[], x: Float64Array): number {
  let value = 0;
  for (let i = 0; i < x.length; i++) {
    let ax = 0;
    for (let j = 0; j < x.length; j++) ax += a[i * x.length + j] * x[j];
    gradient[i] = ax - linear[i];
    value += x[i] * (ax / 2 - linear[i]);
  }
  return value;
}

describe("optimizers of smooth functions", () => {
  it("solve positive definite systems when given quadratics", () => {
    fc.assert(
      fc.property(quadratic, ({ n, root, linear, start }) => {
        const a = matrixOf(n, root);
        const byNewton = newtonMinimum((gradient, hessian, x) => {
          hessian.set(a);
          return quadraticInto(gradient, a, linear, x);
        }, start);
        const byLbfgs = lbfgsMinimum((gradient, x) => quadraticInto(gradient, a, linear, x), start);
        for (const { minimizer, converged, reason } of [byNewton, byLbfgs]) {
          expect(converged, reason).toBe(true);
          // The smallest eigenvalue is at least 1, so the gradient bounds the distance.
          const residual = new Float64Array(n);
          quadraticInto(residual, a, linear, minimizer);
          expect(Math.max(...residual.map(Math.abs))).toBeLessThanOrEqual(1e-8);
        }
        expect(Math.abs(byNewton.minimum - byLbfgs.minimum)).toBeLessThanOrEqual(1e-12 * (1 + Math.abs(byNewton.minimum)));
      }),
    );
  });

  it("satisfy the optimality conditions between bounds", () => {
    fc.assert(
      fc.property(quadratic, ({ n, root, linear, start, lower, upper }) => {
        const a = matrixOf(n, root);
        const found = boundedLbfgsMinimum((gradient, x) => quadraticInto(gradient, a, linear, x), start, { lower, upper });
        expect(found.converged, found.reason).toBe(true);
        const gradient = new Float64Array(n);
        quadraticInto(gradient, a, linear, found.minimizer);
        gradient.forEach((g, i) => {
          const x = found.minimizer[i];
          expect(x >= lower[i] && x <= upper[i]).toBe(true);
          if (x - lower[i] > 1e-7) expect(g).toBeLessThanOrEqual(1e-7);
          if (upper[i] - x > 1e-7) expect(g).toBeGreaterThanOrEqual(-1e-7);
        });
      }),
    );
  });
});

describe("brentMinimum", () => {
  it("finds the minimum of unimodal functions to the square root of rounding", () => {
    const problem = fc.tuple(
      fc.double({ min: -50, max: 50, noNaN: true }),
      fc.double({ min: 0.1, max: 100, noNaN: true }),
      fc.double({ min: 0.1, max: 100, noNaN: true }),
    );
    fc.assert(
      fc.property(problem, ([center, left, right]) => {
        const f = (x: number) => (x - center) ** 2 * (1 + Math.abs(x - center));
        const { minimizer, converged, evaluations } = brentMinimum(f, center - left, center + right);
        expect(converged).toBe(true);
        expect(evaluations).toBeLessThanOrEqual(100);
        expect(Math.abs(minimizer - center)).toBeLessThanOrEqual(3e-8 * Math.abs(center) + 1e-8);
      }),
    );
  });
});
