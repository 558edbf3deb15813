import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logDeterminantOperator } from "../../../../src/density/operators/log-determinant.js";
import { lowerMatrixVectorOperator } from "../../../../src/density/operators/lower-matrix-vector.js";
import { triangularSolveOperator } from "../../../../src/density/operators/triangular-solve.js";
import { lowerTriangle, numbers } from "./inputs.js";
import { backwardWithoutAdjoints, expectGradient, outputsOf } from "./operator-calls.js";

const cases = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 3 })).chain(([n, rows]) =>
  fc.record({
    n: fc.constant(n),
    rows: fc.constant(rows),
    factor: lowerTriangle(n),
    vectors: numbers(n * rows),
    weights: numbers(n * rows),
  }),
);
interface Case {
  readonly n: number;
  readonly rows: number;
  readonly factor: Float64Array;
  readonly vectors: Float64Array;
  readonly weights: Float64Array;
}
const product = ({ factor, vectors }: Pick<Case, "factor" | "vectors">) => ({
  operator: lowerMatrixVectorOperator,
  inputs: [factor, vectors],
  outputs: [vectors.length],
  work: [],
  settings: null,
});
const solution = ({ n, factor, vectors }: Case) => ({
  operator: triangularSolveOperator,
  inputs: [factor, vectors],
  outputs: [vectors.length],
  work: [n],
  settings: null,
});

describe("the steps lower-matrix-vector and triangular-solve", () => {
  it("undo each other, row by row", () => {
    fc.assert(
      fc.property(cases, (one) => {
        const [x] = outputsOf(solution(one));
        const [b] = outputsOf(product({ factor: one.factor, vectors: x }));
        const size = x.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
        for (const [i, value] of one.vectors.entries())
          expect(Math.abs(b[i] - value)).toBeLessThanOrEqual(1e-14 * one.n * size * 2.5);
      }),
    );
  });

  it("multiply with the lower triangle only", () => {
    const [y] = outputsOf(product({ factor: Float64Array.of(2, 99, 3, 4), vectors: Float64Array.of(1, 10, -1, 1) }));
    expect(y).toEqual(Float64Array.of(2, 43, -2, 1));
  });

  it("have the adjoints that differences give", () => {
    fc.assert(
      fc.property(cases, (one) => {
        expectGradient(product(one), [one.weights]);
        expectGradient(solution(one), [one.weights], { tolerance: 1e-5 });
        backwardWithoutAdjoints(product(one), [one.weights]);
        backwardWithoutAdjoints(solution(one), [one.weights]);
      }),
      { numRuns: 60 },
    );
  });
});

describe("the step log-determinant", () => {
  it("is twice the sum of the logarithms of the diagonal, and has the adjoint that differences give", () => {
    fc.assert(
      fc.property(cases, ({ n, factor }) => {
        const positive = factor.map(Math.abs);
        const call = { operator: logDeterminantOperator, inputs: [positive], outputs: [1], work: [], settings: null };
        let sum = 0;
        for (let i = 0; i < n; i++) sum += 2 * Math.log(positive[i * n + i]);
        expect(outputsOf(call)[0][0]).toBeCloseTo(sum, 12);
        expectGradient(call, [[0.75]]);
      }),
    );
  });
});
