import { describe, expect, it } from "vitest";
import type { Backend, Columns } from "../../../../src/density/backend.js";
import { portable, wasm } from "../../../../src/density/backends/index.js";
import { InvalidArgument } from "../../../../src/errors.js";
import { grouped, pairwise, withOperator } from "./programs.js";

const backends: readonly Backend[] = [wasm, portable];
const { sizes, columns } = grouped.data(6);

describe.each(backends)("binding with the $name backend", (backend) => {
  const refused = (given: Record<string, number>, data: Columns): string => {
    try {
      backend.load(grouped.program, []).bind(given, data);
    } catch (error) {
      if (error instanceof InvalidArgument) return error.message;
      throw error;
    }
    return "bound";
  };
  const withValue = (name: "y" | "group", row: number, value: number): Columns => {
    const changed = columns[name].slice();
    changed[row] = value;
    return { ...columns, [name]: changed };
  };

  it.each([
    ["a size that is missing", { rows: 6 }, columns, "bind: sizes.groups must be a whole number from 0, got undefined"],
    [
      "a size that is not a count",
      { rows: 6, groups: 2.5 },
      columns,
      "bind: sizes.groups must be a whole number from 0, got 2.5",
    ],
    [
      "a size that the program does not have",
      { ...sizes, row: 1 },
      columns,
      "bind: sizes.row must be one of rows, groups, one, got 1",
    ],
    ["a fixed size that is said otherwise", { ...sizes, one: 2 }, columns, "bind: sizes.one must be 1, as the model says, got 2"],
    ["a column that is missing", sizes, { y: columns.y, x: columns.x }, "bind: columns.group must be there, got undefined"],
    [
      "a column that the program does not have",
      sizes,
      { ...columns, z: columns.y },
      'bind: columns must be among y, x, group, got "z"',
    ],
    [
      "a column of the wrong length",
      sizes,
      { ...columns, x: new Float64Array(5) },
      "bind: columns.x must have 6 rows (rows), got 5",
    ],
    ["data that are not numbers", sizes, withValue("y", 4, Number.NaN), "bind: columns.y[4] must be a finite number, got NaN"],
    [
      "data that are infinite",
      sizes,
      withValue("y", 0, Number.POSITIVE_INFINITY),
      "bind: columns.y[0] must be a finite number, got Infinity",
    ],
    [
      "an index beyond the groups",
      sizes,
      withValue("group", 5, 2),
      "bind: columns.group[5] must be a whole number in [0, 2), got 2",
    ],
    ["an index below 0", sizes, withValue("group", 1, -1), "bind: columns.group[1] must be a whole number in [0, 2), got -1"],
  ] as const)("refuses %s", (_, given, data, message) => {
    expect(refused(given as unknown as Record<string, number>, data)).toBe(message);
  });

  it("takes indices as doubles, if they are whole numbers", () => {
    expect(refused(sizes, { ...columns, group: Float64Array.from(columns.group) })).toBe("bound");
    expect(refused(sizes, { ...columns, group: Float64Array.of(0, 1, 0.5, 1, 0, 1) })).toContain("columns.group[2]");
  });

  it("refuses more data than memory can hold", () => {
    expect(() =>
      backend.load(pairwise.program, []).bind({ rows: 0, nodes: 2 ** 29 }, { left: new Int32Array(0), right: new Int32Array(0) }),
    ).toThrow("bind: sizes must need less than 2 GB of memory");
  });

  it("keeps the old data when new ones are refused", () => {
    const bound = backend.load(grouped.program, []).bind(sizes, columns);
    expect(() => bound.rebind(sizes, withValue("y", 2, Number.NaN))).toThrow(InvalidArgument);
    expect([...bound.array(6)]).toEqual([...columns.y]);
    expect(() => bound.run("density")).not.toThrow();
  });

  it("multiplies sizes, and fills what is computed from sizes alone", () => {
    const { sizes, columns } = pairwise.data(3);
    const bound = backend.load(pairwise.program, []).bind(sizes, columns);
    expect([...bound.array(5)]).toEqual(Array.from({ length: 12 }, (_, i) => Math.sqrt(i)));
  });

  it("lays position arrays one after the other, and gradient arrays in the same order", () => {
    const bound = backend.load(grouped.program, []).bind(sizes, columns);
    bound.position.set([1, 2, 3, 4]);
    expect([0, 1, 2].map((array) => [...bound.array(array)])).toEqual([[1, 2], [3], [4]]);
    bound.gradient.set([5, 6, 7, 8]);
    expect([3, 4, 5].map((array) => [...bound.array(array)])).toEqual([[5, 6], [7], [8]]);
  });

  it("refuses a program whose operators are not there", () => {
    expect(() => backend.load(withOperator.program, [])).toThrow("load: operators must have the operator cumulate, got []");
    const { name, forward } = withOperator.operators[0];
    expect(() => backend.load(withOperator.program, [{ name, forward }])).toThrow(
      "load: operators.cumulate must have a backward pass",
    );
  });
});
