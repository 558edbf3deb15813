/** What every distribution of the catalogue obeys: its density, distribution function, quantiles and moments belong together. */
import { describe, expect, it } from "vitest";
import { evaluateNumber } from "../../../src/density/evaluate.js";
import { constant, type Expression } from "../../../src/density/expression.js";
import {
  cdf,
  type Distribution,
  logCdf,
  logDensityAt,
  logSurvival,
  mean,
  quantile,
  upperQuantile,
  variance,
} from "../../../src/distributions/index.js";
import { exp, expm1, integrate, log } from "../../../src/numeric/index.js";
import { cases } from "./cases.js";

const density = (distribution: Distribution, x: number): number => exp(logDensityAt(distribution, x));

/** Quantiles that cut the support into parts that quadrature can take one by one. */
const cutProbabilities = [1e-9, 1e-6, 1e-4, 0.01, 0.1, 0.3, 0.5];

function cuts(distribution: Distribution): number[] {
  const points = cutProbabilities.flatMap((p) => [quantile(distribution, p), upperQuantile(distribution, p)]);
  return [...new Set(points)].sort((a, b) => a - b);
}

const endOf = (bound: unknown, otherwise: number): number => (typeof bound === "number" ? bound : otherwise);

/** ∫ f p over the support, or Σ f p. */
function expectation(distribution: Distribution, isCount: boolean, f: (x: number) => number): number {
  if (isCount) {
    let sum = 0;
    for (let x = endOf(distribution.support.lower, 0); x <= upperQuantile(distribution, 1e-17) + 1; x++)
      sum += f(x) * density(distribution, x);
    return sum;
  }
  const from = endOf(distribution.support.lower, Number.NEGATIVE_INFINITY);
  const to = endOf(distribution.support.upper, Number.POSITIVE_INFINITY);
  const bounds = [from, ...cuts(distribution).filter((cut) => cut > from && cut < to), to];
  const part = (lower: number, upper: number) =>
    integrate((x) => f(x) * density(distribution, x), lower, upper, { relativeTolerance: 1e-12 }).value;
  return bounds.slice(1).reduce((sum, bound, i) => sum + part(bounds[i] as number, bound), 0);
}

const probabilities = [1e-12, 1e-5, 0.02, 0.3, 0.5, 0.77, 0.99];

describe.each(cases)("$label", ({ distribution, isCount }) => {
  it("has a density whose total is 1", () => {
    expect(expectation(distribution, isCount, () => 1)).toBeCloseTo(1, 10);
  });

  it("has quantiles that its distribution function takes back", () => {
    for (const p of probabilities) {
      const [x, upper] = [quantile(distribution, p), upperQuantile(distribution, p)];
      if (isCount) {
        expect(cdf(distribution, x)).toBeGreaterThanOrEqual(p * (1 - 1e-12));
        expect(cdf(distribution, x - 1)).toBeLessThan(p);
        expect(exp(logSurvival(distribution, upper))).toBeLessThanOrEqual(p * (1 + 1e-12));
        expect(exp(logSurvival(distribution, upper - 1))).toBeGreaterThan(p);
      } else {
        // An ulp of x weighs its density: allowed are 16 of them, beside 1e-12 of p.
        const slack = (at: number) => 1e-12 * p + 16 * Number.EPSILON * Math.abs(at) * density(distribution, at);
        expect(Math.abs(cdf(distribution, x) - p)).toBeLessThanOrEqual(slack(x));
        expect(Math.abs(exp(logSurvival(distribution, upper)) - p)).toBeLessThanOrEqual(slack(upper));
      }
    }
  });

  it("has a distribution function that its density adds up to", () => {
    const points = [0.1, 0.4, 0.8, 0.95].map((p) => quantile(distribution, p));
    for (const [i, x] of points.slice(1).entries()) {
      const before = points[i] as number;
      const wanted = cdf(distribution, x) - cdf(distribution, before);
      if (isCount) {
        let sum = 0;
        for (let k = before + 1; k <= x; k++) sum += density(distribution, k);
        expect(sum).toBeCloseTo(wanted, 12);
      } else {
        expect(integrate((at) => density(distribution, at), before, x, { relativeTolerance: 1e-12 }).value).toBeCloseTo(
          wanted,
          10,
        );
      }
    }
  });

  it("has log tails that belong together", () => {
    for (const p of probabilities) {
      const x = quantile(distribution, p);
      const [below, above] = [logCdf(distribution, x), logSurvival(distribution, x)];
      expect(exp(below) + exp(above)).toBeCloseTo(1, 12);
      expect(cdf(distribution, x)).toBeCloseTo(exp(below), 12);
      // The smaller one is the logarithm that the larger one cannot tell.
      if (below < -20) expect(above).toBeLessThanOrEqual(0);
      else if (Number.isFinite(above)) expect(expm1(below)).toBeCloseTo(-exp(above), 12);
    }
  });

  it("has log tails as expressions that are those as numbers", () => {
    for (const p of [1e-12, 0.02, 0.5, 0.99]) {
      for (const x of [quantile(distribution, p), upperQuantile(distribution, p)]) {
        const tails = { logCdf, logSurvival };
        for (const name of ["logCdf", "logSurvival"] as const) {
          const expression = distribution[name]?.(constant(x)) as Expression;
          const wanted = tails[name](distribution, x);
          const got = evaluateNumber(expression);
          if (Number.isFinite(wanted)) expect(Math.abs(got - wanted)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(wanted)));
          else expect(got).toBe(wanted);
        }
      }
    }
  });

  it("has the mean and the variance of its density", () => {
    const center = mean(distribution);
    if (!Number.isFinite(center)) return expect(distribution.name).toMatch(/cauchy/i);
    const size = Math.abs(center) + Math.sqrt(variance(distribution));
    expect(Math.abs(expectation(distribution, isCount, (x) => x) - center)).toBeLessThanOrEqual(1e-7 * size);
    const second = expectation(distribution, isCount, (x) => (x - center) * (x - center));
    expect(Math.abs(second - variance(distribution))).toBeLessThanOrEqual(1e-6 * variance(distribution));
  });

  it("has a non-centered form of the same density", () => {
    const { standardized } = distribution;
    if (standardized === undefined)
      return expect(distribution.center === undefined || isCount || distribution.name !== "normal").toBe(true);
    for (const z of [-3, 0.25, 2]) {
      const [x, beyond] = [z, z + 1].map((at) => evaluateNumber(standardized.from(constant(at))));
      const slope = (beyond as number) - (x as number);
      expect(logDensityAt(distribution, x as number) + log(slope)).toBeCloseTo(logDensityAt(standardized.distribution, z), 11);
    }
  });
});
