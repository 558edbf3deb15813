/**
 * Leave-one-out densities against their closed form: a linear regression with known error and normal priors, one observation far out.
 * False-alarm rate of this file 1e-5: nine comparisons of averages over independent runs, each at 1e-6 or less.
 */
import { describe, expect, it } from "vitest";
import { normal } from "../../../src/distributions/index.js";
import { type LooEstimate, loo, momentMatchedLoo } from "../../../src/draws/index.js";
import { model, real } from "../../../src/models/index.js";
import { rngFromSeed, standardNormal } from "../../../src/random/index.js";

const PRIOR_SD = 3;

/** Mean and covariance of (a, b) given the pairs, y ~ normal(a + b x, 1). */
function posteriorOf(pairs: readonly (readonly [x: number, y: number])[]) {
  let [p, q, r, u, v] = [1 / PRIOR_SD ** 2, 0, 1 / PRIOR_SD ** 2, 0, 0];
  for (const [x, y] of pairs) {
    p += 1;
    q += x;
    r += x * x;
    u += y;
    v += x * y;
  }
  const determinant = p * r - q * q;
  const mean = [(r * u - q * v) / determinant, (p * v - q * u) / determinant];
  return { mean, variances: [r / determinant, p / determinant], covariance: -q / determinant };
}

const logNormal = (y: number, mean: number, variance: number) =>
  -0.5 * ((y - mean) ** 2 / variance + Math.log(2 * Math.PI * variance));

/** log p(y_i | the others). */
function exactTerm(pairs: readonly (readonly [x: number, y: number])[], i: number): number {
  const { mean, variances, covariance } = posteriorOf(pairs.filter((_, other) => other !== i));
  const [x, y] = pairs[i];
  return logNormal(y, mean[0] + mean[1] * x, 1 + variances[0] + x * x * variances[1] + 2 * x * covariance);
}

/** The t statistic of the mean of `differences`. */
function deviation(differences: readonly number[]): number {
  const n = differences.length;
  const mean = differences.reduce((sum, value) => sum + value, 0) / n;
  const variance = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  return Math.abs(mean) / Math.sqrt(variance / n);
}

/** t with 20 degrees of freedom exceeds it with probability 1e-6 on either side; there are 31 or more. */
const MOST = 6.6;
const RUNS = 40;

/** Independent draws from the exact posterior of `pairs`, and what leaving out gives: as it is, and with moments matched. */
function estimates(pairs: readonly (readonly [x: number, y: number])[], seed: number) {
  const rng = rngFromSeed(seed);
  const { mean, variances, covariance } = posteriorOf(pairs);
  const slope = covariance / variances[0];
  const rest = Math.sqrt(variances[1] - slope * covariance);
  const chains = Array.from({ length: 4 }, () => {
    const [a, b] = [new Float64Array(500), new Float64Array(500)];
    for (let t = 0; t < 500; t++) {
      const off = Math.sqrt(variances[0]) * standardNormal(rng);
      a[t] = mean[0] + off;
      b[t] = mean[1] + slope * off + rest * standardNormal(rng);
    }
    return [a, b];
  });
  const at = (i: number, a: number, b: number) => logNormal(pairs[i][1], a + b * pairs[i][0], 1);
  const observations = {
    observationCount: pairs.length,
    of: (i: number) => chains.map(([a, b]) => a.map((own, t) => at(i, own, b[t]))),
  };
  const plain = loo(observations);
  const matched = momentMatchedLoo(plain, observations, {
    positions: {
      variables: ["a", "b"],
      chainCount: 4,
      iterationCount: 500,
      of: (variable) => chains.map((chain) => chain[variable === "a" ? 0 : 1]),
    },
    logDensity: ([a, b]) =>
      pairs.reduce((sum, _, i) => sum + at(i, a, b), logNormal(a, 0, PRIOR_SD ** 2) + logNormal(b, 0, PRIOR_SD ** 2)),
    logLikelihood: (i, [a, b]) => at(i, a, b),
  });
  return { plain, matched };
}

const xs = [-1, -0.8, -0.5, -0.3, 0, 0.1, 0.4, 0.6, 0.9, 1];
const noise = [0.3, -0.6, 0.1, 0.9, -0.4, 0.2, -0.9, 0.5, 0.2, -0.3];
const ordinary = xs.map((x, i) => [x, 1 + x + noise[i]] as const);
const last = xs.length;

describe("leave-one-out", () => {
  it("has the exact sum where no observation is influential", () => {
    const exact = ordinary.reduce((sum, _, i) => sum + exactTerm(ordinary, i), 0);
    const runs = Array.from({ length: RUNS }, (_, seed) => estimates(ordinary, seed).plain);
    expect(deviation(runs.map(({ elpd }) => elpd.estimate - exact))).toBeLessThan(MOST);
    // Its own error: between runs the estimate varies by as much as it says (χ² with 40 degrees of freedom at 1e-6 on either side).
    const spread = runs.reduce((sum, { elpd }) => sum + (elpd.estimate - exact) ** 2, 0) / RUNS;
    const said = runs.reduce((sum, { monteCarloError }) => sum + monteCarloError ** 2, 0) / RUNS;
    expect(spread / said).toBeGreaterThan(0.2);
    expect(spread / said).toBeLessThan(2.6);
  });

  it.each([
    ["far in x, as expected in y", 6, 7],
    ["far in x and y", 4, -4],
    ["so far out that its term is biased", 3, -9],
  ])("with moments matched has the exact term of an observation %s", (_, x, y) => {
    const pairs = [...ordinary, [x, y] as const];
    const exact = exactTerm(pairs, last);
    const runs = Array.from({ length: RUNS }, (_, seed) => estimates(pairs, 100 + seed));
    const high = runs.filter(({ plain }) => plain.pointwise.khat[last] > plain.khatThreshold);
    expect(high.length).toBeGreaterThan(20);
    const error = (found: LooEstimate) => Math.abs(found.pointwise.elpd[last] - exact);
    const rms = (errors: readonly number[]) => Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / errors.length);
    for (const { matched } of high) expect(matched.pointwise.khat[last]).toBeLessThan(matched.khatThreshold);
    expect(rms(high.map(({ matched }) => error(matched)))).toBeLessThan(0.2 * rms(high.map(({ plain }) => error(plain))));
    const errors = high.map(({ matched }) => matched.pointwise.elpd[last] - exact);
    expect(deviation(errors)).toBeLessThan(MOST);
    // As far off as it says, at most: 1.8² bounds χ²/20 with 20 degrees of freedom at 1e-6.
    const said = high.map(({ matched }) => matched.pointwise.monteCarloErrors[last]);
    expect(rms(errors)).toBeLessThan(1.8 * rms(said));
  });
});

describe("the leave-one-out of a fit", () => {
  const regression = model(({ data, parameter, observe }) => {
    const { x, y } = data({ x: real, y: real });
    const a = parameter("a", normal({ mean: 0, sd: PRIOR_SD }));
    const b = parameter("b", normal({ mean: 0, sd: PRIOR_SD }));
    observe(y, normal({ mean: a.plus(b.times(x)), sd: 1 }));
  });
  const pairs = [...ordinary, [4, -4] as const];
  const fitted = regression.with({ x: pairs.map(([x]) => x), y: pairs.map(([, y]) => y) });

  it("matches moments by itself, and is exact", async () => {
    const fit = await fitted.sample({ seed: 1 });
    const plain = fit.loo({ matchAtMost: 0 });
    const found = fit.loo();
    expect(plain.highKhat.map(({ observation }) => observation)).toContain(last);
    expect(plain.matched).toEqual([]);
    expect(found.matched.map(({ label }) => label)).toContain("y[11]");
    expect(found.highKhat).toEqual([]);
    const exact = pairs.reduce((sum, _, i) => sum + exactTerm(pairs, i), 0);
    // 5.5 of its own errors.
    expect(Math.abs(found.elpd.estimate - exact) / found.monteCarloError).toBeLessThan(5.5);
  });
});
