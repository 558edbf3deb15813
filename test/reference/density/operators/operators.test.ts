/**
 * Operators against plain formulas in 64 digits. Provenance: computed here by mathjs 15.2 (BigNumber); the printed tolerance of each case is relative to
 * the largest element.
 */
import { describe, it } from "vitest";
import { choleskyOperator } from "../../../../src/density/operators/cholesky.js";
import { parameterRoom } from "../../../../src/density/operators/hidden-markov/chain-room.js";
import { hiddenMarkovOperator } from "../../../../src/density/operators/hidden-markov/hidden-markov.js";
import { matern12, matern32, matern52, squaredExponential } from "../../../../src/density/operators/index.js";
import { logDeterminantOperator } from "../../../../src/density/operators/log-determinant.js";
import { logSumExpOperator } from "../../../../src/density/operators/log-sum-exp.js";
import { lowerMatrixVectorOperator } from "../../../../src/density/operators/lower-matrix-vector.js";
import { matrixVectorOperator } from "../../../../src/density/operators/matrix-vector.js";
import { multivariateNormalOperator } from "../../../../src/density/operators/multivariate-normal/multivariate-normal.js";
import { multivariateNormalCholeskyOperator } from "../../../../src/density/operators/multivariate-normal/multivariate-normal-cholesky.js";
import { softmaxOperator } from "../../../../src/density/operators/softmax.js";
import { triangularSolveOperator } from "../../../../src/density/operators/triangular-solve.js";
import { covarianceOperator } from "../../../laws/density/operators/covariance-operator.js";
import { type Big, big, exp, expectPrecise, log, pi, range, sqrt, total, zero } from "./high-precision.js";

type Bigs = readonly Big[];

/** Fixed numbers between −1 and 1 that look random. */
const wild = (n: number, seed: number): number[] => range(n).map((i) => (((i + 1) * 7919 * (seed + 3)) % 1009) / 504.5 - 1);

function factorOf(a: Bigs, n: number): Big[] {
  const l: Big[] = range(n * n).map(() => zero);
  for (const i of range(n))
    for (const j of range(i + 1)) {
      const rest = a[i * n + j].minus(total(range(j).map((k) => l[i * n + k].times(l[j * n + k]))));
      l[i * n + j] = i === j ? sqrt(rest) : rest.dividedBy(l[j * n + j]);
    }
  return l;
}
function solved(l: Bigs, b: Bigs, n: number): Big[] {
  const x: Big[] = [];
  for (const i of range(n)) x.push(b[i].minus(total(x.map((value, j) => l[i * n + j].times(value)))).dividedBy(l[i * n + i]));
  return x;
}
const normal = (l: Bigs, difference: Bigs, n: number): Big =>
  total(solved(l, difference, n).map((z) => z.times(z)))
    .times(-0.5)
    .minus(total(range(n).map((i) => log(l[i * n + i]))))
    .minus(log(pi.times(2)).times(n / 2));
const rowsOf = (values: Bigs, n: number): Big[][] => range(values.length / n).map((i) => values.slice(i * n, i * n + n));
const lower = (n: number, seed: number) => wild(n * n, seed).map((value, at) => (at % (n + 1) === 0 ? 1.2 + 0.5 * value : value));

/** All ones plus gap × (B Bᵀ + I): the condition is near 10 / gap. */
function definite(n: number, gap: number): number[] {
  const b = wild(n * n, 5);
  const product = range(n * n).map((at) =>
    range(n).reduce((sum, k) => sum + b[Math.floor(at / n) * n + k] * b[(at % n) * n + k], at % (n + 1) === 0 ? 1 : 0),
  );
  return product.map((value) => 1 + gap * value);
}

describe("operators in 64 digits", () => {
  it("matrix-vector: 1e-15", () => {
    const exact = ([x, b]: readonly Bigs[]) => [rowsOf(x, 3).map((row) => total(row.map((value, j) => value.times(b[j]))))];
    expectPrecise({
      operator: matrixVectorOperator,
      settings: null,
      inputs: [wild(15, 1), wild(3, 2)],
      outputs: [5],
      work: [],
      exact,
      tolerance: 1e-15,
    });
  });

  it.each([
    [1, 1e-14],
    [1e-3, 1e-11],
    [1e-6, 1e-8],
  ])("cholesky, within %d of singular: %d", (gap, tolerance) => {
    const exact = ([a]: readonly Bigs[]) => [factorOf(a, 4), [zero]];
    const inputs = [definite(4, gap)];
    expectPrecise({ operator: choleskyOperator, settings: null, inputs, outputs: [16, 1], work: [16], exact, tolerance });
  });

  it("triangular-solve, lower-matrix-vector and log-determinant: 1e-14", () => {
    const inputs = [lower(4, 3), wild(8, 4)];
    const solve = ([l, b]: readonly Bigs[]) => [rowsOf(b, 4).flatMap((row) => solved(l, row, 4))];
    expectPrecise({
      operator: triangularSolveOperator,
      settings: null,
      inputs,
      outputs: [8],
      work: [4],
      exact: solve,
      tolerance: 1e-14,
    });
    const multiply = ([l, z]: readonly Bigs[]) => [
      rowsOf(z, 4).flatMap((row) => range(4).map((i) => total(range(i + 1).map((j) => l[4 * i + j].times(row[j]))))),
    ];
    expectPrecise({
      operator: lowerMatrixVectorOperator,
      settings: null,
      inputs,
      outputs: [8],
      work: [],
      exact: multiply,
      tolerance: 1e-14,
    });
    const determinant = ([l]: readonly Bigs[]) => [[total(range(4).map((i) => log(l[5 * i]).times(2)))]];
    expectPrecise({
      operator: logDeterminantOperator,
      settings: null,
      inputs: [inputs[0]],
      outputs: [1],
      work: [],
      exact: determinant,
      tolerance: 1e-14,
    });
  });

  const root = (k: number) => sqrt(big(k));
  it.each([
    ["squared exponential", covarianceOperator("squared exponential", squaredExponential), (s: Big) => exp(s.times(-0.5))],
    ["Matérn 1/2", covarianceOperator("Matérn 1/2", matern12), (s: Big) => exp(sqrt(s).negated())],
    [
      "Matérn 3/2",
      covarianceOperator("Matérn 3/2", matern32),
      (s: Big) => exp(sqrt(s).times(root(3)).negated()).times(sqrt(s).times(root(3)).plus(1)),
    ],
    [
      "Matérn 5/2",
      covarianceOperator("Matérn 5/2", matern52),
      (s: Big) => exp(sqrt(s).times(root(5)).negated()).times(sqrt(s).times(root(5)).plus(1).plus(s.times(5).dividedBy(3))),
    ],
  ] as const)("%s covariances over two dimensions: 1e-14", (_, operator, correlation) => {
    const exact = ([x, [a], scales, [d]]: readonly Bigs[]) => [
      range(16).map((at) => {
        const [i, j] = [Math.floor(at / 4), at % 4];
        if (i === j) return a.times(a).plus(d);
        const z = range(2).map((k) => x[2 * i + k].minus(x[2 * j + k]).dividedBy(scales[k]));
        return a.times(a).times(correlation(total(z.map((value) => value.times(value)))));
      }),
    ];
    const inputs = [wild(8, 6), [1.3], [0.7, 1.9], [0.01]];
    expectPrecise({ operator, settings: null, inputs, outputs: [16], work: [], exact, tolerance: 1e-14 });
  });

  it.each([
    [1, 1e-14],
    [1e-3, 1e-11],
    [1e-6, 1e-8],
  ])("multivariate-normal, within %d of singular: %d", (gap, tolerance) => {
    const exact = ([y, mean, a]: readonly Bigs[]) => [
      [
        normal(
          factorOf(a, 4),
          y.map((value, i) => value.minus(mean[i])),
          4,
        ),
      ],
    ];
    const inputs = [wild(4, 7), wild(4, 8), definite(4, gap)];
    expectPrecise({
      operator: multivariateNormalOperator,
      settings: null,
      inputs,
      outputs: [1],
      work: [16, 4, 4, 32],
      exact,
      tolerance,
    });
  });

  it("multivariate-normal-cholesky over rows: 1e-14", () => {
    const exact = ([y, mean, l]: readonly Bigs[]) => [
      rowsOf(y, 3).map((row) =>
        normal(
          l,
          row.map((value, i) => value.minus(mean[i])),
          3,
        ),
      ),
    ];
    const inputs = [wild(6, 9), wild(3, 10), lower(3, 11)];
    expectPrecise({
      operator: multivariateNormalCholeskyOperator,
      settings: null,
      inputs,
      outputs: [2],
      work: [6, 3, 3],
      exact,
      tolerance: 1e-14,
    });
  });

  it("log-sum-exp and softmax, near and far apart: 16 ulp", () => {
    for (const spread of [1e-6, 3, 40]) {
      const inputs = [wild(5, 12).map((value) => spread * value)];
      const sum = ([x]: readonly Bigs[]) => [[log(total(x.map(exp)))]];
      expectPrecise({
        operator: logSumExpOperator,
        settings: null,
        inputs,
        outputs: [1],
        work: [],
        exact: sum,
        tolerance: 16 * Number.EPSILON,
      });
      const shares = ([x]: readonly Bigs[]) => [x.map((value) => exp(value).dividedBy(total(x.map(exp))))];
      expectPrecise({
        operator: softmaxOperator,
        settings: { columns: null },
        inputs,
        outputs: [5],
        work: [],
        exact: shares,
        tolerance: 16 * Number.EPSILON,
      });
    }
  });

  it.each([2, 3])("hidden-markov of %i states, with likely and very unlikely observations: 1e-13", (K) => {
    const times = 4;
    const exact = (inputs: readonly Bigs[]) => {
      const [initial, transition, ...emissions] = inputs;
      let alpha = initial.map((weight, k) => weight.times(exp(emissions[k][0])));
      for (const t of range(times).slice(1))
        alpha = range(K).map((k) =>
          total(alpha.map((value, j) => value.times(transition[j * K + k]))).times(exp(emissions[k][t])),
        );
      return [[log(total(alpha))]];
    };
    const settings = { states: K, separateInitial: false, separateTransition: false, hasStarts: false };
    const work = [times * K, times * K, parameterRoom(K)];
    for (const size of [1, 400]) {
      const emissions = range(K).map((k) => wild(times, 20 + k).map((value) => size * (value - 1)));
      const inputs = [range(K).map(() => 1), wild(K * K, 13).map((value) => 0.5 + 0.4 * value), ...emissions];
      expectPrecise({ operator: hiddenMarkovOperator, settings, inputs, outputs: [1], work, exact, tolerance: 1e-13 });
    }
  });
});
