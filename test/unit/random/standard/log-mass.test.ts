import { describe, expect, it } from "vitest";
import { logBinomialMass, logPoissonMass } from "../../../../src/random/standard/log-mass.js";

/** ln of a ratio of big integers with 17 digits. */
function logOfRatio(numerator: bigint, denominator: bigint): number {
  const scaled = (numerator << 200n) / denominator;
  const bits = scaled.toString(2).length;
  const leading = Number(scaled >> BigInt(Math.max(0, bits - 60)));
  return Math.log(leading) + (Math.max(0, bits - 60) - 200) * Math.LN2;
}

function choose(n: number, k: number): bigint {
  let result = 1n;
  for (let i = 1; i <= k; i++) result = (result * BigInt(n - k + i)) / BigInt(i);
  return result;
}

describe("logBinomialMass", () => {
  it("is the logarithm of the exact rational probability", () => {
    for (const [k, n, a, b] of [
      [0, 12, 1, 4],
      [12, 12, 1, 4],
      [3, 12, 1, 4],
      [1, 2, 1, 2],
      [50, 100, 1, 2],
      [80, 100, 1, 2],
      [7, 1000, 1, 8],
      [500, 1000, 3, 8],
    ]) {
      const exact = logOfRatio(choose(n, k) * BigInt(a) ** BigInt(k) * BigInt(b - a) ** BigInt(n - k), BigInt(b) ** BigInt(n));
      expect(logBinomialMass(k, n, a / b)).toBeCloseTo(exact, 12);
    }
  });
});

describe("logPoissonMass", () => {
  it("is k ln m - m - ln k!", () => {
    for (const [k, mean] of [
      [0, 3.5],
      [1, 3.5],
      [4, 3.5],
      [20, 3.5],
      [100, 90],
      [170, 150],
    ]) {
      let logFactorial = 0;
      for (let i = 2; i <= k; i++) logFactorial += Math.log(i);
      expect(logPoissonMass(k, mean)).toBeCloseTo(k * Math.log(mean) - mean - logFactorial, 11);
    }
  });
});
