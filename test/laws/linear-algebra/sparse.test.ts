import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  choleskyInto,
  choleskyLogDeterminant,
  minimumDegreeOrder,
  SparseCholesky,
  type SparseSymmetric,
  solveCholeskyInto,
  sparseSymmetric,
  sparseSymmetricVectorInto,
} from "../../../src/linear-algebra/index.js";
import { difference, largest, product } from "./matrices.js";

interface Problem {
  readonly n: number;
  readonly dense: Float64Array;
  readonly sparse: SparseSymmetric;
  readonly b: Float64Array;
}

/** A random pattern with a dominant diagonal, its entries given in either triangle and partly twice. */
const problem: fc.Arbitrary<Problem> = fc.integer({ min: 1, max: 25 }).chain((n) => {
  const index = fc.integer({ min: 0, max: n - 1 });
  const entry = fc.tuple(index, index, fc.integer({ min: -8, max: 8 }));
  return fc
    .tuple(fc.array(entry, { maxLength: 3 * n }), fc.array(fc.integer({ min: -9, max: 9 }), { minLength: n, maxLength: n }))
    .map(([entries, b]) => {
      const dense = new Float64Array(n * n);
      for (const [i, j, value] of entries) {
        dense[i * n + j] += value / 4;
        if (i !== j) dense[j * n + i] += value / 4;
      }
      const all = entries.map(([i, j, value]) => [i, j, value / 4]);
      for (let i = 0; i < n; i++) {
        let sum = 1;
        for (let j = 0; j < n; j++) sum += Math.abs(dense[i * n + j]);
        all.push([i, i, sum]);
        dense[i * (n + 1)] += sum;
      }
      const [rows, columns, values] = [0, 1, 2].map((k) => all.map((item) => item[k]));
      return { n, dense, sparse: sparseSymmetric(n, { rows, columns, values }), b: Float64Array.from(b) };
    });
});

describe("the sparse Cholesky factorization", () => {
  it("solves and has the determinant of the dense one", () => {
    fc.assert(
      fc.property(problem, ({ n, dense, sparse, b }) => {
        const factor = new SparseCholesky(sparse);
        expect(factor.factor(sparse.values)).toBe(-1);
        const x = new Float64Array(n);
        factor.solveInto(x, b);
        expect(difference(product(dense, x, n, n, 1), b)).toBeLessThanOrEqual(1e-13 * (largest(dense) * largest(x) + largest(b)));
        const full = new Float64Array(n * n);
        choleskyInto(full, dense, n);
        expect(Math.abs(factor.logDeterminant() - choleskyLogDeterminant(full, n))).toBeLessThanOrEqual(1e-12 * (1 + n));
        const y = b.slice();
        solveCholeskyInto(y, full, y, n);
        expect(difference(x, y)).toBeLessThanOrEqual(1e-12 * (1 + largest(y)));
      }),
    );
  });

  it("gives the same bits when the numbers are factored again, and follows new numbers", () => {
    fc.assert(
      fc.property(problem, ({ n, sparse, b }) => {
        const factor = new SparseCholesky(sparse);
        const first = new Float64Array(n);
        const second = new Float64Array(n);
        factor.factor(sparse.values);
        factor.solveInto(first, b);
        factor.factor(sparse.values.map((value) => 2 * value));
        factor.solveInto(second, b);
        expect([...second].map((value) => 2 * value)).toEqual([...first]);
        factor.factor(sparse.values);
        factor.solveInto(second, b);
        expect([...second]).toEqual([...first]);
      }),
    );
  });

  it("reports the row whose pivot fails, and recovers", () => {
    fc.assert(
      fc.property(problem, fc.nat(), ({ n, sparse, b }, pick) => {
        const bad = pick % n;
        const values = sparse.values.slice();
        values[sparse.columnStarts[bad]] = -1e6;
        const factor = new SparseCholesky(sparse);
        expect(sparse.rows[sparse.columnStarts[bad]]).toBe(bad);
        const failed = factor.factor(values);
        expect(failed).toBeGreaterThanOrEqual(0);
        const x = new Float64Array(n);
        const clean = new Float64Array(n);
        factor.factor(sparse.values);
        factor.solveInto(x, b);
        const fresh = new SparseCholesky(sparse);
        fresh.factor(sparse.values);
        fresh.solveInto(clean, b);
        expect([...x]).toEqual([...clean]);
      }),
    );
  });

  it("multiplies vectors as the dense matrix does", () => {
    fc.assert(
      fc.property(problem, ({ n, dense, sparse, b }) => {
        const out = new Float64Array(n).fill(Number.NaN);
        sparseSymmetricVectorInto(out, sparse, b);
        // Quarters of whole numbers add up exactly.
        expect([...out].map((v) => v + 0)).toEqual([...product(dense, b, n, n, 1)].map((v) => v + 0));
      }),
    );
  });
});

describe("the minimum degree order", () => {
  it("is a permutation, and a function of the pattern", () => {
    fc.assert(
      fc.property(problem, ({ n, sparse }) => {
        const order = minimumDegreeOrder(sparse);
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
        expect([...minimumDegreeOrder({ ...sparse, values: sparse.values.map(() => 0) })]).toEqual([...order]);
      }),
    );
  });

  it("makes no fill in trees", () => {
    const tree = fc.array(fc.nat(), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(tree, (choices) => {
        const n = choices.length + 1;
        const rows = [...choices.keys()].map((k) => k + 1);
        const columns = choices.map((choice, k) => choice % (k + 1));
        const all = Array.from({ length: n }, (_, i) => i);
        const pattern = sparseSymmetric(n, {
          rows: [...rows, ...all],
          columns: [...columns, ...all],
          values: new Float64Array(2 * n - 1),
        });
        expect(new SparseCholesky(pattern).fill).toBe(n - 1);
      }),
    );
  });
});
