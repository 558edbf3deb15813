import { describe, expect, it } from "vitest";
import { rankTest } from "../../../src/models/rank-test.js";
import { rngFromSeed } from "../../../src/random/index.js";

/** All lists of `count` ranks of 0 … largest. */
const allRanks = (count: number, largest: number): number[][] =>
  count === 0
    ? [[]]
    : allRanks(count - 1, largest).flatMap((ranks) => Array.from({ length: largest + 1 }, (_, rank) => [...ranks, rank]));

describe("the test of ranks", () => {
  it.each([
    [3, 9],
    [4, 6],
    [6, 3],
    [5, 4],
  ])("of %i ranks of 0 … %i never alarms more often than it says", (count, largest) => {
    const test = rankTest(count, largest);
    const pValues = allRanks(count, largest)
      .map(test)
      .sort((a, b) => a - b);
    pValues.forEach((p, i) => {
      // The last one of equal p-values says how often one as small or smaller comes up.
      if (p < 1 && pValues[i + 1] !== p) expect((i + 1) / pValues.length).toBeLessThanOrEqual(p * (1 + 1e-9));
    });
    expect(pValues[0]).toBeLessThan(0.1);
  });

  it("has the probabilities of the extreme sums", () => {
    // All 5 ranks 0: sum 0 has probability 10^-5, two-sided and of three tests 6 × 10^-5.
    expect(rankTest(5, 9)([0, 0, 0, 0, 0])).toBeCloseTo(6e-5, 12);
    // All 5 ranks in the middle two of ten: 2 × 3 × 5^-5.
    expect(rankTest(5, 9)([4, 5, 4, 5, 4])).toBeCloseTo(6 / 5 ** 5, 12);
    // All in the middle one of nine: 2 × 3 × 9^-5.
    expect(rankTest(5, 8)([4, 4, 4, 4, 4])).toBeCloseTo(6 / 9 ** 5, 12);
  });

  it("sees ranks to one side, too narrow, too wide and in two clusters, and not uniform ones", () => {
    const rng = rngFromSeed(1);
    const ranks = (map: (u: number) => number) => Array.from({ length: 200 }, () => Math.floor(100 * map(rng.uniform())));
    const test = rankTest(200, 99);
    expect(test(ranks((u) => u))).toBeGreaterThan(0.01);
    expect(test(ranks((u) => u ** 1.7))).toBeLessThan(1e-5);
    expect(test(ranks((u) => 0.2 + 0.6 * u))).toBeLessThan(1e-5);
    expect(test(ranks((u) => (u < 0.5 ? 0.6 * u : 1 - 0.6 * (1 - u))))).toBeLessThan(1e-5);
    expect(test(ranks((u) => (u < 0.5 ? 0.25 : 0.75)))).toBeLessThan(1e-5);
  });
});
