import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  determinant,
  pseudoInverse,
  singularValues,
  solveGeneral,
  symmetricEigen,
} from "../../../src/linear-algebra/decompositions/index.js";
import { choleskyInto, choleskyLogDeterminant } from "../../../src/linear-algebra/index.js";
import { difference, largest, numbers, positiveDefinite, product, sized, transpose } from "./matrices.js";

const eps = Number.EPSILON;
const diagonal = (values: Float64Array): Float64Array => {
  const n = values.length;
  return Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? values[at / (n + 1)] : 0));
};

/** Whole numbers, so that products of low rank are exact. */
const digits = (length: number) =>
  fc.array(fc.integer({ min: -9, max: 9 }), { minLength: length, maxLength: length }).map((values) => Float64Array.from(values));

describe("decompositions", () => {
  it("of symmetric matrices multiply back, with orthonormal vectors and increasing values", () => {
    fc.assert(
      fc.property(
        sized(8).chain((n) => fc.tuple(fc.constant(n), positiveDefinite(n))),
        ([n, a]) => {
          const { values, vectors } = symmetricEigen(a, n);
          for (let k = 1; k < n; k++) expect(values[k]).toBeGreaterThanOrEqual(values[k - 1]);
          const back = product(product(vectors, diagonal(values), n, n, n), transpose(vectors, n, n), n, n, n);
          expect(difference(back, a)).toBeLessThanOrEqual(64 * n * eps * largest(a));
          const identity = product(transpose(vectors, n, n), vectors, n, n, n);
          expect(difference(identity, diagonal(new Float64Array(n).fill(1)))).toBeLessThanOrEqual(64 * n * eps);
        },
      ),
    );
  });

  it("by singular values multiply back, in either shape", () => {
    fc.assert(
      fc.property(
        fc
          .tuple(sized(7), sized(7))
          .chain(([rows, columns]) => fc.tuple(fc.constant(rows), fc.constant(columns), numbers(rows * columns))),
        ([rows, columns, a]) => {
          const { left, values, right } = singularValues(a, rows, columns);
          const m = Math.min(rows, columns);
          expect(left.length).toBe(rows * m);
          expect(right.length).toBe(columns * m);
          for (let k = 1; k < m; k++) expect(values[k]).toBeLessThanOrEqual(values[k - 1]);
          const back = product(product(left, diagonal(values), rows, m, m), transpose(right, columns, m), rows, m, columns);
          expect(difference(back, a)).toBeLessThanOrEqual(64 * (rows + columns) * eps * largest(a));
        },
      ),
    );
  });

  it("by LU solve general systems, and agree with Cholesky on determinants", () => {
    fc.assert(
      fc.property(
        sized(8).chain((n) => fc.tuple(fc.constant(n), positiveDefinite(n), numbers(2 * n))),
        ([n, a, b]) => {
          const x = solveGeneral(a, b, n, 2) as Float64Array;
          expect(difference(product(a, x, n, n, 2), b)).toBeLessThanOrEqual(
            64 * n * eps * (largest(a) * largest(x) * n + largest(b)),
          );
          const factor = new Float64Array(n * n);
          choleskyInto(factor, a, n);
          expect(Math.abs(Math.log(determinant(a, n)) - choleskyLogDeterminant(factor, n))).toBeLessThanOrEqual(1e-11);
        },
      ),
    );
  });

  it("make pseudo-inverses that satisfy Penrose's conditions", () => {
    fc.assert(
      fc.property(digits(12), digits(8), (left, right) => {
        // 6 × 2 times 2 × 4: rank at most 2.
        const a = product(left, right, 6, 2, 4);
        const { values } = singularValues(a, 6, 4);
        fc.pre(values[1] > 1e-3 * values[0] && values[0] > 1e-3);
        const inverse = pseudoInverse(a, 6, 4, 1e-10);
        const again = product(product(a, inverse, 6, 4, 6), a, 6, 6, 4);
        expect(difference(again, a)).toBeLessThanOrEqual(1e-10 * largest(a));
        const projection = product(a, inverse, 6, 4, 6);
        expect(difference(projection, transpose(projection, 6, 6))).toBeLessThanOrEqual(1e-10);
      }),
    );
  });
});
