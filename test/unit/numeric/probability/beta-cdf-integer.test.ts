import { describe, expect, it } from "vitest";
import { InvalidArgument } from "../../../../src/errors.js";
import { betaCdfInteger, betaUpperTailInteger } from "../../../../src/numeric/probability/beta-cdf-integer.js";

/** C(n, j) in integers. */
function choose(n: number, j: number): bigint {
  let value = 1n;
  for (let i = 1; i <= j; i++) value = (value * BigInt(n - j + i)) / BigInt(i);
  return value;
}

/** numerator / denominator, rounded to within 2^-60 relative. */
function ratio(numerator: bigint, denominator: bigint): number {
  const shift = BigInt(64 + denominator.toString(2).length - numerator.toString(2).length);
  const scaled = shift > 0n ? (numerator << shift) / denominator : numerator / (denominator << -shift);
  return Number(scaled) * 2 ** -Number(shift);
}

/** P(first ≤ X ≤ last) for X ~ Binomial(n, m/2^52), exactly in rational arithmetic. */
function exactBinomial(n: number, m: bigint, first: number, last: number): number {
  const rest = (1n << 52n) - m;
  let sum = 0n;
  for (let j = first; j <= last; j++) sum += choose(n, j) * m ** BigInt(j) * rest ** BigInt(n - j);
  return ratio(sum, 1n << BigInt(52 * n));
}

describe("betaCdfInteger", () => {
  it("equals the exact rational binomial sum to 1e-14 relative, in both tails", () => {
    let worst = 0;
    for (const [alpha, beta] of [
      [1, 1],
      [1, 9],
      [4, 30],
      [12, 12],
      [30, 3],
      [2, 99],
      [77, 80],
      [150, 151],
      [300, 20],
    ]) {
      for (const x of [1e-9, 0.001, 0.05, 0.1, 0.25, 0.3, 0.5, 0.7, 0.95, 0.999]) {
        const m = BigInt(Math.round(x * 2 ** 52));
        const exactX = Number(m) * 2 ** -52;
        const n = alpha + beta - 1;
        const above = exactBinomial(n, m, alpha, n);
        const below = exactBinomial(n, m, 0, alpha - 1);
        if (above > 1e-300) worst = Math.max(worst, Math.abs(betaCdfInteger(exactX, alpha, beta) / above - 1));
        if (below > 1e-300) worst = Math.max(worst, Math.abs(betaUpperTailInteger(exactX, alpha, beta) / below - 1));
      }
    }
    expect(worst).toBeLessThan(1e-14);
  });

  it("is x for a uniform variable and x^alpha for beta = 1", () => {
    expect(betaCdfInteger(0.3, 1, 1)).toBe(0.3);
    expect(betaCdfInteger(0.25, 8, 1)).toBe(2 ** -16);
    expect(betaUpperTailInteger(0.75, 1, 8)).toBe(2 ** -16);
  });

  it("gives 0 and 1 at the ends", () => {
    expect(betaCdfInteger(0, 3, 4)).toBe(0);
    expect(betaCdfInteger(1, 3, 4)).toBe(1);
    expect(betaUpperTailInteger(0, 3, 4)).toBe(1);
    expect(betaUpperTailInteger(1, 3, 4)).toBe(0);
  });

  it("does not underflow before its result does", () => {
    // 0.5^1000 = 9.332636185032189e-302
    expect(betaCdfInteger(0.5, 1000, 1)).toBe(2 ** -1000);
    expect(betaCdfInteger(0.5, 600, 600)).toBeCloseTo(0.5, 14);
  });

  it("refuses what is no probability and parameters that are no positive integers", () => {
    expect(() => betaCdfInteger(1.2, 1, 1)).toThrow("betaCdfInteger: x must be in [0, 1], got 1.2");
    expect(() => betaCdfInteger(Number.NaN, 1, 1)).toThrow(InvalidArgument);
    expect(() => betaCdfInteger(0.5, 1.5, 1)).toThrow("alpha must be an integer from 1, got 1.5");
    expect(() => betaUpperTailInteger(0.5, 1, 0)).toThrow("betaUpperTailInteger: beta must be an integer from 1, got 0");
  });
});
