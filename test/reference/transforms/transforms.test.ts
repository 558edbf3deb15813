/**
 * Transforms of vectors against their formulas in 64 digits. Provenance: computed here by mathjs 15.2 (BigNumber) from the formulas of the Stan reference
 * manual, 2.37, section "Constraint transforms"; tolerance relative to the largest element, or to 1: 1e-13.
 */
import { describe, it } from "vitest";
import { correlationOperator } from "../../../src/transforms/correlation.js";
import { correlationCholeskyOperator } from "../../../src/transforms/correlation-cholesky.js";
import { covarianceCholeskyOperator } from "../../../src/transforms/covariance-cholesky.js";
import { orderedOperator } from "../../../src/transforms/ordered.js";
import { positiveOrderedOperator } from "../../../src/transforms/positive-ordered.js";
import { simplexOperator } from "../../../src/transforms/simplex.js";
import { sumToZeroOperator } from "../../../src/transforms/sum-to-zero.js";
import { unitVectorOperator } from "../../../src/transforms/unit-vector.js";
import {
  type Big,
  big,
  exp,
  expectPrecise,
  log,
  one,
  range,
  sqrt,
  tanh,
  total,
  zero,
} from "../density/operators/high-precision.js";

type Bigs = readonly Big[];
const tolerance = 1e-13;
const positions = [
  [0.3, -1.2, 0.7, 2.1, -0.4, 0.9],
  [-4, 3, 5, -6, 0.001, -2],
  [1e-8, -1e-8, 0, 1e-9, 2e-8, -3e-9],
];

/** Increments added up. */
const added = (steps: Bigs): Big[] => range(steps.length).map((k) => total(steps.slice(0, k + 1)));

/** The manual's loop: from the last coordinate to the first. */
function zeroSum(y: Bigs): Big[] {
  const z = range(y.length + 1).map(() => zero);
  let sum = zero;
  for (let i = y.length; i >= 1; i--) {
    const w = y[i - 1].dividedBy(sqrt(big(i * (i + 1))));
    sum = sum.plus(w);
    z[i - 1] = z[i - 1].plus(sum);
    z[i] = z[i].minus(w.times(i));
  }
  return z;
}

/** The factor, and its log Jacobian. */
function correlationFactor(y: Bigs, n: number): { factor: Big[]; logJacobian: Big } {
  const factor = range(n * n).map(() => zero);
  let logJacobian = zero;
  let next = 0;
  for (const i of range(n)) {
    let squares = zero;
    for (const j of range(i)) {
      const c = tanh(y[next++]);
      const left = one.minus(squares);
      logJacobian = logJacobian.plus(log(one.minus(c.times(c)))).plus(log(left).times(0.5));
      const x = c.times(sqrt(left));
      factor[i * n + j] = x;
      squares = squares.plus(x.times(x));
    }
    factor[i * n + i] = sqrt(one.minus(squares));
  }
  return { factor, logJacobian };
}
const settings = (dimension: number) => ({ dimension });

describe.each(positions.map((y) => [y]))("transforms in 64 digits at %j", (y) => {
  it("ordered", () => {
    const exact = ([v]: readonly Bigs[]) => [added(v.map((value, k) => (k === 0 ? value : exp(value)))), [total(v.slice(1))]];
    expectPrecise({
      operator: orderedOperator,
      settings: settings(6),
      inputs: [y],
      outputs: [6, 1],
      work: [],
      exact,
      tolerance,
      scale: 1,
    });
  });

  it("positive-ordered", () => {
    const exact = ([v]: readonly Bigs[]) => [added(v.map(exp)), [total(v)]];
    expectPrecise({
      operator: positiveOrderedOperator,
      settings: settings(6),
      inputs: [y],
      outputs: [6, 1],
      work: [],
      exact,
      tolerance,
      scale: 1,
    });
  });

  it("sum-to-zero", () => {
    const exact = ([v]: readonly Bigs[]) => [zeroSum(v), [zero]];
    expectPrecise({
      operator: sumToZeroOperator,
      settings: settings(7),
      inputs: [y],
      outputs: [7, 1],
      work: [],
      exact,
      tolerance,
      scale: 1,
    });
  });

  it("simplex", () => {
    const exact = ([v]: readonly Bigs[]) => {
      const z = zeroSum(v);
      const sum = total(z.map(exp));
      const shares = z.map((value) => exp(value).dividedBy(sum));
      return [shares, [total(shares.map(log)).plus(log(big(7)).times(0.5))]];
    };
    expectPrecise({
      operator: simplexOperator,
      settings: settings(7),
      inputs: [y],
      outputs: [7, 1],
      work: [],
      exact,
      tolerance,
      scale: 1,
    });
  });

  it("unit-vector", () => {
    const exact = ([v]: readonly Bigs[]) => {
      const squares = total(v.map((value) => value.times(value)));
      return [v.map((value) => value.dividedBy(sqrt(squares))), [squares.times(-0.5)]];
    };
    expectPrecise({
      operator: unitVectorOperator,
      settings: settings(6),
      inputs: [y],
      outputs: [6, 1],
      work: [],
      exact,
      tolerance,
      scale: 1,
    });
  });

  it("correlation-cholesky", () => {
    const exact = ([v]: readonly Bigs[]) => {
      const { factor, logJacobian } = correlationFactor(v, 4);
      return [factor, [logJacobian]];
    };
    expectPrecise({
      operator: correlationCholeskyOperator,
      settings: settings(4),
      inputs: [y],
      outputs: [16, 1],
      work: [12],
      exact,
      tolerance,
      scale: 1,
    });
  });

  it("correlation", () => {
    const exact = ([v]: readonly Bigs[]) => {
      const { factor, logJacobian } = correlationFactor(v, 4);
      const product = range(16).map((at) =>
        total(range(4).map((k) => factor[Math.floor(at / 4) * 4 + k].times(factor[(at % 4) * 4 + k]))),
      );
      return [product, [total([1, 2, 3].map((k) => log(factor[5 * k]).times(3 - k))).plus(logJacobian)]];
    };
    expectPrecise({
      operator: correlationOperator,
      settings: settings(4),
      inputs: [y],
      outputs: [16, 1],
      work: [44],
      exact,
      tolerance,
      scale: 1,
    });
  });

  it("covariance-cholesky", () => {
    const exact = ([v]: readonly Bigs[]) => [
      [exp(v[0]), zero, zero, v[1], exp(v[2]), zero, v[3], v[4], exp(v[5])],
      [v[0].plus(v[2]).plus(v[5])],
    ];
    expectPrecise({
      operator: covarianceCholeskyOperator,
      settings: settings(3),
      inputs: [y],
      outputs: [9, 1],
      work: [],
      exact,
      tolerance,
      scale: 1,
    });
  });
});
