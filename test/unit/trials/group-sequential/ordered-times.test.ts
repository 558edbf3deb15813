import { describe, expect, it } from "vitest";
import { rngFromSeed } from "../../../../src/random/index.js";
import { AscendingOrder } from "../../../../src/trials/group-sequential/ascending-order.js";
import { RankedTimes } from "../../../../src/trials/group-sequential/ranked-times.js";

const SIZE = 400;
const uniforms = new Float64Array(SIZE);
rngFromSeed(20260722).fillUniform(uniforms);

const columns = {
  "of one size": uniforms,
  "of all sizes": uniforms.map((u, i) => u * 2 ** ((i * 37) % 1000)),
  "alike in their highest bits": uniforms.map((u) => 1000 + u * 1e-6),
  "with ties": uniforms.map((u) => Math.floor(u * 8)),
};

describe.each(Object.entries(columns))("times %s", (_, times) => {
  const sorted = Array.from(times, (time, i) => ({ time, i })).sort((a, b) => a.time - b.time || a.i - b.i);

  it("are put in ascending order, ties by position, with those who never have the event last", () => {
    const order = new AscendingOrder(SIZE + 1);
    order.sort(Float64Array.of(...times, Infinity), SIZE + 1);
    expect(Array.from(order.positions)).toEqual([...sorted.map(({ i }) => i), SIZE]);
  });

  it("are found by rank, with as many as tie", () => {
    const ranked = new RankedTimes(SIZE);
    for (const time of times) ranked.add(time);
    for (const rank of [1, 50, 133, 266, SIZE]) {
      const { time } = sorted[rank - 1];
      expect(ranked.atRank(rank - 1)).toBe(time);
      expect(ranked.countUpTo(time, rank)).toBe(sorted.filter((other) => other.time <= time).length);
    }
  });
});
