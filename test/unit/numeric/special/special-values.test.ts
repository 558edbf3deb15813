import { describe, expect, it } from "vitest";
import { InvalidArgument } from "../../../../src/errors.js";
import {
  binomialCoefficient,
  digamma,
  erf,
  erfc,
  erfcInverse,
  erfcx,
  erfInverse,
  expit,
  gamma,
  incompleteBeta,
  incompleteBetaComplement,
  incompleteBetaComplementInverse,
  incompleteBetaInverse,
  incompleteGammaLower,
  incompleteGammaLowerInverse,
  incompleteGammaUpper,
  incompleteGammaUpperInverse,
  log1pExp,
  logAddExp,
  logBeta,
  logChoose,
  logGamma,
  logIncompleteBeta,
  logIncompleteGammaUpper,
  logit,
  logSumExp,
  trigamma,
} from "../../../../src/numeric/special/index.js";

const infinity = Number.POSITIVE_INFINITY;

describe("gamma and its relatives", () => {
  it("gamma gives factorials exactly up to 24!", () => {
    let factorial = 1n;
    for (let n = 1; n <= 25; n++) {
      expect(gamma(n)).toBe(Number(factorial));
      factorial *= BigInt(n);
    }
    expect(gamma(0.5)).toBeCloseTo(Math.sqrt(Math.PI), 15);
    expect(gamma(172)).toBe(infinity);
  });

  it("logGamma is 0 at 1 and 2, Infinity at the poles, and NaN for NaN", () => {
    expect(logGamma(1)).toBe(0);
    expect(logGamma(2)).toBe(0);
    for (const pole of [0, -1, -7, -infinity, infinity]) expect(logGamma(pole)).toBe(infinity);
    expect(logGamma(Number.NaN)).toBeNaN();
  });

  it("logGamma keeps its digits next to its zeros", () => {
    // ln Γ(1 + s) = −γ s + π² s²/12 + …, ln Γ(2 + s) = (1 − γ) s + …
    const s = 2 ** -40;
    expect(logGamma(1 + s) / s).toBeCloseTo(-0.5772156649015329 + (Math.PI ** 2 / 12) * s, 14);
    expect(logGamma(2 + s) / s).toBeCloseTo(0.42278433509846713 + ((Math.PI ** 2 / 6 - 1) / 2) * s, 14);
  });

  it("logGamma of negative numbers follows Γ(x) Γ(1 − x) = π / sin(πx)", () => {
    // Γ(−1/2) = −2√π, Γ(−3/2) = 4√π/3
    expect(logGamma(-0.5)).toBeCloseTo(Math.log(2 * Math.sqrt(Math.PI)), 14);
    expect(logGamma(-1.5)).toBeCloseTo(Math.log((4 * Math.sqrt(Math.PI)) / 3), 14);
    expect(logGamma(-100.25)).toBeCloseTo(Math.log(Math.PI * Math.SQRT2) - logGamma(101.25), 11);
  });

  it("digamma and trigamma have their known values", () => {
    expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 15);
    expect(digamma(0.5)).toBeCloseTo(-0.5772156649015329 - 2 * Math.LN2, 14);
    expect(trigamma(1)).toBeCloseTo(Math.PI ** 2 / 6, 14);
  });

  it("logBeta is symmetric and 0 at (1, 1)", () => {
    expect(logBeta(3.5, 0.2)).toBe(logBeta(0.2, 3.5));
    expect(Math.abs(logBeta(1, 1))).toBeLessThan(1e-15);
    expect(logBeta(1e-300, 2)).toBeCloseTo(300 * Math.LN10, 10);
    expect(() => logBeta(0, 1)).toThrow("logBeta: a must be positive, got 0");
    expect(() => logBeta(1, -2)).toThrow(InvalidArgument);
  });
});

describe("binomial coefficients", () => {
  it("are exact up to 2^53, and right to 1e-14 up to the largest double", () => {
    let row = [1n];
    for (let n = 0; n <= 300; n++) {
      for (let k = 0; k <= n; k++) {
        const exact = Number(row[k]);
        if (exact <= Number.MAX_SAFE_INTEGER) expect(binomialCoefficient(n, k)).toBe(exact);
        else expect(Math.abs(binomialCoefficient(n, k) / exact - 1)).toBeLessThan(1e-14);
      }
      row = [1n, ...row.slice(1).map((value, i) => value + row[i]), 1n];
    }
  });

  it("are 0 outside, Infinity when too large, and refuse other arguments", () => {
    expect(binomialCoefficient(5, -1)).toBe(0);
    expect(binomialCoefficient(5, 6)).toBe(0);
    expect(binomialCoefficient(3000, 1500)).toBe(infinity);
    expect(() => binomialCoefficient(5.5, 2)).toThrow("binomialCoefficient: n must be an integer from 0, got 5.5");
    expect(() => binomialCoefficient(5, 0.5)).toThrow("k must be an integer, got 0.5");
    expect(logChoose(8, 0)).toBe(0);
    expect(logChoose(8, 9)).toBe(-infinity);
    expect(() => logChoose(-1, 0)).toThrow(InvalidArgument);
  });
});

describe("error functions", () => {
  it("have their limits", () => {
    expect([erf(infinity), erf(-infinity), erf(0), erf(-0)]).toEqual([1, -1, 0, -0]);
    expect([erfc(infinity), erfc(-infinity), erfc(0)]).toEqual([0, 2, 1]);
    expect([erfcx(infinity), erfcx(-infinity), erfcx(0)]).toEqual([0, infinity, 1]);
    for (const f of [erf, erfc, erfcx, erfInverse, erfcInverse]) expect(f(Number.NaN)).toBeNaN();
  });

  it("have inverses with their limits, NaN outside", () => {
    expect([erfInverse(1), erfInverse(-1), erfInverse(0)]).toEqual([infinity, -infinity, 0]);
    expect([erfcInverse(0), erfcInverse(2), erfcInverse(1)]).toEqual([infinity, -infinity, 0]);
    expect(erfInverse(1.1)).toBeNaN();
    expect(erfcInverse(-0.1)).toBeNaN();
  });
});

describe("incomplete gamma and beta functions", () => {
  it("have their limits", () => {
    expect([incompleteGammaLower(2, 0), incompleteGammaLower(2, infinity)]).toEqual([0, 1]);
    expect([incompleteGammaUpper(2, 0), incompleteGammaUpper(2, infinity)]).toEqual([1, 0]);
    expect([incompleteBeta(0, 2, 3), incompleteBeta(1, 2, 3)]).toEqual([0, 1]);
    expect([incompleteBetaComplement(0, 2, 3), incompleteBetaComplement(1, 2, 3)]).toEqual([1, 0]);
    expect(logIncompleteBeta(0, 2, 3)).toBe(-infinity);
  });

  it("know their closed forms", () => {
    // Q(1, x) = e^−x, I_x(1/2, 1/2) = 2/π asin √x
    for (const x of [1e-12, 0.3, 1, 2.5, 40, 700]) expect(incompleteGammaUpper(1, x) / Math.exp(-x)).toBeCloseTo(1, 14);
    expect(logIncompleteGammaUpper(1, 1e5)).toBeCloseTo(-1e5, 9);
    for (const x of [0.01, 0.25, 0.5, 0.8]) {
      expect(incompleteBeta(x, 0.5, 0.5)).toBeCloseTo((2 / Math.PI) * Math.asin(Math.sqrt(x)), 14);
    }
  });

  it("have inverses with their limits", () => {
    expect([incompleteGammaLowerInverse(2, 0), incompleteGammaLowerInverse(2, 1)]).toEqual([0, infinity]);
    expect([incompleteGammaUpperInverse(2, 0), incompleteGammaUpperInverse(2, 1)]).toEqual([infinity, 0]);
    expect([incompleteBetaInverse(0, 2, 3), incompleteBetaInverse(1, 2, 3)]).toEqual([0, 1]);
    expect([incompleteBetaComplementInverse(0, 2, 3), incompleteBetaComplementInverse(1, 2, 3)]).toEqual([1, 0]);
  });

  it("refuse arguments outside their domain", () => {
    expect(() => incompleteGammaLower(0, 1)).toThrow("incompleteGammaLower: a must be positive and finite, got 0");
    expect(() => incompleteGammaUpper(1, -1)).toThrow("incompleteGammaUpper: x must be a number from 0, got -1");
    expect(() => incompleteBeta(1.5, 1, 1)).toThrow("incompleteBeta: x must be in [0, 1], got 1.5");
    expect(() => incompleteBeta(0.5, infinity, 1)).toThrow("a must be positive and finite, got Infinity");
    expect(() => incompleteBetaComplement(0.5, 1, Number.NaN)).toThrow("b must be positive and finite, got NaN");
    expect(() => incompleteGammaLowerInverse(1, 2)).toThrow("incompleteGammaLowerInverse: p must be in [0, 1], got 2");
    expect(() => incompleteGammaUpperInverse(1, -1)).toThrow("incompleteGammaUpperInverse: q must be in [0, 1], got -1");
    expect(() => incompleteBetaInverse(2, 1, 1)).toThrow("incompleteBetaInverse: p must be in [0, 1], got 2");
    expect(() => incompleteBetaComplementInverse(0.5, 0, 1)).toThrow(InvalidArgument);
  });
});

describe("sums of exponentials", () => {
  it("do not overflow, and treat −Infinity as 0", () => {
    expect(logSumExp([])).toBe(-infinity);
    expect(logSumExp([-infinity, -infinity])).toBe(-infinity);
    expect(logSumExp([1000, 1000, 1000, 1000])).toBeCloseTo(1000 + Math.log(4), 12);
    expect(logSumExp(Float64Array.of(0, -infinity))).toBe(0);
    expect(logSumExp([1, infinity])).toBe(infinity);
    expect(logSumExp([1, Number.NaN, 2])).toBeNaN();
    expect(logAddExp(-infinity, 3)).toBe(3);
    expect(logAddExp(-infinity, -infinity)).toBe(-infinity);
    expect(logAddExp(infinity, 1)).toBe(infinity);
    expect([log1pExp(-infinity), log1pExp(infinity), log1pExp(1e300)]).toEqual([0, infinity, 1e300]);
  });

  it("logit and expit reach their ends and refuse nothing in between", () => {
    expect([logit(0), logit(1), logit(0.5)]).toEqual([-infinity, infinity, 0]);
    expect(logit(1.1)).toBeNaN();
    expect([expit(-infinity), expit(infinity), expit(0)]).toEqual([0, 1, 0.5]);
    expect(expit(-745)).toBeGreaterThan(0);
  });
});
