/**
 * Posterior and predictive distributions with closed forms, through the model builder. False-alarm rate of this file 1e-5: fewer than 260 comparisons, each
 * of an average with its exact value within 5.5 Monte Carlo standard errors (3.8e-8 each).
 */
import { describe, expect, it } from "vitest";
import {
  bernoulli,
  beta,
  cdf,
  gamma,
  halfNormal,
  logNormal,
  multivariateNormal,
  normal,
  poisson,
  studentT,
  uniform,
} from "../../../src/distributions/index.js";
import { type Draws, mcseMean } from "../../../src/draws/index.js";

import { binary, count, index, model, real } from "../../../src/models/index.js";
import { rngFromSeed } from "../../../src/random/index.js";

const MOST = 5.5;

/** The distance of the mean of f(draws) from a value, in its Monte Carlo standard errors. */
function deviation(draws: Draws, f: (at: (variable: string) => number) => number, exact: number): number {
  const columns = new Map(draws.variables.map((variable) => [variable, draws.of(variable)]));
  const chains = Array.from({ length: draws.chainCount }, (_, c) =>
    Float64Array.from({ length: draws.iterationCount }, (_, i) => f((variable) => columns.get(variable)?.[c][i] as number)),
  );
  const total = chains.reduce((sum, chain) => sum + chain.reduce((own, x) => own + x, 0), 0);
  return Math.abs(total / (draws.chainCount * draws.iterationCount) - exact) / mcseMean.compute(chains);
}

function expectMoments(draws: Draws, variable: string, mean: number, variance: number): void {
  expect(
    deviation(draws, (at) => at(variable), mean),
    `mean of ${variable}`,
  ).toBeLessThan(MOST);
  expect(
    deviation(draws, (at) => (at(variable) - mean) ** 2, variance),
    `variance of ${variable}`,
  ).toBeLessThan(MOST);
}

const values = [1.2, -0.4, 2.6, 0.9, 1.7];

describe("a normal mean with a normal prior", () => {
  const conjugate = model(({ data, parameter, observe }) => {
    const { y } = data({ y: real });
    observe(y, normal({ mean: parameter("mean", normal({ mean: 1, sd: 2 })), sd: 1.5 }));
  });
  const precision = 1 / 4 + values.length / 2.25;
  const center = (1 / 4 + values.reduce((sum, y) => sum + y, 0) / 2.25) / precision;
  const variance = 1 / precision;
  const fitted = conjugate.with({ y: values });

  it("has its posterior and its predictive distribution", async () => {
    const fit = await fitted.sample({ seed: 1, iterations: 2000 });
    expectMoments(fit.draws, "mean", center, variance);
    const predicted = fit.predict({ seed: 2 });
    expect(predicted.variables).toEqual(["y[1]", "y[2]", "y[3]", "y[4]", "y[5]"]);
    for (const variable of predicted.variables) expectMoments(predicted, variable, center, variance + 2.25);
  });

  it("has its leave-one-out density and information criterion", async () => {
    const logNormalDensity = (y: number, mean: number, v: number) => -0.5 * ((y - mean) ** 2 / v + Math.log(2 * Math.PI * v));
    const without = values.map((y) => {
      const rest = precision - 1 / 2.25;
      return logNormalDensity(y, (center * precision - y / 2.25) / rest, 1 / rest + 2.25);
    });
    const waicTerms = values.map((y) => {
      // log p(y | θ) = −(y − θ)²/(2 s) with θ ~ N(center, variance): its variance in closed form.
      const penalty = (variance ** 2 / 2 + variance * (y - center) ** 2) / 2.25 ** 2;
      return logNormalDensity(y, center, variance + 2.25) - penalty;
    });
    const sum = (terms: number[]) => terms.reduce((total, term) => total + term, 0);
    const runs = 10;
    const differences = { loo: [] as number[], waic: [] as number[] };
    for (let seed = 0; seed < runs; seed++) {
      const fit = await fitted.sample({ seed, iterations: 1000 });
      differences.loo.push(fit.loo().elpd.estimate - sum(without));
      differences.waic.push(fit.waic().elpd.estimate - sum(waicTerms));
    }
    for (const [name, found] of Object.entries(differences)) {
      const mean = sum(found) / runs;
      const error = Math.sqrt(sum(found.map((x) => (x - mean) ** 2)) / (runs - 1) / runs);
      // t with 9 degrees of freedom at 1e-6, and never more than 0.02.
      expect(Math.abs(mean) / error, name).toBeLessThan(11.64);
      expect(Math.abs(mean), name).toBeLessThan(0.02);
    }
  });

  it("has the same posterior after a warm start on other data", async () => {
    const other = await conjugate.with({ y: [4, 5, 6, 7, 8] }).sample({ seed: 3, iterations: 100 });
    const fit = await fitted.sample({ seed: 4, warmup: 30, iterations: 2000, warmStart: other });
    expectMoments(fit.draws, "mean", center, variance);
  });
});

describe("conjugate posteriors of discrete data", () => {
  it("beta: a probability", async () => {
    const coin = model(({ data, parameter, observe }) => {
      const { heads } = data({ heads: binary });
      observe(heads, bernoulli({ probability: parameter("probability", beta({ shape1: 2, shape2: 3 })) }));
    });
    const fit = await coin.with({ heads: [1, 1, 0, 1, 0, 1, 1] }).sample({ seed: 1, iterations: 2000 });
    expectMoments(fit.draws, "probability", 7 / 12, (7 * 5) / (12 * 12 * 13));
    expectMoments(fit.predict({ seed: 1 }), "heads[3]", 7 / 12, 35 / 144);
  });

  it("gamma: a rate", async () => {
    const counts = model(({ data, parameter, observe }) => {
      const { y } = data({ y: count });
      observe(y, poisson({ rate: parameter("rate", gamma({ shape: 3, rate: 2 })) }));
    });
    const fit = await counts.with({ y: [4, 0, 3, 2] }).sample({ seed: 1, iterations: 2000 });
    expectMoments(fit.draws, "rate", 12 / 6, 12 / 36);
    expectMoments(fit.predict({ seed: 1 }), "y[1]", 2, 2 + 1 / 3);
  });
});

describe("a normal distribution in 100 correlated dimensions", () => {
  it("has its means, variances and covariances", async () => {
    const dimension = 100;
    const covariance = Array.from({ length: dimension }, (_, i) =>
      Array.from({ length: dimension }, (_, j) => (1 + (i % 5)) * (1 + (j % 5)) * 0.9 ** Math.abs(i - j)),
    );
    const target = model(({ parameter }) => void parameter("x", multivariateNormal({ mean: 0, covariance })));
    const { draws, ending } = await target.with({}).sample({ seed: 1, iterations: 1000 });
    expect(ending).toBe("finished");
    for (let i = 0; i < dimension; i += 2) expectMoments(draws, `x[${i + 1}]`, 0, (1 + (i % 5)) ** 2);
    for (const [i, j] of [
      [0, 1],
      [10, 14],
      [99, 98],
      [30, 60],
    ])
      expect(deviation(draws, (at) => at(`x[${i + 1}]`) * at(`x[${j + 1}]`), covariance[i][j])).toBeLessThan(MOST);
  });
});

describe("a funnel", () => {
  const funnel = (centered: boolean) =>
    model(({ parameter }) => {
      const log = parameter("logScale", normal({ mean: 0, sd: 3 }));
      parameter("x", normal({ mean: 0, sd: log.times(0.5).exp() }), { length: 9, centered });
    }).with({});

  it("is diagnosed in its centered form, with advice for the other", async () => {
    const diagnosis = (await funnel(true).sample({ seed: 1 })).diagnose();
    expect(diagnosis.findings.length).toBeGreaterThan(0);
    expect(diagnosis.findings.map(({ advice }) => advice).join(" ")).toContain("non-centered form");
    expect(diagnosis.findings.map(({ kind }) => kind)).toContain("divergences");
  });

  it("is clean in its non-centered form", async () => {
    const fit = await funnel(false).sample({ seed: 1, iterations: 2000 });
    expect(fit.diagnose().findings).toEqual([]);
    expectMoments(fit.draws, "logScale", 0, 9);
    for (let k = 1; k <= 9; k++)
      expect(deviation(fit.draws, (at) => (Math.abs(at(`x[${k}]`)) < 1 ? 1 : 0), WITHIN_ONE)).toBeLessThan(MOST);
  });
});

/** P(|x| < 1) = E[2 Φ(e^(−v/2)) − 1] for v ~ N(0, 3²), by the trapezoid rule with many nodes. */
const WITHIN_ONE = (() => {
  const standard = normal({ mean: 0, sd: 1 });
  let sum = 0;
  for (let k = -4000; k <= 4000; k++) {
    const z = k / 400;
    sum += (Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI) / 400) * (2 * cdf(standard, Math.exp(-1.5 * z)) - 1);
  }
  return sum;
})();

describe("missing values", () => {
  it("have the distribution of new values, and leave the parameters to those observed", async () => {
    const incomplete = model(({ data, parameter, observe }) => {
      const { y } = data({ y: real.withMissing });
      observe(y, normal({ mean: parameter("mean", normal({ mean: 1, sd: 2 })), sd: 1.5 }));
    });
    const fit = await incomplete.with({ y: [1.2, null, -0.4, 2.6, Number.NaN, 0.9, 1.7] }).sample({ seed: 1, iterations: 2000 });
    const precision = 1 / 4 + 5 / 2.25;
    const center = (1 / 4 + 6 / 2.25) / precision;
    expect(fit.draws.variables).toHaveLength(3);
    expectMoments(fit.draws, "mean", center, 1 / precision);
    const missing = fit.draws.variables.filter((variable) => variable.includes("missing"));
    expect(missing).toEqual(["y.missing[1]", "y.missing[2]"]);
    for (const variable of missing) expectMoments(fit.draws, variable, center, 1 / precision + 2.25);
  });

  it("of a predictor are found from the outcome", async () => {
    // x ~ N(0, 1), y = 2 x + N(0, 1): x given y is N(2 y / 5, 1/5).
    const predictor = model(({ data, parameter, observe }) => {
      const { x, y } = data({ x: real.withMissing, y: real });
      const slope = parameter("slope", normal({ mean: 2, sd: 1e-6 }));
      observe(x, normal({ mean: 0, sd: 1 }));
      observe(y, normal({ mean: slope.times(x), sd: 1 }));
    });
    const fit = await predictor.with({ x: [0.3, null], y: [1, 3] }).sample({ seed: 1, iterations: 2000 });
    expectMoments(fit.draws, "x.missing[1]", 6 / 5, 1 / 5);
  });
});

describe("draws from the prior", () => {
  it("have the priors' distributions, and the data theirs", () => {
    const priors = model(({ data, parameter, observe }) => {
      const { group, y } = data({ group: index, y: real });
      const mean = parameter("mean", studentT({ degreesOfFreedom: 5, location: 1, scale: 2 }));
      const spread = parameter("spread", halfNormal({ sd: 2 }));
      parameter("share", uniform({ lower: -1, upper: 3 }));
      parameter("rate", logNormal({ logMean: 0, logSd: 1 }));
      const effect = parameter("effect", normal({ mean, sd: spread }), { over: group, centered: false });
      observe(y, normal({ mean: effect.at(group), sd: 0.5 }));
    }).with({ group: ["a", "b", "a"], y: [0, 0, 0] });
    const root = rngFromSeed("prior draws");
    const probabilities: Record<string, number[]> = {};
    const take = (name: string, probability: number): void => {
      probabilities[name] ??= [];
      probabilities[name].push(probability);
    };
    for (let k = 0; k < 2000; k++) {
      const { parameters, data } = priors.priorDraw(root.child(k));
      take("mean", cdf(studentT({ degreesOfFreedom: 5, location: 1, scale: 2 }), parameters.mean));
      take("spread", cdf(halfNormal({ sd: 2 }), parameters.spread));
      take("share", (parameters.share + 1) / 4);
      take("rate", cdf(logNormal({ logMean: 0, logSd: 1 }), parameters.rate));
      const { mean, spread } = parameters;
      take("effect[b]", cdf(normal({ mean, sd: spread }), parameters["effect[b]"]));
      take("y[1]", cdf(normal({ mean: parameters["effect[a]"], sd: 0.5 }), (data.y as Float64Array)[0]));
      take("y[2]", cdf(normal({ mean: parameters["effect[b]"], sd: 0.5 }), (data.y as Float64Array)[1]));
    }
    for (const [name, found] of Object.entries(probabilities)) expect(largestDistance(found), name).toBeLessThan(KOLMOGOROV);
  });
});

/** P(D > d) ≤ 2 e^(−2 n d²) = 3.8e-8 for n = 2000. */
const KOLMOGOROV = Math.sqrt(Math.log(2 / 3.8e-8) / 4000);

function largestDistance(probabilities: readonly number[]): number {
  const sorted = [...probabilities].sort((a, b) => a - b);
  return Math.max(...sorted.map((p, i) => Math.max((i + 1) / sorted.length - p, p - i / sorted.length)));
}
