import { describe, expect, it } from "vitest";
import {
  compareModels,
  drawsFromColumns,
  fitGeneralizedPareto,
  generalizedParetoQuantile,
  type LogLikelihood,
  logLikelihoodFromDraws,
  loo,
  momentMatchedLoo,
  paretoDiagnostics,
  psis,
  waic,
} from "../../../src/draws/index.js";
import { InvalidArgument } from "../../../src/errors.js";
import { normalChains } from "./samples.js";

const mu = normalChains("mu", 4, 250).map((chain) => chain.map((z) => z / 10));
const density = (y: number, sd: number) => mu.map((chain) => chain.map((m) => -0.5 * ((y - m) / sd) ** 2 - Math.log(sd)));
const logLikelihoodOf = (ys: readonly number[], sd: number): LogLikelihood => ({
  observationCount: ys.length,
  of: (i) => density(ys[i], sd),
});
const ys = Array.from({ length: 120 }, (_, i) => Math.sin(i * 12.9898) * 2);

describe("momentMatchedLoo", () => {
  /** One mean, ten observations of which the last is far out; π is their product. */
  const values = [-0.4, 0.2, 0.9, -1.1, 0.3, 0.1, -0.2, 0.6, -0.5, 14];
  const center = values.reduce((sum, y) => sum + y, 0) / values.length;
  const means = normalChains("mean", 4, 250).map((chain) => chain.map((z) => center + z / Math.sqrt(values.length)));
  const at = (i: number, mean: number) => -0.5 * (values[i] - mean) ** 2;
  const observations: LogLikelihood = {
    observationCount: values.length,
    of: (i) => means.map((chain) => chain.map((mean) => at(i, mean))),
    labelOf: (i) => `y[${i + 1}]`,
  };
  const posterior = {
    positions: drawsFromColumns({ mean: means }),
    logDensity: ([mean]: Float64Array) => values.reduce((sum, _, i) => sum + at(i, mean), 0),
    logLikelihood: (i: number, [mean]: Float64Array) => at(i, mean),
  };
  const plain = loo(observations);

  it("mends the terms of the observations whose k-hat was too high, and no others", () => {
    expect(plain.highKhat.map(({ label }) => label)).toEqual(["y[10]"]);
    expect(plain.matched).toEqual([]);
    const found = momentMatchedLoo(plain, observations, posterior);
    expect(found.highKhat).toEqual([]);
    expect(found.matched).toEqual([
      { observation: 9, label: "y[10]", value: found.pointwise.khat[9], before: plain.pointwise.khat[9] },
    ]);
    expect(found.pointwise.elpd.slice(0, 9)).toEqual(plain.pointwise.elpd.slice(0, 9));
    // ∫ N(14; m) N(m; mean of the others, 1/9) dm, but for the constant of the likelihood.
    const others = (10 * center - 14) / 9;
    const exact = -0.5 * ((14 - others) ** 2 / (1 + 1 / 9) + Math.log(1 + 1 / 9));
    expect(Math.abs(found.pointwise.elpd[9] - exact)).toBeLessThan(5 * found.pointwise.monteCarloErrors[9]);
    expect(Math.abs(plain.pointwise.elpd[9] - exact)).toBeGreaterThan(1);
    expect(found.pointwise.elpd[9] + found.pointwise.effectiveParameters[9]).toBeCloseTo(
      plain.pointwise.elpd[9] + plain.pointwise.effectiveParameters[9],
      10,
    );
    expect(found.elpd.estimate).toBeCloseTo(
      found.pointwise.elpd.reduce((sum, term) => sum + term, 0),
      10,
    );
  });

  it("leaves an estimate alone that has no high k-hat", () => {
    const calm = loo({ ...observations, observationCount: 9 });
    expect(momentMatchedLoo(calm, observations, posterior)).toBe(calm);
  });

  it("keeps the term where the density is 0 wherever the draws are moved", () => {
    const drawn = new Set(means.flatMap((chain) => [...chain]));
    const nowhere = {
      ...posterior,
      logDensity: (p: Float64Array) => (drawn.has(p[0]) ? posterior.logDensity(p) : Number.NEGATIVE_INFINITY),
    };
    const found = momentMatchedLoo(plain, observations, nowhere);
    expect(found.matched).toEqual([]);
    expect(found.pointwise).toEqual(plain.pointwise);
    expect(found.monteCarloError).toBeNaN();
  });

  it("refuses positions that are not those of the draws", () => {
    const fewer = { ...posterior, positions: drawsFromColumns({ mean: means.slice(1) }) };
    expect(() => momentMatchedLoo(plain, observations, fewer)).toThrow(
      "momentMatchedLoo: posterior.positions must hold 1000 draws, got 750",
    );
    expect(() => momentMatchedLoo(plain, observations, posterior, { khatTarget: Number.NaN })).toThrow(
      "khatTarget must be a number",
    );
  });
});

describe("loo", () => {
  it("asks for one observation at a time, once", () => {
    const asked: number[] = [];
    loo({ observationCount: 3, of: (i) => density(ys[asked.push(i) - 1], 1) });
    expect(asked).toEqual([0, 1, 2]);
  });

  it("does not change when all densities are scaled by a constant, apart from that constant", () => {
    const plain = loo(logLikelihoodOf(ys, 1));
    const scaled = loo({
      observationCount: ys.length,
      of: (i) => density(ys[i], 1).map((chain) => chain.map((value) => value - 900)),
    });
    expect(scaled.elpd.estimate + 900 * ys.length).toBeCloseTo(plain.elpd.estimate, 6);
    expect(scaled.pointwise.relativeEfficiencies[5]).toBeCloseTo(plain.pointwise.relativeEfficiencies[5], 8);
    expect(scaled.pointwise.khat[5]).toBeCloseTo(plain.pointwise.khat[5], 6);
  });

  it("has no k-hat, and efficiency 1, for a likelihood that never varies", () => {
    const fit = loo({ observationCount: 2, of: () => mu.map((chain) => chain.map(() => -1.5)) });
    expect(fit.elpd).toEqual({ estimate: -3, standardError: 0 });
    expect(fit.pointwise.khat).toEqual([Number.NaN, Number.NaN]);
    expect(fit.pointwise.relativeEfficiencies).toEqual([1, 1]);
    expect(fit.highKhat).toEqual([]);
  });

  it("trusts nothing that comes from too few draws to see a tail", () => {
    const few = loo({ observationCount: 2, of: (i) => density(ys[i], 1).map((chain) => chain.slice(0, 5)) });
    expect(few.pointwise.khat).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
    expect(few.highKhat.length).toBe(2);
    expect(few.monteCarloError).toBeNaN();
    expect(psis([1, 2, 3]).khat).toBe(Number.POSITIVE_INFINITY);
  });

  it("refuses log-likelihoods that are not finite, naming the place", () => {
    const broken: LogLikelihood = {
      observationCount: 1,
      of: () => [Float64Array.of(0, -1), Float64Array.of(-1, Number.NEGATIVE_INFINITY)],
    };
    expect(() => loo(broken)).toThrow("loo: logLikelihood.of(0)[1][1] must be finite, got -Infinity");
    expect(() => loo({ ...broken, observationCount: 0 })).toThrow("logLikelihood.observationCount must be an integer from 1");
    expect(() => loo(logLikelihoodOf(ys, 1), { relativeEfficiency: 0 })).toThrow("relativeEfficiency must be positive");
    expect(() => loo(logLikelihoodOf(ys, 1), { relativeEfficiency: [1, 1] })).toThrow("relativeEfficiency must hold 120 numbers");
    expect(() => waic(broken)).toThrow(InvalidArgument);
  });

  it("reads the log-likelihood from draws", () => {
    const draws = drawsFromColumns({ mu, "logLikelihood[1]": density(0.3, 1), "logLikelihood[2]": density(1, 1) });
    expect(loo(logLikelihoodFromDraws(draws))).toEqual(loo(logLikelihoodOf([0.3, 1], 1)));
    expect(() => logLikelihoodFromDraws(draws, "logPrior")).toThrow("draws must have variables `logPrior[…]`");
  });
});

describe("compareModels", () => {
  it("puts the better model first, with 0 as its difference from itself", () => {
    const table = compareModels({ wide: loo(logLikelihoodOf(ys, 9)), right: loo(logLikelihoodOf(ys, 1.4)) });
    expect(table.map(({ model }) => model)).toEqual(["right", "wide"]);
    expect(table[0].difference).toEqual({ estimate: 0, standardError: 0 });
    expect(table[1].difference.estimate).toBeLessThan(0);
    expect(table[1].probabilityWorse).toBeGreaterThan(0.99);
    expect(table.flatMap(({ cautions }) => cautions)).toEqual([]);
  });

  it("warns of few observations and of small differences", () => {
    const few = compareModels({ a: loo(logLikelihoodOf(ys.slice(0, 9), 1)), b: loo(logLikelihoodOf(ys.slice(0, 9), 1.1)) });
    expect(few[1].cautions).toEqual(["fewer than 100 observations: the standard error of the difference is too small"]);
    const alike = compareModels({ a: loo(logLikelihoodOf(ys, 1.4)), b: loo(logLikelihoodOf(ys, 1.41)) });
    expect(alike[1].cautions[0]).toContain("the difference is below 4");
  });

  it("refuses models of different data or method", () => {
    const fit = loo(logLikelihoodOf(ys, 1));
    expect(() => compareModels({ fit, other: loo(logLikelihoodOf(ys.slice(1), 1)) })).toThrow(
      "models.other.observationCount must be 120",
    );
    expect(() => compareModels({ fit, other: waic(logLikelihoodOf(ys, 1)) })).toThrow('models.other.method must be "loo"');
    expect(() => compareModels({})).toThrow(InvalidArgument);
  });
});

describe("psis", () => {
  it("leaves equal ratios equal", () => {
    const { logWeights, khat, effectiveSampleSize } = psis(new Float64Array(100).fill(3));
    expect(khat).toBeNaN();
    for (const weight of logWeights) expect(weight).toBeCloseTo(-Math.log(100), 12);
    expect(effectiveSampleSize).toBeCloseTo(100, 10);
  });

  it("refuses NaN, Infinity, nothing, and weights that are all 0", () => {
    expect(() => psis([0, Number.NaN])).toThrow("psis: logRatios[1] must be a number below Infinity, got NaN");
    expect(() => psis([Number.POSITIVE_INFINITY])).toThrow(InvalidArgument);
    expect(() => psis([])).toThrow("hold at least one ratio");
    expect(() => psis([Number.NEGATIVE_INFINITY])).toThrow("hold a ratio above 0");
  });
});

describe("the generalized Pareto distribution", () => {
  it("is found again from its own quantiles", () => {
    const truth = { shape: 0.4, scale: 2 };
    const exceedances = Float64Array.from({ length: 4000 }, (_, i) => generalizedParetoQuantile((i + 0.5) / 4000, truth));
    const { shape, scale } = fitGeneralizedPareto(exceedances);
    expect(Math.abs(shape - 0.4)).toBeLessThan(0.01);
    expect(Math.abs(scale - 2)).toBeLessThan(0.03);
  });

  it("is exponential for shape 0", () => {
    expect(generalizedParetoQuantile(0.5, { shape: 0, scale: 3 })).toBeCloseTo(3 * Math.LN2, 14);
  });

  it("says nothing of draws that are constant or not finite", () => {
    for (const chain of [new Float64Array(50).fill(1), Float64Array.from({ length: 50 }, (_, i) => (i === 4 ? Number.NaN : i))]) {
      const { khat, minimumSampleSize, khatThreshold, convergenceRate } = paretoDiagnostics([chain]);
      expect([khat, minimumSampleSize, khatThreshold, convergenceRate]).toEqual(new Array(4).fill(Number.NaN));
    }
    expect(() => paretoDiagnostics(mu, { tailLength: 0 })).toThrow("tailLength must be an integer from 1");
  });
});
