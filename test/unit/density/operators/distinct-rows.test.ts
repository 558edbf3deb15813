import { describe, expect, it } from "vitest";
import { distinctRowsOperator } from "../../../../src/density/operators/distinct-rows.js";

/** How many distinct rows there are, how often each occurs, and the columns of them. */
function distinct(...inputs: readonly (Float64Array | Int32Array)[]) {
  const rows = inputs[0].length;
  const number = new Float64Array(1);
  const counts = new Float64Array(rows).fill(9);
  const copies = inputs.map((input) => input.slice().fill(9));
  distinctRowsOperator.forward({ inputs, outputs: [number, counts, ...(copies as Float64Array[])], work: [] }, null);
  const lists = [counts, ...copies].map((array) => [...array.subarray(0, number[0])]);
  return { number: number[0], counts: lists[0], columns: lists.slice(1) };
}

describe("distinct rows", () => {
  it("are told in the order in which they first occur, with how often each does", () => {
    const x = Float64Array.of(0.1, 0.2, 0.1, 0.1, 0.2, 0.1, 0.2, 0.1);
    const group = Int32Array.of(3, 0, 3, 1, 0, 3, 0, 3);
    expect(distinct(x, group)).toEqual({
      number: 3,
      counts: [4, 3, 1],
      columns: [
        [0.1, 0.2, 0.1],
        [3, 0, 1],
      ],
    });
  });

  it("are all rows, once each, where more than half of them differ", () => {
    const x = Float64Array.of(5, 6, 5, 7, 8, 5);
    expect(distinct(x)).toEqual({ number: 6, counts: [1, 1, 1, 1, 1, 1], columns: [[...x]] });
  });

  it("differ where any bit does: 0 is not −0, neighbors are not equal", () => {
    const x = Float64Array.of(0, -0, 1, 1 + 2 ** -52, 0, -0, 1, 1 + 2 ** -52);
    expect(distinct(x)).toEqual({ number: 4, counts: [2, 2, 2, 2], columns: [[0, -0, 1, 1 + 2 ** -52]] });
  });

  it("are found among many that share their hash's place", () => {
    const values = Float64Array.from({ length: 4096 }, (_, i) => (i * 37) % 2048);
    const { number, counts, columns } = distinct(values);
    expect(number).toBe(2048);
    expect(counts.every((count) => count === 2)).toBe(true);
    expect(columns[0]).toEqual([...values.subarray(0, 2048)]);
  });

  it.each<readonly [string, number, (i: number) => number]>([
    ["in blocks of neighbors", 2500, (i) => Math.floor(i / 4)],
    ["as periods", 1250, (i) => i % 1250],
    ["scattered", 4005, (i) => (i * i + 3 * i) % 8009],
  ])("are found in many rows, %s", (_, expected, kindOf) => {
    const kinds = Int32Array.from({ length: 10_000 }, (__, i) => kindOf(i));
    const { number, counts, columns } = distinct(kinds, Float64Array.from(kinds, Math.sqrt));
    expect(number).toBe(expected);
    expect(counts.reduce((total, count) => total + count, 0)).toBe(10_000);
    expect(columns[0]).toEqual([...new Set(kinds)]);
  });

  it("are not looked for where none of the first and of those spread over the rest repeats", () => {
    const x = Float64Array.from({ length: 10_000 }, (_, i) => (i < 128 || i % 39 === 0 ? i : 0.5));
    expect(distinct(x).number).toBe(10_000);
  });

  it("are none of no rows", () => {
    expect(distinct(new Float64Array(0), new Int32Array(0))).toEqual({ number: 0, counts: [], columns: [[], []] });
  });
});
