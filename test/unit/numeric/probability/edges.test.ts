import { describe, expect, it } from "vitest";
import { InvalidArgument } from "../../../../src/errors.js";
import * as probability from "../../../../src/numeric/probability/index.js";

const functions = { ...probability } as unknown as Record<string, (...args: number[]) => number>;
const infinity = Number.POSITIVE_INFINITY;

/** name, parameters, names of the parameters, lower and upper end of the support. */
const distributions: [string, number[], string[], number, number][] = [
  ["normal", [0, 1], ["mean", "sd"], -infinity, infinity],
  ["studentT", [3], ["degreesOfFreedom"], -infinity, infinity],
  ["logistic", [0, 1], ["location", "scale"], -infinity, infinity],
  ["gamma", [2, 3], ["shape", "rate"], 0, infinity],
  ["chiSquare", [5], ["degreesOfFreedom"], 0, infinity],
  ["beta", [2, 3], ["alpha", "beta"], 0, 1],
  ["f", [3, 4], ["numeratorDf", "denominatorDf"], 0, infinity],
  ["exponential", [2], ["rate"], 0, infinity],
  ["weibull", [2, 3], ["shape", "scale"], 0, infinity],
  ["logNormal", [0, 1], ["logMean", "logSd"], 0, infinity],
  ["binomial", [10, 0.3], ["size", "probability"], 0, 10],
  ["betaBinomial", [10, 0.7, 2], ["size", "alpha", "beta"], 0, 10],
  ["poisson", [3], ["mean"], 0, infinity],
  ["negativeBinomial", [2.5, 0.4], ["size", "probability"], 0, infinity],
  ["hypergeometric", [5, 7, 9], ["successes", "failures", "draws"], 2, 5],
];

describe.each(distributions)("%s", (name, parameters, names, lowest, highest) => {
  const call = (suffix: string, x: number) => functions[`${name}${suffix}`](...[x, ...parameters]);
  const isDiscrete = `${name}Mass` in functions;
  const density = isDiscrete ? "Mass" : "Density";

  it("has no mass outside its support, and both tails reach 0 and 1", () => {
    const below = lowest === -infinity ? -infinity : lowest - 1;
    const above = highest === infinity ? infinity : highest + 1;
    for (const x of [below, above]) {
      expect(call(density, x)).toBe(0);
      expect(call(`Log${density}`, x)).toBe(-infinity);
    }
    expect([call("Cdf", below), call("UpperTail", below)]).toEqual([0, 1]);
    expect([call("Cdf", above), call("UpperTail", above)]).toEqual([1, 0]);
    if (`${name}LogCdf` in functions) {
      expect(call("LogCdf", below)).toBe(-infinity);
      expect(call("LogCdf", above) === 0 && call("LogUpperTail", below) === 0).toBe(true);
      expect(call("LogUpperTail", above)).toBe(-infinity);
    }
  });

  it("has the ends of its support as the quantiles of 0 and 1", () => {
    expect([call("Quantile", 0), call("Quantile", 1)]).toEqual([lowest, highest]);
    expect([call("UpperQuantile", 0), call("UpperQuantile", 1)]).toEqual([highest, lowest]);
  });

  it("refuses what is no number, no probability, and every parameter outside its range", () => {
    const suffixes = Object.keys(functions).filter((key) => key.startsWith(name) && /^[A-Z]/.test(key.slice(name.length)));
    expect(suffixes.length).toBeGreaterThanOrEqual(6);
    for (const key of suffixes) {
      if (name === "beta" && /^beta(Binomial|CdfInteger|UpperTailInteger)/.test(key)) continue;
      const first = key.endsWith("Quantile") ? ["p", "be in [0, 1]"] : ["x", "be a number"];
      expect(() => functions[key](Number.NaN, ...parameters)).toThrow(`${key}: ${first[0]} must ${first[1]}, got NaN`);
      names.forEach((argument, i) => {
        for (const bad of [Number.NaN, argument.includes("ean") || argument === "location" ? infinity : -0.5]) {
          const changed = parameters.map((value, j) => (i === j ? bad : value));
          expect(() => functions[key](0.5, ...changed), key).toThrow(InvalidArgument);
          expect(() => functions[key](0.5, ...changed), key).toThrow(`${key}: ${argument} must `);
        }
      });
    }
  });

  it("gives 0 mass between the integers, and steps only there", () => {
    if (!isDiscrete) {
      expect(call("Density", 0.37)).toBeGreaterThan(0);
      return;
    }
    expect(call("Mass", 2.5)).toBe(0);
    expect(call("Cdf", 3.99)).toBe(call("Cdf", 3));
    expect(call("UpperTail", 3.99)).toBe(call("UpperTail", 3));
  });
});

describe("densities at the ends of their support", () => {
  it("are 0, finite or infinite as the parameters say", () => {
    const { betaDensity, chiSquareDensity, fDensity, gammaDensity, weibullDensity } = probability;
    expect([gammaDensity(0, 0.5), gammaDensity(0, 1, 3), gammaDensity(0, 2)]).toEqual([infinity, 3, 0]);
    expect([chiSquareDensity(0, 1), chiSquareDensity(0, 2), chiSquareDensity(0, 3)]).toEqual([infinity, 0.5, 0]);
    expect([betaDensity(0, 0.5, 2), betaDensity(0, 1, 4), betaDensity(0, 2, 2)]).toEqual([infinity, 4, 0]);
    expect([betaDensity(1, 2, 0.5), betaDensity(1, 4, 1), betaDensity(1, 2, 2)]).toEqual([infinity, 4, 0]);
    expect([fDensity(0, 1, 3), fDensity(0, 2, 3), fDensity(0, 3, 3)]).toEqual([infinity, 1, 0]);
    expect([weibullDensity(0, 0.5), weibullDensity(0, 1, 4), weibullDensity(0, 2)]).toEqual([infinity, 0.25, 0]);
  });

  it("a binomial or negative binomial variable with a sure outcome is constant", () => {
    const { binomialCdf, binomialMass, binomialQuantile, negativeBinomialMass, negativeBinomialQuantile } = probability;
    expect([binomialMass(0, 5, 0), binomialMass(5, 5, 1), binomialMass(0, 0, 0.3)]).toEqual([1, 1, 1]);
    expect([binomialCdf(0, 5, 0), binomialCdf(4, 5, 1)]).toEqual([1, 0]);
    expect([binomialQuantile(0.7, 5, 0), binomialQuantile(0.7, 5, 1)]).toEqual([0, 5]);
    expect([negativeBinomialMass(0, 3, 1), negativeBinomialMass(1, 3, 1), negativeBinomialQuantile(0.9, 3, 1)]).toEqual([
      1, 0, 0,
    ]);
  });
});

describe("known values", () => {
  it("the 97.5 % normal quantile is 1.959963984540054, and symmetric", () => {
    expect(probability.normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 15);
    expect(probability.normalQuantile(0.5, 3, 7)).toBe(3);
    expect(probability.normalUpperQuantile(0.025)).toBe(-probability.normalQuantile(0.025));
  });

  it("t with one degree of freedom is Cauchy's distribution", () => {
    for (const x of [-1e8, -3, -0.1, 0, 0.5, 20]) {
      expect(probability.studentTCdf(x, 1)).toBeCloseTo(0.5 + Math.atan(x) / Math.PI, 15);
      expect(probability.studentTDensity(x, 1) * Math.PI * (1 + x * x)).toBeCloseTo(1, 14);
    }
    expect(probability.studentTUpperTail(1e200, 1) * Math.PI * 1e200).toBeCloseTo(1, 14);
  });

  it("a quantile that is tied with a step of the distribution function is that step", () => {
    expect(probability.binomialQuantile(0.5, 1, 0.5)).toBe(0);
    expect(probability.binomialQuantile(0.5, 7, 0.5)).toBe(3);
    expect(probability.negativeBinomialQuantile(0.5, 1, 0.5)).toBe(0);
    expect(probability.hypergeometricQuantile(0.5, 1, 1, 1)).toBe(0);
  });
});
