import { describe, expect, it } from "vitest";
import {
  type Backend,
  binary,
  type CompiledDensity,
  column,
  compile,
  type Expression,
  indexColumn,
  logDensityOf,
  portable,
  positionArray,
  row,
  unary,
  wasm,
} from "../../../../src/density/index.js";
import { matrixVector } from "../../../../src/density/operators/index.js";

const rows = { name: "rows" };
const groups = { name: "groups" };
const [a, b] = ["a", "b"].map((name) => positionArray(name, null));
const alpha = positionArray("alpha", groups);
const own = positionArray("own", rows);
const [x, y] = ["x", "y"].map((name) => column(name, rows));
const group = indexColumn("group", rows, groups);

const logistic = (eta: Expression): Expression => binary("subtract", y.times(eta), unary("log1pExp", eta));
const compiledOf = (positions: readonly Expression[], density: Expression): CompiledDensity =>
  compile({ positions, terms: [{ name: "y", expression: density }], outputs: [{ name: "rows", expression: density }] });

const byGroup = compiledOf([a, b, alpha], logistic(alpha.at(group).plus(b.times(x)).plus(a)));

/** Rows of 2 × 3 kinds, of which the outcome is 1 in some: kind k occurs `(k + 1) · times` times. */
function cells(times: number) {
  const list: { x: number; group: number; y: number }[] = [];
  for (let k = 0; k < 6; k++)
    for (let i = 0; i < (k + 1) * times; i++) list.push({ x: (k % 2) - 0.25, group: k % 3, y: Number(i % 4 === 0) });
  const shuffled = list.map((_, i) => list[(i * 37) % list.length]);
  return {
    x: Float64Array.from(shuffled, (cell) => cell.x),
    y: Float64Array.from(shuffled, (cell) => cell.y),
    group: Int32Array.from(shuffled, (cell) => cell.group),
  };
}
type Cells = ReturnType<typeof cells>;

const sizesOf = ({ x: { length } }: Cells) => ({ rows: length, groups: 3 });
const bind = ({ program, operators }: CompiledDensity, data: Cells, backend: Backend = wasm) =>
  backend.load(program, operators).bind(sizesOf(data), { ...data });
const position = Float64Array.of(0.3, -0.7, 0.2, -0.4, 0.9);

const evaluated = (bound: ReturnType<typeof bind>) => {
  const gradient = new Float64Array(position.length);
  return [logDensityOf(bound).evaluateInto(gradient, position), ...gradient];
};

/** Whether the density that ran last was computed from the distinct rows, and how many there are. */
const distinctRows = (bound: ReturnType<typeof bind>): number => {
  const size = bound.program.sizes.find(({ counted }) => counted !== undefined);
  return bound.array(size?.counted?.by as number)[0];
};

/** Value and gradient as sums over all rows, in plain numbers. */
function byRows(data: Cells): number[] {
  const result = [0, 0, 0, 0, 0, 0];
  for (const [i, g] of data.group.entries()) {
    const eta = position[2 + g] + position[1] * data.x[i] + position[0];
    const residual = data.y[i] - 1 / (1 + Math.exp(-eta));
    result[0] += data.y[i] * eta - Math.log(1 + Math.exp(eta));
    result[1] += residual;
    result[2] += residual * data.x[i];
    result[3 + g] += residual;
  }
  return result;
}

describe("a density of rows that repeat", () => {
  it("is the sum over all rows, from one row of each kind", () => {
    const data = cells(400);
    const bound = bind(byGroup, data);
    const expected = byRows(data);
    const received = evaluated(bound);
    expect(distinctRows(bound)).toBe(6);
    for (const [i, value] of expected.entries())
      expect(Math.abs(received[i] - value)).toBeLessThan(1e-11 * Math.abs(expected[0]));
    expect(evaluated(bind(byGroup, data, portable))).toEqual(received);
  });

  it("follows the data that are bound: with fewer kinds, with more, and with as many as rows", () => {
    const [some, none] = [cells(30), cells(30)];
    for (let i = 0; i < none.x.length; i++) none.x[i] = Math.sin(i);
    const bound = bind(byGroup, some);
    const first = evaluated(bound);
    for (const backend of [wasm, portable]) {
      bound.rebind(sizesOf(none), { ...none });
      expect(distinctRows(bound)).toBe(none.x.length);
      expect(evaluated(bound)).toEqual(evaluated(bind(byGroup, none, backend)));
      const many = cells(200);
      bound.rebind(sizesOf(many), { ...many });
      expect(evaluated(bound)).toEqual(evaluated(bind(byGroup, many, backend)));
      bound.rebind(sizesOf(some), { ...some });
      expect(evaluated(bound)).toEqual(first);
    }
  });

  it("is computed row by row, to the bit, where more than half of the rows are distinct or few would be saved", () => {
    const plain = { ...byGroup, program: { ...byGroup.program, entries: { ...byGroup.program.entries, weighted: [] } } };
    const few = cells(3);
    const distinct = cells(50);
    for (let i = 0; i < distinct.x.length; i += 2) distinct.x[i] = Math.sin(i);
    for (const data of [few, distinct]) expect(evaluated(bind(byGroup, data))).toEqual(evaluated(bind(plain, data)));
  });

  it("is told by the rows of matrices, too, whose products with vectors a loop reads", () => {
    const predictors = { name: "predictors" };
    const more = { name: "more", length: 2 };
    const [X, Z] = [predictors, more].map((of) =>
      column(`over ${of.name}`, { name: `cells of ${of.name}`, product: [rows, of] }),
    );
    const [beta, gamma] = [positionArray("beta", predictors), positionArray("gamma", more)];
    const eta = a.plus(matrixVector(X, beta)).plus(matrixVector(Z, gamma)).plus(b.times(x));
    const { program, operators } = compiledOf([a, b, beta, gamma], logistic(eta));
    const [count, width] = [300, 3];
    // 0, 1, 3 or 4, each with both outcomes.
    const cell = (i: number) => ((i * i) % 11) % 5;
    const data = {
      x: Float64Array.from({ length: count }, (_, i) => cell(i) % 2),
      y: Float64Array.from({ length: count }, (_, i) => Number(i % 3 === 0)),
      "over predictors": Float64Array.from({ length: count * width }, (_, k) =>
        Math.sin(cell(Math.floor(k / width)) + (k % width)),
      ),
      "over more": Float64Array.from({ length: count * 2 }, (_, k) => (cell(k >> 1) === 4 ? 1 : k % 2)),
    };
    const theta = Float64Array.of(0.2, -0.3, 0.5, 0.1, -0.7, 0.4, 0.6);
    const [expected, scale] = [new Float64Array(8), new Float64Array(8)];
    for (let i = 0; i < count; i++) {
      const line = [
        1,
        data.x[i],
        ...data["over predictors"].subarray(3 * i, 3 * i + 3),
        ...data["over more"].subarray(2 * i, 2 * i + 2),
      ];
      const at = line.reduce((sum, value, k) => sum + value * theta[k], 0);
      const parts = [
        data.y[i] * at - Math.log(1 + Math.exp(at)),
        ...line.map((value) => (data.y[i] - 1 / (1 + Math.exp(-at))) * value),
      ];
      for (const [k, part] of parts.entries()) {
        expected[k] += part;
        scale[k] += Math.abs(part);
      }
    }
    const [first, second] = [wasm, portable].map((backend) => {
      const bound = backend.load(program, operators).bind({ rows: count, predictors: width }, data);
      expect(distinctRows(bound)).toBe(8);
      const gradient = new Float64Array(7);
      return [logDensityOf(bound).evaluateInto(gradient, theta), ...gradient];
    });
    for (const [k, value] of first.entries()) expect(Math.abs(value - expected[k]) / scale[k]).toBeLessThan(1e-13);
    expect(second).toEqual(first);
  });

  it("leaves what is recorded of each row as it is", () => {
    const data = cells(100);
    const bound = bind(byGroup, data);
    evaluated(bound);
    bound.run("outputs");
    const recorded = bound.array(byGroup.outputs.get("rows") as number);
    expect(recorded).toHaveLength(data.x.length);
    for (const [i, value] of recorded.entries()) {
      const eta = position[2 + data.group[i]] + position[1] * data.x[i] + position[0];
      expect(value).toBeCloseTo(data.y[i] * eta - Math.log(1 + Math.exp(eta)), 12);
    }
  });

  it("is possible only where rows are told by data: not with a parameter, a number or a neighbor of the row", () => {
    const predictors = { name: "predictors", length: 2 };
    const beta = positionArray("beta", predictors);
    const product = matrixVector(column("X", { name: "cells", product: [rows, predictors] }), beta);
    const densities: readonly [readonly Expression[], Expression][] = [
      [[b, own], logistic(own.plus(b.times(x)))],
      [[b], logistic(b.times(row(rows)))],
      [[a, b], logistic(a.plus(b.times(x.times(b).exp().lag(1))))],
      [[b, beta], logistic(product.plus(product.at(1).times(x)))],
    ];
    for (const [positions, density] of densities) expect(compiledOf(positions, density).program.entries.weighted).toEqual([]);
    expect(byGroup.program.entries.weighted).toHaveLength(byGroup.program.entries.density.length);
  });
});
