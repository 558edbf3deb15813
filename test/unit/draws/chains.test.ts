import { describe, expect, it } from "vitest";
import { MeanAutocovariance } from "../../../src/draws/chains/autocovariance.js";
import { fourierTransformInPlace } from "../../../src/draws/chains/fourier.js";
import { medianOfSorted, normalScoresInto, sortedDistances } from "../../../src/draws/chains/order.js";
import { selectInPlace } from "../../../src/draws/chains/select.js";
import { wholeChains } from "../../../src/draws/chains/split.js";
import { uniformityTest } from "../../../src/draws/index.js";
import { normalQuantile } from "../../../src/numeric/index.js";
import { rngFromSeed } from "../../../src/random/index.js";
import { normalChains } from "./samples.js";

describe("MeanAutocovariance", () => {
  for (const [count, length] of [
    [4, 250],
    [3, 101],
    [1, 512],
  ] as const) {
    it(`is the same to 1e-13 by sums and by Fourier transform, for ${count} sequences of ${length}`, () => {
      const chains = normalChains("autocovariance", count, length, 0.9);
      const autocovariance = new MeanAutocovariance(wholeChains(chains));
      for (let lag = 0; lag < length; lag++) {
        let expected = 0;
        for (const chain of chains) {
          const mean = chain.reduce((sum, x) => sum + x, 0) / length;
          for (let i = 0; i + lag < length; i++) expected += ((chain[i] - mean) * (chain[i + lag] - mean)) / length / count;
        }
        expect(Math.abs(autocovariance.at(lag) - expected)).toBeLessThan(1e-13);
      }
    });
  }
});

describe("fourierTransformInPlace", () => {
  it("is the discrete Fourier transform", () => {
    const real = Float64Array.of(1, 2, 0, -1, 3, 1, 0, 2);
    const imaginary = Float64Array.of(0, 1, 1, 0, -2, 0, 1, 0);
    const [re, im] = [real.slice(), imaginary.slice()];
    fourierTransformInPlace(re, im);
    for (let k = 0; k < 8; k++) {
      let [sumRe, sumIm] = [0, 0];
      for (let j = 0; j < 8; j++) {
        const angle = (-2 * Math.PI * j * k) / 8;
        sumRe += real[j] * Math.cos(angle) - imaginary[j] * Math.sin(angle);
        sumIm += real[j] * Math.sin(angle) + imaginary[j] * Math.cos(angle);
      }
      expect(Math.hypot(re[k] - sumRe, im[k] - sumIm)).toBeLessThan(1e-13);
    }
  });
});

describe("order statistics", () => {
  it("score ties by their average rank, whatever the spread of the values", () => {
    for (const values of [
      Float64Array.of(3, -1e300, 3, 1e300, 0),
      Float64Array.of(2, 1, 2, 3e-320 + 3, 1.5),
      Float64Array.of(1, 0, 1, 2, 0.5),
    ]) {
      const scores = new Float64Array(5);
      normalScoresInto(scores, values, values.slice().sort());
      const score = (rank: number) => normalQuantile((rank - 0.375) / 5.25);
      expect([scores[0], scores[2]]).toEqual([score(3.5), score(3.5)]);
      expect([...scores].sort((a, b) => a - b)).toEqual([score(1), score(2), score(3.5), score(3.5), score(5)]);
    }
  });

  it("merge distances from the median in order", () => {
    const sorted = Float64Array.of(-9, -1, 0, 2, 2, 7);
    expect([...sortedDistances(sorted, medianOfSorted(sorted))]).toEqual([1, 1, 1, 2, 6, 10]);
  });

  it("find any order statistic without sorting", () => {
    const rng = rngFromSeed(3);
    for (let trial = 0; trial < 200; trial++) {
      const values = Float64Array.from({ length: 1 + Math.floor(rng.uniform() * 30) }, () => Math.floor(rng.uniform() * 12));
      const sorted = values.slice().sort();
      const position = Math.floor(rng.uniform() * values.length);
      selectInPlace(values, position);
      expect(values[position]).toBe(sorted[position]);
      expect(Math.max(...values.slice(0, position), Number.NEGATIVE_INFINITY)).toBeLessThanOrEqual(values[position]);
      expect(Math.min(...values.slice(position))).toBe(values[position]);
    }
  });
});

describe("uniformityTest", () => {
  it("finds ranks of a posterior that is too narrow, and blames the extreme ones", () => {
    const rng = rngFromSeed(8);
    const ranks = Array.from({ length: 200 }, () =>
      rng.uniform() < 0.3 ? (rng.uniform() < 0.5 ? 0 : 99) : Math.floor(rng.uniform() * 100),
    );
    const { pValue, method, contributions } = uniformityTest(ranks, { largestRank: 99 });
    expect(method).toBe("prit");
    expect(pValue).toBeLessThan(1e-5);
    const worst = contributions.indexOf(Math.max(...contributions));
    expect([0, 99]).toContain(ranks[worst]);
  });

  it("finds ranks that are all the largest, or all the least", () => {
    for (const rank of [0, 99]) expect(uniformityTest(new Array(50).fill(rank), { largestRank: 99 }).pValue).toBeLessThan(1e-90);
  });

  it("is the same for ranks counted from the other end", () => {
    const ranks = [0, 3, 3, 7, 9, 1, 1, 1];
    const one = uniformityTest(ranks, { largestRank: 9 });
    const other = uniformityTest(
      ranks.map((rank) => 9 - rank),
      { largestRank: 9 },
    );
    expect(other.pValue).toBeCloseTo(one.pValue, 14);
  });

  it("does not let a value of exactly one half outweigh all others", () => {
    const values = [0.5, 0.001, 0.9999, 0.3, 0.0002];
    expect(uniformityTest(values, { method: "piet" }).pValue).toBeLessThan(0.01);
  });

  it("finds nothing in values that are spread evenly", () => {
    expect(uniformityTest(Array.from({ length: 50 }, (_, i) => (i + 0.5) / 50)).pValue).toBe(1);
  });

  it("refuses values outside their range, and other methods for ranks", () => {
    expect(() => uniformityTest([0.2, 1.2])).toThrow("values[1] must be in [0, 1], got 1.2");
    expect(() => uniformityTest([3], { largestRank: 2 })).toThrow("values[0] must be an integer from 0 to 2");
    expect(() => uniformityTest([1], { largestRank: 2, method: "pot" })).toThrow('method must be "prit" for ranks');
    expect(() => uniformityTest([])).toThrow("hold at least one value");
  });
});
