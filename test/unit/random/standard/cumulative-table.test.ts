import { describe, expect, it } from "vitest";
import { CumulativeTable, tabulatedVariate } from "../../../../src/random/standard/cumulative-table.js";

describe("CumulativeTable", () => {
  it("finds the interval that holds a number, up to its very ends", () => {
    const table = new CumulativeTable([1, 0, 2, 1]);
    const cases: [number, number][] = [
      [2 ** -54, 0],
      [0.25 - 2 ** -54, 0],
      [0.25, 2],
      [0.75 - 2 ** -53, 2],
      [0.75, 3],
      [1 - 2 ** -53, 3],
    ];
    for (const [u, index] of cases) expect(table.indexOf(u), String(u)).toBe(index);
  });

  it("never gives an index of weight 0 at either end", () => {
    const table = new CumulativeTable([0, 0, 0.1, 0.2, 0, 0]);
    expect(table.indexOf(2 ** -54)).toBe(2);
    expect(table.indexOf(1 - 2 ** -53)).toBe(3);
  });

  it("agrees with a search from the start for uneven weights", () => {
    const weights = Array.from({ length: 97 }, (_, i) => ((i * 37) % 11) ** 3);
    const table = new CumulativeTable(weights);
    const sum = weights.reduce((a, b) => a + b);
    for (let k = 0; k < 5000; k++) {
      const u = (k + 0.37) / 5000;
      let index = 0;
      for (let reached = weights[0] / sum; reached <= u; reached += weights[index] / sum) index++;
      expect(table.indexOf(u)).toBe(index);
    }
  });
});

describe("tabulatedVariate", () => {
  it("covers the whole range that 53 bits can reach", () => {
    // Geometric: P(k) = 2^-(k+1), so u in [1 - 2^-k, 1 - 2^-(k+1)) gives k.
    const draw = tabulatedVariate(0, 0, Number.POSITIVE_INFINITY, () => 0.5);
    for (const k of [0, 1, 10, 50]) expect(draw({ uniform: () => 1 - 0.75 * 2 ** -k })).toBe(k);
    expect(draw({ uniform: () => 1 - 2 ** -53 })).toBeGreaterThanOrEqual(52);
  });
});
