import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { choleskyOperator } from "../../../../src/density/operators/cholesky.js";
import { logSumExpOperator } from "../../../../src/density/operators/log-sum-exp.js";
import { matrixVectorOperator } from "../../../../src/density/operators/matrix-vector.js";
import { softmaxOperator } from "../../../../src/density/operators/softmax.js";
import { numbers, positiveDefinite } from "./inputs.js";
import { backwardWithoutAdjoints, expectBitsOfKernels, expectGradient, outputsOf } from "./operator-calls.js";

const size = fc.integer({ min: 1, max: 7 });

describe("the step matrix-vector", () => {
  const cases = fc
    .tuple(size, size)
    .chain(([rows, columns]) =>
      fc.record({ rows: fc.constant(rows), matrix: numbers(rows * columns), vector: numbers(columns), weights: numbers(rows) }),
    );
  const callOf = ({ rows, matrix, vector }: { rows: number; matrix: Float64Array; vector: Float64Array }) => ({
    operator: matrixVectorOperator,
    inputs: [matrix, vector],
    outputs: [rows],
    work: [],
    settings: null,
  });

  it("multiplies each row with the vector", () => {
    fc.assert(
      fc.property(cases, (one) => {
        const columns = one.vector.length;
        const [product] = outputsOf(callOf(one));
        const expected = Float64Array.from({ length: one.rows }, (_, i) =>
          one.vector.reduce((sum, b, j) => sum + b * one.matrix[i * columns + j], 0),
        );
        expect(product).toEqual(expected);
      }),
    );
  });

  it("has the adjoint that differences give", () => {
    fc.assert(
      fc.property(cases, (one) => {
        expectGradient(callOf(one), [one.weights]);
        backwardWithoutAdjoints(callOf(one), [one.weights]);
      }),
    );
  });
});

describe("the step cholesky", () => {
  const cases = size.chain((n) => fc.record({ n: fc.constant(n), matrix: positiveDefinite(n), weights: numbers(n * n) }));
  const callOf = (n: number, matrix: Float64Array) => ({
    operator: choleskyOperator,
    inputs: [matrix],
    outputs: [n * n, 1],
    work: [n * n],
    settings: null,
  });

  it("gives a lower triangle whose square is the matrix, and validity 0", () => {
    fc.assert(
      fc.property(cases, ({ n, matrix }) => {
        const [factor, [validity]] = outputsOf(callOf(n, matrix));
        expect(validity).toBe(0);
        for (let i = 0; i < n; i++)
          for (let j = 0; j < n; j++) {
            if (j > i) expect(factor[i * n + j]).toBe(0);
            let sum = 0;
            for (let k = 0; k < n; k++) sum += factor[i * n + k] * factor[j * n + k];
            expect(Math.abs(sum - matrix[i * n + j])).toBeLessThanOrEqual(1e-13 * n * matrix[i * n + i]);
          }
      }),
    );
  });

  it("has the same bits by its kernels", () => {
    const larger = fc
      .integer({ min: 1, max: 23 })
      .chain((n) => fc.record({ n: fc.constant(n), matrix: positiveDefinite(n), weights: numbers(n * n) }));
    fc.assert(
      fc.property(larger, fc.boolean(), ({ n, matrix, weights }, isDefinite) => {
        if (!isDefinite) matrix[((n - 1) >> 1) * (n + 1)] *= -1;
        expectBitsOfKernels(callOf(n, matrix), [weights, [0]]);
      }),
    );
  });

  it("has the adjoint that differences give, with respect to the lower triangle", () => {
    fc.assert(
      fc.property(cases, ({ n, matrix, weights }) => {
        expectGradient(callOf(n, matrix), [weights, [0]]);
        backwardWithoutAdjoints(callOf(n, matrix), [weights, [0]]);
      }),
    );
  });

  it("rejects matrices that are not positive definite, with finite outputs and no gradient", () => {
    for (const matrix of [
      [1, 2, 2, 1],
      [0, 0, 0, 0],
      [-1, 0, 0, 1],
      [Number.NaN, 0, 0, 1],
    ]) {
      const call = callOf(2, Float64Array.from(matrix));
      expect(outputsOf(call)).toEqual([Float64Array.of(1, 0, 0, 1), Float64Array.of(Number.NEGATIVE_INFINITY)]);
      const adjoints = [new Float64Array(4)];
      const outputs = [new Float64Array(4), new Float64Array(1)];
      const arrays = { inputs: call.inputs, outputs, work: [new Float64Array(4)] };
      choleskyOperator.forward(arrays, null);
      choleskyOperator.backward?.(
        { ...arrays, inputAdjoints: adjoints, outputAdjoints: [Float64Array.of(1, 2, 3, 4), Float64Array.of(1)] },
        null,
      );
      expect(adjoints[0]).toEqual(new Float64Array(4));
    }
  });
});

describe("the steps log-sum-exp and softmax", () => {
  const cases = fc.tuple(size, size).chain(([rows, columns]) =>
    fc.record({
      rows: fc.constant(rows),
      columns: fc.constant(columns),
      terms: numbers(rows * columns),
      weights: numbers(rows * columns),
    }),
  );
  const sums = (rows: number, terms: readonly number[] | Float64Array) => ({
    operator: logSumExpOperator,
    inputs: [terms],
    outputs: [rows],
    work: [],
    settings: null,
  });
  const shares = (columns: number | null, terms: readonly number[] | Float64Array) => ({
    operator: softmaxOperator,
    inputs: [terms],
    outputs: [terms.length],
    work: [],
    settings: { columns },
  });

  it("have the adjoints that differences give", () => {
    fc.assert(
      fc.property(cases, ({ rows, columns, terms, weights }) => {
        expectGradient(sums(rows, terms), [weights.subarray(0, rows)]);
        expectGradient(shares(columns, terms), [weights]);
        backwardWithoutAdjoints(sums(rows, terms), [weights.subarray(0, rows)]);
        backwardWithoutAdjoints(shares(columns, terms), [weights]);
      }),
    );
  });

  it("agree: the shares are the exponentials of the terms less the sum, and sum to 1", () => {
    fc.assert(
      fc.property(cases, ({ terms }) => {
        const [[sum]] = outputsOf(sums(1, terms));
        const [share] = outputsOf(shares(null, terms));
        for (const [i, term] of terms.entries()) expect(share[i]).toBeCloseTo(Math.exp(term - sum), 13);
        expect(share.reduce((total, value) => total + value, 0)).toBeCloseTo(1, 13);
      }),
    );
  });

  it("stay finite where exponentials overflow or vanish, and give −∞ for nothing at all", () => {
    expect(outputsOf(sums(1, [1000, 1000]))[0][0]).toBeCloseTo(1000 + Math.LN2, 12);
    expect(outputsOf(sums(1, [-1000, -1000]))[0][0]).toBeCloseTo(-1000 + Math.LN2, 12);
    expect(outputsOf(sums(2, [Number.NEGATIVE_INFINITY, 3, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]))[0]).toEqual(
      Float64Array.of(3, Number.NEGATIVE_INFINITY),
    );
    expect(outputsOf(sums(1, [Number.NaN, 3]))[0][0]).toBeNaN();
    expect(outputsOf(shares(null, [1000, 0]))[0]).toEqual(Float64Array.of(1, 0));
  });
});
