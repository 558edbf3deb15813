import { describe, expect, it } from "vitest";
import { evaluate, evaluateNumber } from "../../../src/density/evaluate.js";
import {
  binary,
  column,
  constant,
  indexColumn,
  positionArray,
  row,
  scan,
  select,
  unary,
} from "../../../src/density/expression.js";
import { logSumExpOver } from "../../../src/density/operators/log-sum-exp.js";
import { InvalidArgument } from "../../../src/errors.js";

const rows = { name: "rows" };
const groups = { name: "groups" };
const x = column("x", rows);

describe("evaluate", () => {
  it("works element by element, numbers holding for all", () => {
    const slope = positionArray("slope", null);
    expect([...evaluate(slope.times(x).plus(1), { slope: 2, x: [1, 2, 3] })]).toEqual([3, 5, 7]);
  });

  it("sums, gathers, picks elements and looks back", () => {
    const alpha = positionArray("alpha", groups);
    const group = indexColumn("group", rows, groups);
    const values = { alpha: [10, 20], group: [1, 0, 1], x: [1, 2, 3] };
    expect([...evaluate(alpha.at(group).plus(x), values)]).toEqual([21, 12, 23]);
    expect(evaluateNumber(x.sum().plus(alpha.at(1)), values)).toBe(26);
    expect([...evaluate(x.lag(1), values)]).toEqual([0, 1, 2]);
    expect([...evaluate(row(rows).times(x), values)]).toEqual([0, 2, 6]);
  });

  it("runs recursions, whose steps see the row before", () => {
    const [total, count] = scan(rows, [0, 10], ([sum, n]) => [
      binary("add", sum ?? 0, x).plus(n ?? 0),
      binary("add", n ?? 0, constant(1)),
    ]);
    expect([...evaluate(total ?? x, { x: [1, 2, 3] })]).toEqual([11, 24, 39]);
    expect([...evaluate(count ?? x, { x: [1, 2, 3] })]).toEqual([11, 12, 13]);
  });

  it("calls operators once, whole arrays in and out", () => {
    expect(evaluateNumber(logSumExpOver(x), { x: [0, 0, 0] })).toBeCloseTo(Math.log(3), 15);
  });

  it("chooses, also between values of which one is no number", () => {
    const safe = select(binary("less", 0, x), x.log(), -1);
    expect([...evaluate(safe, { x: [-2, 1] })]).toEqual([-1, 0]);
  });

  it("has the functions of the contract", () => {
    const at = (operation: Parameters<typeof unary>[0], a: number) => evaluateNumber(unary(operation, a));
    expect(at("inverseMills", 0)).toBeCloseTo(0.7978845608028654, 15);
    expect(at("inverseMills", -1000)).toBeCloseTo(1000.000999998, 9);
    expect(at("digamma", 1)).toBeCloseTo(-0.5772156649015329, 14);
    expect(at("log1pExp", 800)).toBe(800);
    expect(Number.isNaN(at("normalCdf", Number.NaN))).toBe(true);
  });

  it("refuses missing values, arrays of the wrong length, and arrays as numbers", () => {
    expect(() => evaluate(x.plus(1), { y: [1] })).toThrow(InvalidArgument);
    expect(() => evaluate(x.plus(column("y", rows)), { x: [1, 2], y: [1] })).toThrow(/evaluate: y must have 2 values, got 1/);
    expect(() => evaluateNumber(x, { x: [1, 2] })).toThrow(/evaluateNumber: expression must be one number, got "one over rows"/);
  });
});
