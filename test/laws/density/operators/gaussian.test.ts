import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Operator } from "../../../../src/density/operator.js";
import { matern12, matern32, matern52, squaredExponential } from "../../../../src/density/operators/index.js";
import { multivariateNormalOperator } from "../../../../src/density/operators/multivariate-normal/multivariate-normal.js";
import { multivariateNormalCholeskyOperator } from "../../../../src/density/operators/multivariate-normal/multivariate-normal-cholesky.js";
import { covarianceOperator } from "./covariance-operator.js";
import { numbers, positiveDefinite, positives } from "./inputs.js";
import { backwardWithoutAdjoints, expectBitsOfKernels, expectGradient, outputsOf } from "./operator-calls.js";

/** c(r) of each covariance. */
const correlations: readonly [Operator<null>, (r: number) => number][] = [
  [covarianceOperator("squared exponential", squaredExponential), (r) => Math.exp(-0.5 * r * r)],
  [covarianceOperator("Matérn 1/2", matern12), (r) => Math.exp(-r)],
  [covarianceOperator("Matérn 3/2", matern32), (r) => (1 + Math.sqrt(3) * r) * Math.exp(-Math.sqrt(3) * r)],
  [covarianceOperator("Matérn 5/2", matern52), (r) => (1 + Math.sqrt(5) * r + (5 * r * r) / 3) * Math.exp(-Math.sqrt(5) * r)],
];

/** Inputs at least 0.2 apart: differences say nothing at the kink of a covariance. */
const apart = (n: number, dimensions: number) =>
  numbers(n * dimensions, 1).map((x) =>
    x.map((value, at) => 0.1 * value + 0.4 * Math.floor(at / dimensions) * (at % dimensions === 0 ? 1 : -1.5)),
  );

describe.each(correlations.map(([operator, correlation]) => [operator.name, operator, correlation] as const))(
  "the covariance %s",
  (_, operator, correlation) => {
    const cases = fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 3 }), fc.boolean())
      .chain(([n, dimensions, several]) =>
        fc.record({
          n: fc.constant(n),
          x: apart(n, dimensions),
          amplitude: positives(1),
          scales: positives(several ? dimensions : 1).map((scale) => scale.map((value) => value + 0.3)),
          diagonal: positives(1),
          weights: numbers(n * n),
        }),
      );
    const callOf = (n: number, inputs: readonly Float64Array[]) => ({
      operator,
      inputs,
      outputs: [n * n],
      work: [],
      settings: null,
    });

    it("gives the covariances of all pairs", () => {
      fc.assert(
        fc.property(cases, ({ n, x, amplitude, scales, diagonal }) => {
          const [values] = outputsOf(callOf(n, [x, amplitude, scales, diagonal]));
          const dimensions = x.length / n;
          for (let i = 0; i < n; i++)
            for (let j = 0; j < n; j++) {
              let square = 0;
              for (let d = 0; d < dimensions; d++) {
                const z = (x[i * dimensions + d] - x[j * dimensions + d]) / scales[scales.length === 1 ? 0 : d];
                square += z * z;
              }
              const expected = amplitude[0] * amplitude[0] * correlation(Math.sqrt(square)) + (i === j ? diagonal[0] : 0);
              expect(values[i * n + j]).toBeCloseTo(expected, 13);
            }
        }),
      );
    });

    it("has the adjoint that differences give, with respect to inputs and parameters", () => {
      fc.assert(
        fc.property(cases, ({ n, x, amplitude, scales, diagonal, weights }) => {
          const call = callOf(n, [x, amplitude, scales, diagonal]);
          expectGradient(call, [weights], { tolerance: 1e-6 });
          backwardWithoutAdjoints(call, [weights]);
        }),
        { numRuns: 40 },
      );
    });

    it("has a finite adjoint where inputs coincide", () => {
      const call = callOf(3, [Float64Array.of(1, 1, 2), Float64Array.of(1.5), Float64Array.of(0.7), Float64Array.of(0.1)]);
      expectGradient(call, [[1, 2, 3, 4, 5, 6, 7, 8, 9]], { tolerance: 1e-6, without: [0] });
    });
  },
);

describe("the step multivariate-normal", () => {
  const cases = fc
    .integer({ min: 1, max: 6 })
    .chain((n) =>
      fc.record({ n: fc.constant(n), y: numbers(n), mean: numbers(n), covariance: positiveDefinite(n), one: fc.boolean() }),
    );
  const callOf = (y: Float64Array, mean: Float64Array, covariance: Float64Array) => ({
    operator: multivariateNormalOperator,
    inputs: [y, mean, covariance],
    outputs: [1],
    work: [covariance.length, y.length, y.length, 2 * covariance.length],
    settings: null,
  });

  it("is a sum of normal densities where the covariance is diagonal", () => {
    const call = callOf(Float64Array.of(1, 3), Float64Array.of(0.5), Float64Array.of(4, 0, 0, 9));
    const normal = (x: number, sd: number) => -0.5 * (x / sd) * (x / sd) - Math.log(sd) - 0.5 * Math.log(2 * Math.PI);
    expect(outputsOf(call)[0][0]).toBeCloseTo(normal(0.5, 2) + normal(2.5, 3), 13);
  });

  it("has the adjoint that differences give", () => {
    fc.assert(
      fc.property(cases, ({ y, mean, covariance, one }) => {
        const call = callOf(y, one ? mean.subarray(0, 1) : mean, covariance);
        expectGradient(call, [[1.25]], { tolerance: 1e-6, step: 2e-4 });
        backwardWithoutAdjoints(call, [[1.25]]);
      }),
      { numRuns: 60 },
    );
  });

  it("has the same bits by its kernels", () => {
    const larger = fc
      .integer({ min: 1, max: 23 })
      .chain((n) => fc.record({ y: numbers(n), mean: numbers(n), covariance: positiveDefinite(n), one: fc.boolean() }));
    fc.assert(
      fc.property(larger, fc.boolean(), ({ y, mean, covariance, one }, isDefinite) => {
        if (!isDefinite) covariance[0] *= -1;
        expectBitsOfKernels(callOf(y, one ? mean.subarray(0, 1) : mean, covariance), [[1.25]]);
      }),
    );
  });

  it("is −∞ where the covariance is not positive definite", () => {
    expect(outputsOf(callOf(new Float64Array(2), new Float64Array(2), Float64Array.of(1, 2, 2, 1)))[0][0]).toBe(
      Number.NEGATIVE_INFINITY,
    );
  });
});

describe("the step multivariate-normal-cholesky", () => {
  const cases = fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 3 }), fc.constantFrom("one", "vector", "rows"))
    .chain(([n, rows, shape]) =>
      fc.record({
        n: fc.constant(n),
        rows: fc.constant(rows),
        y: numbers(n * rows),
        mean: numbers(shape === "one" ? 1 : shape === "vector" ? n : n * rows),
        factor: numbers(n * n).map((b) => b.map((value, at) => (at % (n + 1) === 0 ? Math.abs(value) + 0.5 : value))),
        weights: numbers(rows),
      }),
    );

  it("has for each row the density that the covariance gives, and the adjoint that differences give", () => {
    fc.assert(
      fc.property(cases, ({ n, rows, y, mean, factor, weights }) => {
        const call = {
          operator: multivariateNormalCholeskyOperator,
          inputs: [y, mean, factor],
          outputs: [rows],
          work: [n * rows, n, n],
          settings: null,
        };
        const [values] = outputsOf(call);
        const covariance = Float64Array.from({ length: n * n }, (_, at) => {
          const [i, j] = [Math.floor(at / n), at % n];
          let sum = 0;
          for (let k = 0; k <= Math.min(i, j); k++) sum += factor[i * n + k] * factor[j * n + k];
          return sum;
        });
        for (let row = 0; row < rows; row++) {
          const center = mean.length === n * rows ? mean.subarray(row * n, row * n + n) : mean;
          const inputs = [y.subarray(row * n, row * n + n), center, covariance];
          const [[expected]] = outputsOf({
            operator: multivariateNormalOperator,
            inputs,
            outputs: [1],
            work: [n * n, n, n, 2 * n * n],
            settings: null,
          });
          expect(Math.abs(values[row] - expected)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(expected)));
        }
        expectGradient(call, [weights], { tolerance: 1e-5, step: 2e-4 });
        backwardWithoutAdjoints(call, [weights]);
      }),
      { numRuns: 60 },
    );
  });
});
