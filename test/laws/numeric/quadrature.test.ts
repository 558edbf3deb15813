import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  gaussHermite,
  gaussLaguerre,
  gaussLegendre,
  integrate,
  standardNormalRule,
  tensorRule,
} from "../../../src/numeric/quadrature/index.js";

const sizes = fc.integer({ min: 1, max: 60 });
const coefficients = (degree: number) =>
  fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 1, maxLength: degree + 1 });

/** Σ wᵢ Σ_k c_k x^k and Σ wᵢ Σ_k |c_k x^k|: the estimate, and the size of what it added. */
function apply(nodes: Float64Array, weights: Float64Array, polynomial: readonly number[]): { sum: number; size: number } {
  let sum = 0;
  let size = 0;
  nodes.forEach((x, i) => {
    let power = weights[i];
    for (const c of polynomial) {
      sum += c * power;
      size += Math.abs(c * power);
      power *= x;
    }
  });
  return { sum, size };
}

describe("Gaussian rules", () => {
  const families = [
    {
      name: "Legendre",
      rule: (n: number) => gaussLegendre(n),
      moment: (k: number) => (k % 2 === 0 ? 2 / (k + 1) : 0),
      largest: 60,
    },
    { name: "Hermite", rule: gaussHermite, moment: (k: number) => hermiteMoment(k) * Math.sqrt(Math.PI), largest: 40 },
    { name: "standard normal", rule: standardNormalRule, moment: (k: number) => hermiteMoment(k) * 2 ** (k / 2), largest: 40 },
    { name: "Laguerre", rule: gaussLaguerre, moment: (k: number) => factorial(k), largest: 40 },
  ];
  /** E X^k under density e^(−x²)/√π: (k − 1)!! / 2^(k/2). */
  function hermiteMoment(k: number): number {
    if (k % 2 === 1) return 0;
    let moment = 1;
    for (let j = k - 1; j > 0; j -= 2) moment *= j / 2;
    return moment;
  }
  function factorial(k: number): number {
    return k <= 1 ? 1 : k * factorial(k - 1);
  }

  for (const { name, rule, moment, largest } of families) {
    it(`of ${name} integrate every polynomial of degree 2n − 1 exactly, to rounding`, () => {
      const problem = fc.integer({ min: 1, max: largest }).chain((n) => fc.tuple(fc.constant(n), coefficients(2 * n - 1)));
      fc.assert(
        fc.property(problem, ([n, polynomial]) => {
          const { nodes, weights } = rule(n);
          const { sum, size } = apply(nodes, weights, polynomial);
          const exact = polynomial.reduce((total, c, k) => total + c * moment(k), 0);
          // Node k-th powers magnify rounding k times; 4n·ε of what was added covers degree 2n − 1.
          expect(Math.abs(sum - exact)).toBeLessThanOrEqual((4 * n + 16) * Number.EPSILON * (size + Math.abs(exact)) + 1e-300);
        }),
      );
    });

    it(`of ${name} have increasing nodes and positive weights`, () => {
      fc.assert(
        fc.property(sizes, (n) => {
          const { nodes, weights } = rule(n);
          expect(nodes.length).toBe(n);
          for (let i = 1; i < n; i++) expect(nodes[i]).toBeGreaterThan(nodes[i - 1]);
          expect(weights.every((w) => w > 0)).toBe(true);
        }),
        { numRuns: 60 },
      );
    });
  }

  it("fail for degree 2n, by the known amount for Legendre", () => {
    for (const n of [1, 2, 3, 5]) {
      const { nodes, weights } = gaussLegendre(n);
      const sum = nodes.reduce((total, x, i) => total + weights[i] * x ** (2 * n), 0);
      // The monic error is 2^(2n+1) (n!)^4 / ((2n+1) ((2n)!)²).
      const deficit = (2 ** (2 * n + 1) * factorial(n) ** 4) / ((2 * n + 1) * factorial(2 * n) ** 2);
      expect(Math.abs(2 / (2 * n + 1) - sum - deficit)).toBeLessThanOrEqual(1e-15);
    }
  });

  it("make product rules that integrate products of polynomials exactly", () => {
    fc.assert(
      fc.property(coefficients(5), coefficients(3), (p, q) => {
        const { points, weights, dimension } = tensorRule([gaussLegendre(3, 0, 1), standardNormalRule(2)]);
        expect(dimension).toBe(2);
        const at = (c: readonly number[], x: number) => c.reduceRight((value, ck) => value * x + ck, 0);
        let sum = 0;
        for (let row = 0; row < weights.length; row++) sum += weights[row] * at(p, points[2 * row]) * at(q, points[2 * row + 1]);
        const first = p.reduce((total, c, k) => total + c / (k + 1), 0);
        const second = (q[0] ?? 0) + (q[2] ?? 0);
        expect(Math.abs(sum - first * second)).toBeLessThanOrEqual(1e-12);
      }),
    );
  });
});

describe("integrate", () => {
  const bounds = fc.tuple(fc.double({ min: -5, max: 5, noNaN: true }), fc.double({ min: -5, max: 5, noNaN: true }));

  it("is exact to rounding for polynomials of degree 31 after one application of its rule", () => {
    fc.assert(
      fc.property(coefficients(31), (polynomial) => {
        const f = (x: number) => polynomial.reduceRight((value, c) => value * x + c, 0);
        const { value, evaluations } = integrate(f, -1, 1, { maxSubdivisions: 0 });
        const exact = polynomial.reduce((total, c, k) => total + (k % 2 === 0 ? (2 * c) / (k + 1) : 0), 0);
        expect(evaluations).toBe(21);
        expect(Math.abs(value - exact)).toBeLessThanOrEqual(1e-13);
      }),
    );
  });

  it("changes sign with the direction, adds over adjacent intervals, and honors breakpoints", () => {
    fc.assert(
      fc.property(bounds, fc.double({ min: 0.01, max: 0.99, noNaN: true }), ([a, b], share) => {
        fc.pre(a !== b);
        const f = (x: number) => 1 / (1 + x * x) + Math.abs(x);
        const middle = a + share * (b - a);
        fc.pre(middle > Math.min(a, b) && middle < Math.max(a, b));
        const whole = integrate(f, a, b);
        expect(integrate(f, b, a).value).toBe(whole.value === 0 ? 0 : -whole.value);
        const parts = integrate(f, a, middle).value + integrate(f, middle, b).value;
        const split = integrate(f, a, b, { breakpoints: [middle] });
        const tolerance = 4e-10 * (Math.abs(whole.value) + Number.MIN_VALUE);
        expect(Math.abs(parts - whole.value)).toBeLessThanOrEqual(tolerance);
        expect(Math.abs(split.value - whole.value)).toBeLessThanOrEqual(tolerance);
      }),
    );
  });
});
