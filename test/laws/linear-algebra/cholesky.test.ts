import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  choleskyDowndateInto,
  choleskyInto,
  choleskyInverseInto,
  choleskyLogDeterminant,
  choleskyUpdateInto,
  inverseQuadraticForm,
  ldlInto,
  quadraticForm,
  solveCholeskyInto,
  solveCholeskyMatrixInto,
  solveLdlInto,
  solveSymmetricInto,
  symmetricFactorInto,
} from "../../../src/linear-algebra/index.js";
import { difference, fixedNumbers, largest, lowerOf, numbers, positiveDefinite, product, sized, transpose } from "./matrices.js";

const eps = Number.EPSILON;
const definite = sized().chain((n) => fc.record({ n: fc.constant(n), a: positiveDefinite(n), b: numbers(n), v: numbers(n) }));

/** The textbook algorithm, entry by entry. */
function plainCholesky(a: Float64Array, n: number): Float64Array {
  const l = lowerOf(a, n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = l[i * n + j];
      for (let k = 0; k < j; k++) sum -= l[i * n + k] * l[j * n + k];
      l[i * n + j] = i === j ? Math.sqrt(sum) : sum / l[j * n + j];
    }
  return l;
}
const factorOf = (a: Float64Array, n: number): Float64Array => {
  const factor = new Float64Array(n * n);
  expect(choleskyInto(factor, a, n)).toBe(-1);
  return factor;
};

describe("the Cholesky factor", () => {
  it("multiplies back to the matrix", () => {
    fc.assert(
      fc.property(definite, ({ n, a }) => {
        const l = factorOf(a, n);
        expect(difference(product(l, transpose(l, n, n), n, n, n), a)).toBeLessThanOrEqual(2 * n * eps * largest(a));
      }),
    );
  });

  it("has the bits of the textbook algorithm for every size, tiled and in panels", () => {
    for (const n of [1, 2, 3, 7, 8, 9, 10, 13, 16, 31, 64, 65, 130, 639, 640, 705]) {
      const noise = fixedNumbers(n * n, n);
      const a = noise.map((_, at) => {
        const [i, j] = [Math.floor(at / n), at % n];
        return i === j ? n : noise[Math.max(i, j) * n + Math.min(i, j)];
      });
      expect(difference(factorOf(a, n), plainCholesky(a, n)), `n = ${n}`).toBe(0);
      // In place, with the upper triangle left alone.
      const inPlace = a.slice();
      choleskyInto(inPlace, inPlace, n);
      expect(difference(lowerOf(inPlace, n), plainCholesky(a, n))).toBe(0);
      if (n > 1) expect(inPlace[1]).toBe(a[1]);
    }
  });

  it("reports the pivot at which a matrix stops being positive definite", () => {
    for (const n of [3, 8, 12, 41, 700]) {
      for (const bad of [0, 1, n >> 1, n - 1]) {
        const a = new Float64Array(n * n);
        for (let i = 0; i < n; i++) a[i * (n + 1)] = i === bad ? -1 : 4;
        expect(choleskyInto(a, a, n)).toBe(bad);
        const b = new Float64Array(n * n);
        for (let i = 0; i < n; i++) b[i * (n + 1)] = i === bad ? Number.NaN : 4;
        expect(choleskyInto(b, b, n)).toBe(bad);
      }
    }
  });

  it("solves, inverts and weighs with small residuals", () => {
    fc.assert(
      fc.property(definite, ({ n, a, b }) => {
        const l = factorOf(a, n);
        const x = new Float64Array(n);
        solveCholeskyInto(x, l, b, n);
        const scale = largest(a) * largest(x) + largest(b);
        expect(difference(product(a, x, n, n, 1), b)).toBeLessThanOrEqual(8 * n * n * eps * scale);
        const inverse = new Float64Array(n * n);
        choleskyInverseInto(inverse, l, n);
        const identity = product(a, inverse, n, n, n);
        for (let i = 0; i < n; i++) identity[i * (n + 1)] -= 1;
        expect(largest(identity)).toBeLessThanOrEqual(8 * n * n * eps * largest(a) * largest(inverse));
        expect(difference(inverse, transpose(inverse, n, n))).toBe(0);
        const form = inverseQuadraticForm(l, b, n, new Float64Array(n));
        const expected = quadraticForm(inverse, b, n);
        expect(Math.abs(form - expected)).toBeLessThanOrEqual(
          8 * n * n * eps * largest(a) * largest(inverse) * (form + 1e-300) + 1e-13 * form,
        );
      }),
    );
  });

  it("solves for many right-hand sides as for one", () => {
    fc.assert(
      fc.property(definite, ({ n, a, b, v }) => {
        const l = factorOf(a, n);
        const both = new Float64Array(2 * n);
        for (let i = 0; i < n; i++) both.set([b[i], v[i]], 2 * i);
        solveCholeskyMatrixInto(both, l, both, n, 2);
        const [x, y] = [b.slice(), v.slice()];
        solveCholeskyInto(x, l, x, n);
        solveCholeskyInto(y, l, y, n);
        for (let i = 0; i < n; i++) expect([both[2 * i], both[2 * i + 1]]).toEqual([x[i], y[i]]);
      }),
    );
  });

  it("follows rank-one updates, and downdates undo them", () => {
    fc.assert(
      fc.property(definite, ({ n, a, v }) => {
        const l = factorOf(a, n);
        const updated = l.slice();
        choleskyUpdateInto(updated, v, n, new Float64Array(n));
        const target = a.map((value, at) => value + v[Math.floor(at / n)] * v[at % n]);
        const squared = product(updated, transpose(updated, n, n), n, n, n);
        expect(difference(squared, target)).toBeLessThanOrEqual(8 * n * eps * largest(target));
        expect(choleskyDowndateInto(updated, v, n, new Float64Array(3 * n))).toBe(true);
        const restored = product(updated, transpose(updated, n, n), n, n, n);
        expect(difference(restored, a)).toBeLessThanOrEqual(16 * n * eps * largest(target));
      }),
    );
  });

  it("refuses downdates that leave nothing positive, untouched", () => {
    fc.assert(
      fc.property(definite, ({ n, a, v }) => {
        const l = factorOf(a, n);
        const before = l.slice();
        // v scaled to vᵀ A⁻¹ v = 1.21 makes A − v vᵀ indefinite.
        const length = Math.sqrt(inverseQuadraticForm(l, v, n, new Float64Array(n)));
        fc.pre(length > 1e-6);
        const tooLong = v.map((x) => (1.1 * x) / length);
        expect(choleskyDowndateInto(l, tooLong, n, new Float64Array(3 * n))).toBe(false);
        expect([...l]).toEqual([...before]);
      }),
    );
  });

  it("has the log determinant of products and powers", () => {
    fc.assert(
      fc.property(definite, fc.double({ min: 0.1, max: 10, noNaN: true }), ({ n, a }, factor) => {
        const plain = choleskyLogDeterminant(factorOf(a, n), n);
        const scaled = choleskyLogDeterminant(
          factorOf(
            a.map((value) => factor * value),
            n,
          ),
          n,
        );
        expect(Math.abs(scaled - plain - n * Math.log(factor))).toBeLessThanOrEqual(1e-12 * (1 + Math.abs(plain)));
      }),
    );
  });
});

describe("symmetric factorizations", () => {
  const indefinite = sized().chain((n) =>
    fc.record({
      n: fc.constant(n),
      b: numbers(n),
      a: numbers(n * n).map((m) =>
        m.map((_, at) => m[Math.max(Math.floor(at / n), at % n) * n + Math.min(Math.floor(at / n), at % n)]),
      ),
    }),
  );

  it("L D Lᵀ solves definite systems as Cholesky does", () => {
    fc.assert(
      fc.property(definite, ({ n, a, b }) => {
        const factor = new Float64Array(n * n);
        expect(ldlInto(factor, a, n)).toBe(-1);
        const x = new Float64Array(n);
        solveLdlInto(x, factor, b, n);
        expect(difference(product(a, x, n, n, 1), b)).toBeLessThanOrEqual(
          8 * n * n * eps * (largest(a) * largest(x) + largest(b)),
        );
        const inPlace = a.slice();
        ldlInto(inPlace, inPlace, n);
        expect(difference(lowerOf(inPlace, n), lowerOf(factor, n))).toBe(0);
      }),
    );
  });

  it("pivoting solves indefinite systems with residuals at rounding", () => {
    fc.assert(
      fc.property(indefinite, ({ n, a, b }) => {
        const factor = new Float64Array(n * n);
        const pivots = new Int32Array(n);
        fc.pre(symmetricFactorInto(factor, pivots, a, n) === -1);
        const x = new Float64Array(n);
        solveSymmetricInto(x, factor, pivots, b, n);
        fc.pre(largest(x) < 1e12);
        // Backward stable up to the growth of the factors, bounded generously for n ≤ 12.
        expect(difference(product(a, x, n, n, 1), b)).toBeLessThanOrEqual(200 * n * eps * (largest(a) * largest(x) + largest(b)));
      }),
      { numRuns: 500 },
    );
  });

  it("pivoting solves systems whose diagonal is zero", () => {
    // [[0, 1], [1, 0]] and a saddle-point matrix need 2 × 2 pivots.
    const pivots = new Int32Array(5);
    const swapper = Float64Array.of(0, 1, 1, 0);
    expect(symmetricFactorInto(swapper, pivots, swapper, 2)).toBe(-1);
    const x = Float64Array.of(3, 7);
    solveSymmetricInto(x, swapper, pivots, x, 2);
    expect([...x]).toEqual([7, 3]);
    const saddle = Float64Array.of(2, 0, 0, 1, 1, 0, 3, 0, 1, -1, 0, 0, 4, 0, 2, 1, 1, 0, 0, 0, 1, -1, 2, 0, 0);
    const factor = new Float64Array(25);
    expect(symmetricFactorInto(factor, pivots, saddle, 5)).toBe(-1);
    const truth = Float64Array.of(1, -2, 3, -4, 5);
    const y = product(saddle, truth, 5, 5, 1);
    solveSymmetricInto(y, factor, pivots, y, 5);
    expect(difference(y, truth)).toBeLessThanOrEqual(1e-14);
  });

  it("pivoting reports singular matrices", () => {
    const pivots = new Int32Array(3);
    expect(symmetricFactorInto(new Float64Array(9), pivots, new Float64Array(9), 3)).toBe(0);
    expect(symmetricFactorInto(new Float64Array(9), pivots, Float64Array.of(1, 1, 1, 1, 1, 1, 1, 1, 1), 3)).toBe(1);
    expect(ldlInto(new Float64Array(4), Float64Array.of(0, 1, 1, 0), 2)).toBe(0);
  });
});
