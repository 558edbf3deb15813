/**
 * Pareto k-hat of tails that are known, and what smoothed weights give. False-alarm rate of this file 1e-5: fewer than 40 comparisons, each at 2e-7 or less.
 */
import { describe, expect, it } from "vitest";
import { paretoDiagnostics, psis } from "../../../src/draws/index.js";
import { rngFromSeed } from "../../../src/random/index.js";
import { isBetween } from "./autoregression.js";

const ALPHA = 2e-7;
/** t with 100 degrees of freedom and more is farther out, on either side, with probability 2e-7. */
const MOST = 5.6;

const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]) => {
  const center = average(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - center) ** 2, 0) / (values.length - 1));
};

const RUNS = 200;
const DRAWS = 4000;
/** Values in the tail of that many independent draws, and what 10 further ones of shape 0.5 make of k. */
const TAIL = Math.ceil(3 * Math.sqrt(DRAWS));
const shrunk = (k: number) => (TAIL * k + 5) / (TAIL + 10);

describe("the k-hat of ratios with a generalized Pareto tail of shape k", () => {
  it.each([0, 0.2, 0.5, 0.7, 1, 1.5])("is k, drawn towards 0.5, for k = %f", (k) => {
    const found = Array.from({ length: RUNS }, (_, seed) => {
      const rng = rngFromSeed(`pareto ${k} ${seed}`);
      const ratio = () => (k === 0 ? -Math.log(rng.uniform()) : (rng.uniform() ** -k - 1) / k);
      return psis(Array.from({ length: DRAWS }, () => Math.log(ratio()))).khat;
    });
    expect(Math.abs(average(found) - shrunk(k))).toBeLessThan(0.02 + (MOST * deviation(found)) / Math.sqrt(RUNS));
    // The standard deviation of the maximum likelihood estimate is (1 + k)/√n.
    expect(deviation(found)).toBeLessThan((1.5 * (1 + k)) / Math.sqrt(TAIL));
  });

  it("tells tails that can be trusted from those that cannot", () => {
    const [low, high] = [0.3, 1.1].map((k) => {
      let doubtful = 0;
      for (let seed = 0; seed < RUNS; seed++) {
        const rng = rngFromSeed(`trusted ${k} ${seed}`);
        const { khat, khatThreshold } = psis(Array.from({ length: DRAWS }, () => Math.log((rng.uniform() ** -k - 1) / k)));
        if (khat > khatThreshold) doubtful++;
      }
      return doubtful;
    });
    expect(isBetween(low, RUNS, 0, 0.01, ALPHA), `${low}`).toBe(true);
    expect(isBetween(high, RUNS, 0.98, 1, ALPHA), `${high}`).toBe(true);
  });

  it("of draws is that of their heavier tail: t with ν degrees of freedom has 1/ν", () => {
    for (const df of [2, 4]) {
      const found = Array.from({ length: RUNS }, (_, seed) => {
        const rng = rngFromSeed(`t ${df} ${seed}`);
        const normal = () => Math.sqrt(-2 * Math.log(rng.uniform())) * Math.cos(2 * Math.PI * rng.uniform());
        const chains = Array.from({ length: 4 }, () =>
          Float64Array.from({ length: DRAWS / 4 }, () => {
            let squares = 0;
            for (let i = 0; i < df; i++) squares += normal() ** 2;
            return normal() / Math.sqrt(squares / df);
          }),
        );
        return paretoDiagnostics(chains, { tail: "right" }).khat;
      });
      // Beyond the quantile where the tail begins t is not yet Pareto: the bias is known to be below 0.1.
      expect(Math.abs(average(found) - shrunk(1 / df))).toBeLessThan(0.1 + (MOST * deviation(found)) / Math.sqrt(RUNS));
    }
  });
});

describe("smoothed weights", () => {
  /** Draws of an exponential of rate b > 1 for one of rate 1: weights e^((b − 1) x)/b are Pareto of shape k = (b − 1)/b. */
  function estimates(rate: number, seed: number) {
    const rng = rngFromSeed(`exponential ${rate} ${seed}`);
    const x = Array.from({ length: DRAWS }, () => -Math.log(rng.uniform()) / rate);
    const { logWeights, khat } = psis(x.map((value) => (rate - 1) * value));
    const mean = x.reduce((sum, value, s) => sum + value * Math.exp(logWeights[s]), 0);
    const raw = x.map((value) => Math.exp((rate - 1) * value));
    const total = raw.reduce((sum, weight) => sum + weight, 0);
    return { mean, plain: x.reduce((sum, value, s) => sum + (value * raw[s]) / total, 0), khat };
  }

  it.each([1.25, 1.6, 2])("have the mean of the target, drawn from an exponential of rate %f", (rate) => {
    const runs = Array.from({ length: RUNS }, (_, seed) => estimates(rate, seed));
    const means = runs.map(({ mean }) => mean);
    // Self-normalized weights have a bias; below k = 0.5 it is less than 2 %.
    expect(Math.abs(average(means) - 1)).toBeLessThan(0.02 + (MOST * deviation(means)) / Math.sqrt(RUNS));
    expect(Math.abs(average(runs.map(({ khat }) => khat)) - shrunk((rate - 1) / rate))).toBeLessThan(0.03);
  });

  it("have a smaller error than plain ones where the variance is infinite", () => {
    const runs = Array.from({ length: RUNS }, (_, seed) => estimates(2.5, seed));
    const error = (values: readonly number[]) => Math.sqrt(average(values.map((value) => (value - 1) ** 2)));
    expect(error(runs.map(({ mean }) => mean))).toBeLessThan(error(runs.map(({ plain }) => plain)));
  });
});
