import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  applyQInto,
  applyTransposedQInto,
  crossProductInto,
  leastSquares,
  matrixProductInto,
  matrixVectorInto,
  mirrorLower,
  qrInto,
  quadraticForm,
  solveLowerInto,
  solveLowerTransposedInto,
  solveUpperInto,
  symmetricRankUpdateInto,
  transposedMatrixVectorInto,
  weightedCrossProductInto,
} from "../../../src/linear-algebra/index.js";
import { difference, fixedNumbers, largest, lowerOf, numbers, product, sized, transpose } from "./matrices.js";

const eps = Number.EPSILON;
const rectangular = fc.tuple(sized(9), sized(9), sized(9)).chain(([rows, inner, columns]) =>
  fc.record({
    rows: fc.constant(rows),
    inner: fc.constant(inner),
    columns: fc.constant(columns),
    a: numbers(rows * inner),
    b: numbers(inner * columns),
  }),
);

describe("matrix products", () => {
  it("have the bits of the triple loop", () => {
    fc.assert(
      fc.property(rectangular, ({ rows, inner, columns, a, b }) => {
        const out = new Float64Array(rows * columns).fill(Number.NaN);
        matrixProductInto(out, a, b, rows, inner, columns);
        expect(difference(out, product(a, b, rows, inner, columns))).toBe(0);
        expect(out.some(Number.isNaN)).toBe(false);
      }),
    );
    const [rows, inner, columns] = [67, 301, 130];
    const [a, b] = [fixedNumbers(rows * inner, 1), fixedNumbers(inner * columns, 2)];
    const out = new Float64Array(rows * columns);
    matrixProductInto(out, a, b, rows, inner, columns);
    expect(difference(out, product(a, b, rows, inner, columns))).toBe(0);
  });

  it("of matrix and vector agree with those of matrices", () => {
    fc.assert(
      fc.property(rectangular, ({ rows, inner, a, b }) => {
        const x = b.subarray(0, inner);
        const out = new Float64Array(rows);
        matrixVectorInto(out, a, x, rows, inner);
        expect(difference(out, product(a, x, rows, inner, 1))).toBe(0);
        const back = new Float64Array(inner);
        transposedMatrixVectorInto(back, a, out, rows, inner);
        expect(difference(back, product(transpose(a, rows, inner), out, inner, rows, 1))).toBe(0);
      }),
    );
  });

  it("of a matrix with itself are symmetric and right", () => {
    fc.assert(
      fc.property(rectangular, ({ rows, inner, a }) => {
        const weights = Float64Array.from({ length: rows }, (_, r) => 1 + (r % 3));
        const weighted = a.map((value, at) => weights[Math.floor(at / inner)] * value);
        const out = new Float64Array(inner * inner);
        const bound = 4 * rows * eps * (largest(a) * largest(weighted) * rows + 1e-300);
        crossProductInto(out, a, rows, inner);
        expect(difference(out, product(transpose(a, rows, inner), a, inner, rows, inner))).toBeLessThanOrEqual(bound);
        weightedCrossProductInto(out, a, weights, rows, inner);
        expect(difference(out, product(transpose(a, rows, inner), weighted, inner, rows, inner))).toBeLessThanOrEqual(bound);
        expect(difference(out, transpose(out, inner, inner))).toBe(0);
        const updated = new Float64Array(rows * rows).fill(1);
        symmetricRankUpdateInto(updated, a, rows, inner, -2);
        mirrorLower(updated, rows);
        const expected = product(a, transpose(a, rows, inner), rows, inner, rows).map((value) => 1 - 2 * value);
        expect(difference(updated, expected)).toBeLessThanOrEqual(8 * inner * eps * (1 + inner * largest(a) ** 2));
      }),
    );
  });

  it("make quadratic forms of the lower triangle alone", () => {
    fc.assert(
      fc.property(
        sized().chain((n) => fc.tuple(fc.constant(n), numbers(n * n), numbers(n))),
        ([n, m, x]) => {
          const symmetric = lowerOf(m, n);
          mirrorLower(symmetric, n);
          const expected = product(x, product(symmetric, x, n, n, 1), 1, n, 1)[0];
          expect(Math.abs(quadraticForm(m, x, n) - expected)).toBeLessThanOrEqual(
            4 * n * n * eps * largest(m) * largest(x) ** 2 + 1e-300,
          );
        },
      ),
    );
  });
});

describe("triangular solves", () => {
  it("reproduce the right-hand side", () => {
    fc.assert(
      fc.property(
        sized().chain((n) => fc.tuple(fc.constant(n), numbers(n * n), numbers(n))),
        ([n, m, b]) => {
          const lower = lowerOf(m, n).map((value, at) => (at % (n + 1) === 0 ? 5 + Math.abs(value) : value));
          const upper = transpose(lower, n, n);
          const x = new Float64Array(n);
          const check = (matrix: Float64Array): void => {
            expect(difference(product(matrix, x, n, n, 1), b)).toBeLessThanOrEqual(
              4 * n * n * eps * (largest(matrix) * largest(x) + largest(b)),
            );
          };
          // The other triangle must not be read.
          const dirty = lower.map((value, at) => (at % n > Math.floor(at / n) ? Number.NaN : value));
          solveLowerInto(x, dirty, b, n);
          check(lower);
          solveLowerTransposedInto(x, dirty, b, n);
          check(upper);
          solveUpperInto(x, transpose(dirty, n, n), b, n);
          check(upper);
        },
      ),
    );
  });
});

describe("the QR factorization", () => {
  const tall = fc.tuple(sized(7), fc.nat(8)).chain(([columns, more]) =>
    fc.record({
      rows: fc.constant(columns + more),
      columns: fc.constant(columns),
      a: numbers((columns + more) * columns),
      y: numbers(columns + more),
    }),
  );

  it("multiplies back, by a Q that is orthogonal", () => {
    fc.assert(
      fc.property(tall, ({ rows, columns, a, y }) => {
        const [factor, scales, order] = [new Float64Array(a.length), new Float64Array(columns), new Int32Array(columns)];
        const rank = qrInto(factor, scales, order, a, rows, columns, 0, new Float64Array(2 * columns));
        const rotated = y.slice();
        applyTransposedQInto(rotated, factor, scales, rows, columns, rank);
        const length = (v: Float64Array) => Math.sqrt(v.reduce((sum, x) => sum + x * x, 0));
        expect(Math.abs(length(rotated) - length(y))).toBeLessThanOrEqual(16 * rows * eps * length(y));
        applyQInto(rotated, factor, scales, rows, columns, rank);
        expect(difference(rotated, y)).toBeLessThanOrEqual(16 * rows * eps * largest(y));
        for (let j = 0; j < columns; j++) {
          const column = new Float64Array(rows);
          for (let i = 0; i <= Math.min(j, rank - 1); i++) column[i] = factor[i * columns + j];
          applyQInto(column, factor, scales, rows, columns, rank);
          const original = Float64Array.from({ length: rows }, (_, i) => a[i * columns + order[j]]);
          expect(difference(column, original)).toBeLessThanOrEqual(32 * rows * eps * largest(a));
        }
      }),
    );
  });

  it("gives least squares whose residuals are orthogonal to the columns", () => {
    fc.assert(
      fc.property(tall, ({ rows, columns, a, y }) => {
        const fit = leastSquares(a, y, columns);
        const normal = new Float64Array(columns);
        transposedMatrixVectorInto(normal, a, fit.residuals, rows, columns);
        const kept = [...fit.coefficients].map((value) => !Number.isNaN(value));
        expect(kept.filter(Boolean).length).toBe(fit.rank);
        for (let j = 0; j < columns; j++) {
          // A column left out is explained by the others up to 1e-7 of its length.
          const bound = kept[j] ? 64 * rows * eps : 2e-7 * Math.sqrt(rows);
          expect(Math.abs(normal[j])).toBeLessThanOrEqual(bound * rows * largest(a) * largest(y) + 1e-300);
        }
        const size = fit.residuals.reduce((sum, r) => sum + r * r, 0);
        expect(Math.abs(size - fit.residualSumOfSquares)).toBeLessThanOrEqual(
          64 * rows * eps * y.reduce((sum, v) => sum + v * v, 0),
        );
        expect(
          difference(
            y.map((v, i) => v - fit.fitted[i]),
            fit.residuals,
          ),
        ).toBeLessThanOrEqual(4 * eps * largest(y));
      }),
    );
  });

  it("leaves out later columns that repeat earlier ones", () => {
    fc.assert(
      fc.property(tall, ({ rows, columns, a, y }) => {
        fc.pre(rows > columns);
        const wide = new Float64Array(rows * (columns + 1));
        for (let i = 0; i < rows; i++) {
          for (let j = 0; j < columns; j++) wide[i * (columns + 1) + j] = a[i * columns + j];
          wide[i * (columns + 1) + columns] = 2 * a[i * columns];
        }
        const fit = leastSquares(wide, y, columns + 1);
        const plain = leastSquares(a, y, columns);
        expect(fit.rank).toBe(plain.rank);
        expect(fit.coefficients[columns]).toBeNaN();
        expect([...fit.coefficients.subarray(0, columns)]).toEqual([...plain.coefficients]);
      }),
    );
  });
});
