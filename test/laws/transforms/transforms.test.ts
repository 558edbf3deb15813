import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Expression, OperatorCall } from "../../../src/density/expression.js";
import { positionArray } from "../../../src/density/expression.js";
import type { Operator } from "../../../src/density/operator.js";
import { transformOperatorCatalogue } from "../../../src/transforms/catalogue.js";
import {
  correlation,
  correlationCholesky,
  covarianceCholesky,
  identity,
  interval,
  lower,
  ordered,
  positive,
  positiveOrdered,
  simplex,
  sumToZero,
  type Transform,
  unitVector,
  upper,
} from "../../../src/transforms/index.js";
import { evaluate } from "../density/operators/evaluate.js";
import { backwardWithoutAdjoints, expectGradient, outputsOf } from "../density/operators/operator-calls.js";

/** A transform, which of the constrained elements are free coordinates of its values, and what its values must fulfil. */
interface Case {
  readonly transform: Transform;
  readonly free: readonly number[];
  holds(x: Float64Array): boolean;
}
const range = (length: number) => Array.from({ length }, (_, i) => i);
const belowDiagonal = (k: number, offset: number) => range(k * k).filter((at) => at % k < Math.floor(at / k) + offset);
const near = (a: number, b: number, tolerance = 1e-12) => Math.abs(a - b) <= tolerance;
const total = (x: Float64Array) => x.reduce((sum, value) => sum + value, 0);
const increasing = (x: Float64Array) => x.every((value, i) => i === 0 || value > x[i - 1]);
const unitRows = (x: Float64Array, k: number) =>
  range(k).every(
    (i) =>
      near(
        x.subarray(i * k, i * k + k).reduce((sum, value) => sum + value * value, 0),
        1,
      ) && x[i * k + i] > 0,
  );

const elementwise: readonly Case[] = [
  { transform: identity, free: [0], holds: () => true },
  { transform: positive, free: [0], holds: ([x]) => x > 0 },
  { transform: lower(-1.5), free: [0], holds: ([x]) => x > -1.5 },
  { transform: upper(2.5), free: [0], holds: ([x]) => x < 2.5 },
  { transform: interval({ lower: 0, upper: 1 }), free: [0], holds: ([x]) => x > 0 && x < 1 },
  { transform: interval({ lower: -2, upper: 5 }), free: [0], holds: ([x]) => x > -2 && x < 5 },
];
const vectors: readonly Case[] = [1, 2, 5].flatMap((k) => [
  { transform: ordered(k), free: range(k), holds: increasing },
  { transform: positiveOrdered(k), free: range(k), holds: (x: Float64Array) => increasing(x) && x[0] > 0 },
  {
    transform: covarianceCholesky(k),
    free: belowDiagonal(k, 1),
    holds: (x: Float64Array) => range(k).every((i) => x[i * k + i] > 0),
  },
  { transform: simplex(k + 1), free: range(k), holds: (x: Float64Array) => near(total(x), 1) && x.every((share) => share > 0) },
  {
    transform: correlationCholesky(k + 1),
    free: belowDiagonal(k + 1, 0),
    holds: (x: Float64Array) => unitRows(x, k + 1),
  },
  {
    transform: correlation(k + 1),
    free: belowDiagonal(k + 1, 0),
    holds: (x: Float64Array) =>
      x.every((r, at) =>
        at % (k + 2) === 0 ? r === 1 : Math.abs(r) < 1 && r === x[(at % (k + 1)) * (k + 1) + Math.floor(at / (k + 1))],
      ),
  },
]);
const curved: readonly Case[] = [2, 3, 5].flatMap((k) => [
  { transform: sumToZero(k), free: [], holds: (x: Float64Array) => near(total(x), 0) },
  {
    transform: unitVector(k),
    free: [],
    holds: (x: Float64Array) =>
      near(
        x.reduce((sum, v) => sum + v * v, 0),
        1,
      ),
  },
]);
const all = [...elementwise, ...vectors, ...curved];
const nameOf = ({ transform }: Case) => `${transform.name} (${transform.unconstrainedSize} → ${transform.constrainedSize})`;

/** Whole thousandths, for doubles would mostly be tiny. */
const coordinates = (size: number, bound = 2.5) =>
  fc
    .array(fc.integer({ min: -1000 * bound, max: 1000 * bound }), { minLength: size, maxLength: size })
    .map((y) => Float64Array.from(y, (value) => value / 1000));

function constrained({ transform }: Case, y: Float64Array): { x: Float64Array; logJacobian: number } {
  const x = new Float64Array(transform.constrainedSize).fill(Number.NaN);
  const logJacobian = transform.constrainInto(x, y);
  return { x, logJacobian };
}

/** log |det| of a small matrix by elimination with pivots. */
function logDeterminant(rows: number[][]): number {
  const a = rows.map((row) => [...row]);
  let sum = 0;
  for (let k = 0; k < a.length; k++) {
    const pivot = range(a.length)
      .slice(k)
      .reduce((best, i) => (Math.abs(a[i][k]) > Math.abs(a[best][k]) ? i : best), k);
    [a[k], a[pivot]] = [a[pivot], a[k]];
    sum += Math.log(Math.abs(a[k][k]));
    for (let i = k + 1; i < a.length; i++) {
      const factor = a[i][k] / a[k][k];
      for (let j = k; j < a.length; j++) a[i][j] -= factor * a[k][j];
    }
  }
  return sum;
}

/** ∂x/∂y by extrapolated central differences: a row for each of the elements. */
function jacobian(one: Case, y: Float64Array, elements: readonly number[]): number[][] {
  const slopes = (at: number, h: number) => {
    const moved = (by: number) =>
      constrained(
        one,
        y.map((value, i) => (i === at ? value + by : value)),
      ).x;
    const [up, down] = [moved(h), moved(-h)];
    return elements.map((element) => (up[element] - down[element]) / (2 * h));
  };
  const columns = range(y.length).map((at) => {
    const [wide, narrow] = [slopes(at, 2e-3), slopes(at, 1e-3)];
    return wide.map((slope, e) => (4 * narrow[e] - slope) / 3);
  });
  return elements.map((_, e) => columns.map((column) => column[e]));
}

describe.each(all.map((one) => [nameOf(one), one] as const))("the transform %s", (_, one) => {
  const { transform } = one;

  it("gives values inside the support", () => {
    fc.assert(fc.property(coordinates(transform.unconstrainedSize, 5), (y) => one.holds(constrained(one, y).x)));
  });

  it("is undone by its inverse", () => {
    fc.assert(
      fc.property(coordinates(transform.unconstrainedSize), (y) => {
        const { x } = constrained(one, y);
        const back = new Float64Array(transform.unconstrainedSize);
        transform.unconstrainInto(back, x);
        const again = constrained(one, back).x;
        for (const [i, value] of x.entries())
          expect(Math.abs(again[i] - value)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(value)));
        // The length of a direction's coordinates is lost.
        if (transform.name === "unit-vector") return;
        for (const [i, value] of y.entries()) expect(Math.abs(back[i] - value)).toBeLessThanOrEqual(1e-6);
      }),
    );
  });
});

describe.each([...elementwise, ...vectors].map((one) => [nameOf(one), one] as const))("the log Jacobian of %s", (_, one) => {
  it("is the logarithm of the determinant of the derivatives", () => {
    fc.assert(
      fc.property(coordinates(one.transform.unconstrainedSize, 1.5), (y) => {
        const { logJacobian } = constrained(one, y);
        expect(Math.abs(logJacobian - logDeterminant(jacobian(one, y, one.free)))).toBeLessThanOrEqual(1e-6);
      }),
      { numRuns: 30 },
    );
  });
});

describe("the transform sum-to-zero", () => {
  it("keeps lengths, so that its Jacobian is 1", () => {
    fc.assert(
      fc.property(coordinates(4), (y) => {
        const { x, logJacobian } = constrained({ transform: sumToZero(5), free: [], holds: () => true }, y);
        const squares = (v: Float64Array) => v.reduce((sum, value) => sum + value * value, 0);
        expect(logJacobian).toBe(0);
        expect(Math.abs(squares(x) - squares(y))).toBeLessThanOrEqual(1e-12 * (1 + squares(y)));
      }),
    );
  });
});

describe.each(elementwise.map((one) => [nameOf(one), one] as const))("the expressions of %s", (_, { transform }) => {
  it("are the transform in numbers, far out as well", () => {
    const { value, logJacobian } = transform.constrain(positionArray("y", null), null);
    for (const y of [-700, -30, -2, -1e-9, 0, 0.3, 4, 30, 700]) {
      const x = new Float64Array(1);
      const expected = transform.constrainInto(x, Float64Array.of(y));
      expect(evaluate(value, { y })).toBeCloseTo(x[0], 12);
      expect(Math.abs(evaluate(logJacobian, { y }) - expected)).toBeLessThanOrEqual(1e-12 * (1 + Math.abs(expected)));
    }
  });
});

/** The operator of a transform of several vectors at once, as a program would call it. */
function callOf(transform: Transform, rows: number) {
  const several = { name: "several", length: rows };
  const over = (length: number) => ({ name: "product", product: [several, { name: "elements", length }] as const });
  const position: Expression = positionArray("y", over(transform.unconstrainedSize));
  const call = transform.constrain(position, over(transform.constrainedSize)).value.about.call as OperatorCall;
  const lengthOf = (axis: OperatorCall["work"][number]): number =>
    axis === null ? 1 : (axis.length ?? (axis.product ?? []).reduce((product, factor) => product * lengthOf(factor), 1));
  return {
    operator: call.operator as unknown as Operator<unknown>,
    outputs: call.outputs.map(lengthOf),
    work: call.work.map(lengthOf),
    settings: call.settings,
  };
}

describe.each([...vectors, ...curved].map((one) => [nameOf(one), one] as const))("the step of %s", (_, one) => {
  const { transform } = one;
  const rows = 3;
  const call = callOf(transform, rows);
  const positions = coordinates(rows * transform.unconstrainedSize);

  it("is the transform in numbers, vector by vector", () => {
    fc.assert(
      fc.property(positions, (y) => {
        const [values, [logJacobian]] = outputsOf({ ...call, inputs: [y] });
        let expected = 0;
        for (let row = 0; row < rows; row++) {
          const size = transform.unconstrainedSize;
          const part = constrained(one, y.slice(row * size, row * size + size));
          expected += part.logJacobian;
          expect(values.slice(row * transform.constrainedSize, (row + 1) * transform.constrainedSize)).toEqual(part.x);
        }
        expect(logJacobian).toBe(expected);
      }),
      { numRuns: 20 },
    );
  });

  it("has the adjoint that differences give, and leaves alone what is not wanted", () => {
    const weights = fc.tuple(coordinates(rows * transform.constrainedSize), coordinates(1));
    fc.assert(
      fc.property(positions, weights, (y, [ofValues, ofJacobian]) => {
        // Differences say nothing near 0, where a direction jumps.
        const away = transform.name === "unit-vector" ? y.map((value) => value + (value < 0 ? -0.3 : 0.3)) : y;
        expectGradient({ ...call, inputs: [away] }, [ofValues, ofJacobian]);
        backwardWithoutAdjoints({ ...call, inputs: [away] }, [ofValues, ofJacobian]);
      }),
      { numRuns: 20 },
    );
  });

  it("is in the catalogue", () => {
    expect(transformOperatorCatalogue).toContain(call.operator);
  });
});
