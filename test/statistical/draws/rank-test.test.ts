/**
 * The tests of uniformity. The false-alarm rate of the rank test is exact, by enumeration of all ranks there can be; the others are simulated, with a
 * false-alarm rate of this file of 1e-5: fewer than 20 comparisons, each at 5e-7.
 */
import { describe, expect, it } from "vitest";
import { uniformityTest } from "../../../src/draws/index.js";
import { rankTest } from "../../../src/models/rank-test.js";
import { rngFromSeed } from "../../../src/random/index.js";
import { isBetween } from "./autoregression.js";

const ALPHA = 5e-7;

/** All p-values of `count` ranks of 0 … largest, each as likely as the others, in increasing order. */
function allPValues(count: number, largest: number): Float64Array {
  const test = rankTest(count, largest);
  const found = new Float64Array((largest + 1) ** count);
  const ranks = new Array<number>(count).fill(0);
  for (let at = 0; at < found.length; at++) {
    let rest = at;
    for (let i = 0; i < count; i++) {
      ranks[i] = rest % (largest + 1);
      rest = Math.floor(rest / (largest + 1));
    }
    found[at] = test(ranks);
  }
  return found.sort();
}

describe("the rank test of simulation-based calibration", () => {
  it.each([
    [9, 3],
    [8, 4],
    [6, 6],
    [5, 9],
    [12, 1],
  ])("of %d ranks of 0 … %d has a p-value of at most p with probability p at most, at every level", (count, largest) => {
    const values = allPValues(count, largest);
    let worst = 0;
    for (let at = 0; at < values.length; at++) {
      if (at + 1 < values.length && values[at + 1] <= values[at] * (1 + 1e-9)) continue;
      worst = Math.max(worst, (at + 1) / values.length / values[at]);
    }
    expect(worst).toBeLessThan(1 + 1e-9);
    // It says something at small levels: the extreme ranks are found.
    expect(values[0]).toBeLessThan(7 / values.length);
  });

  it("of 200 ranks of 0 … 39 alarms at a hundredth at most once in a hundred, and seldom much less", () => {
    const test = rankTest(200, 39);
    const runs = 20000;
    let alarms = 0;
    for (let seed = 0; seed < runs; seed++) {
      const rng = rngFromSeed(`sbc ${seed}`);
      if (test(Array.from({ length: 200 }, () => Math.floor(40 * rng.uniform()))) <= 0.01) alarms++;
    }
    expect(isBetween(alarms, runs, 0.004, 0.01, ALPHA), `${alarms}`).toBe(true);
  });
});

describe("the uniformity test", () => {
  const runs = 2000;
  const shares = (values: (seed: number) => readonly number[], options: Parameters<typeof uniformityTest>[1]) => {
    const found = [0, 0];
    for (let seed = 0; seed < runs; seed++) {
      const { pValue } = uniformityTest(values(seed), options);
      if (pValue < 0.05) found[0]++;
      if (pValue < 0.01) found[1]++;
    }
    return found;
  };
  const uniforms = (seed: number) => {
    const rng = rngFromSeed(`uniform ${seed}`);
    return Array.from({ length: 100 }, () => rng.uniform());
  };

  // What docs/diagnostics says of them: right for ranks and piet, too small by a factor of up to 2 for the others.
  it.each([
    ["piet", { method: "piet" }, uniforms, 0.8, 1.25],
    ["ranks", { largestRank: 99 }, (seed: number) => uniforms(seed).map((u) => Math.floor(100 * u)), 0.8, 1.5],
    ["pot", { method: "pot" }, uniforms, 0.8, 2.2],
    ["prit", { method: "prit" }, uniforms, 0.8, 2.2],
  ] as const)("by %s falls below 0.05 and 0.01 about as often as its documentation says", (_, options, values, least, most) => {
    const [five, one] = shares(values, options);
    expect(isBetween(five, runs, least * 0.05, most * 0.05, ALPHA), `${five}`).toBe(true);
    expect(isBetween(one, runs, least * 0.01, most * 0.01, ALPHA), `${one}`).toBe(true);
  });
});
