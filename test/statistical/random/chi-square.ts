import { readFileSync } from "node:fs";
import { expect } from "vitest";

/** The cases of variate-cells.json. */
export interface CellCase {
  readonly name: string;
  readonly options: Record<string, number>;
  readonly cuts: readonly number[];
  readonly probabilities: readonly number[];
}

const file = JSON.parse(readFileSync(new URL("./variate-cells.json", import.meta.url), "utf8"));
export const cellCases: readonly CellCase[] = file.cases;

/** What chi-square of 1, 2, … degrees of freedom passes with the declared false-alarm rate of 1e-5; beyond the table by Wilson and Hilferty. */
export function criticalChiSquare(degrees: number): number {
  const table: readonly number[] = file["chiSquareAt1e-5"];
  if (degrees <= table.length) return table[degrees - 1];
  const v = 2 / (9 * degrees);
  return degrees * (1 - v + 4.264890793922825 * Math.sqrt(v)) ** 3;
}

/** Fails if the counts are further from the probabilities than chance brings about once in 1e5 times. */
export function expectCounts(counts: ArrayLike<number>, probabilities: ArrayLike<number> | ((cell: number) => number)): void {
  const probability = typeof probabilities === "function" ? probabilities : (cell: number) => probabilities[cell];
  let total = 0;
  for (let i = 0; i < counts.length; i++) total += counts[i];
  let statistic = 0;
  for (let i = 0; i < counts.length; i++) {
    const expected = total * probability(i);
    statistic += (counts[i] - expected) ** 2 / expected;
  }
  expect(statistic, "chi-square").toBeLessThan(criticalChiSquare(counts.length - 1));
}

/** Counts values into the cells between the cuts. */
export function countCells(draw: () => number, draws: number, cuts: readonly number[]): Int32Array {
  const counts = new Int32Array(cuts.length + 1);
  for (let i = 0; i < draws; i++) {
    const x = draw();
    let low = 0;
    let high = cuts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (x > cuts[middle]) low = middle + 1;
      else high = middle;
    }
    counts[low]++;
  }
  return counts;
}
