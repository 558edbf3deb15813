/**
 * Targets whose moments are known exactly: estimates lie within z Monte Carlo standard errors of them, z for a false-alarm rate of 1e-5 over all
 * comparisons of this file (about 250).
 */
import { describe, expect, it } from "vitest";
import type { LogDensity } from "../../../src/density/log-density.js";
import { essBulk, mcseMean, rhat } from "../../../src/draws/index.js";
import { exp } from "../../../src/numeric/index.js";
import { nuts, type Sampling, sampleLogDensity } from "../../../src/sampling/index.js";

/** Two-sided normal quantile at 1e-5 / 250. */
const Z = 5.5;

function expectMean(sampling: Sampling, variable: string, of: (x: number) => number, exact: number): void {
  const chains = sampling.draws.of(variable).map((chain) => chain.map(of));
  const mean = chains.reduce((sum, chain) => sum + chain.reduce((a, b) => a + b, 0) / chain.length, 0) / chains.length;
  expect(Math.abs(mean - exact) / mcseMean.compute(chains), `${variable}: ${mean} for ${exact}`).toBeLessThan(Z);
}

describe("nuts", () => {
  it("gives the mean and variance of a standard normal", async () => {
    const target: LogDensity = {
      dimension: 3,
      evaluateInto(gradient, x) {
        for (let i = 0; i < 3; i++) gradient[i] = -x[i];
        return -0.5 * (x[0] * x[0] + x[1] * x[1] + x[2] * x[2]);
      },
    };
    const sampling = await sampleLogDensity(target, { seed: 20, iterations: 2500 });
    for (const variable of sampling.draws.variables) {
      expectMean(sampling, variable, (x) => x, 0);
      expectMean(sampling, variable, (x) => x * x, 1);
      expect(essBulk.compute(sampling.draws.of(variable))).toBeGreaterThan(5000);
    }
  });

  it("gives the moments of a posterior that is known: normal mean and precision, conjugate", async () => {
    // y ~ N(μ, 1/τ), n = 12, mean 3, Σ(y − ȳ)² = 30; flat prior on μ, 1/τ on τ: τ ~ gamma(5.5, 15), μ | τ ~ N(3, 1/(12τ)). x = (μ, log τ).
    const target: LogDensity = {
      dimension: 2,
      evaluateInto(gradient, [mu, logTau]) {
        const tau = exp(logTau);
        gradient[0] = -12 * tau * (mu - 3);
        gradient[1] = 6 - tau * (15 + 6 * (mu - 3) * (mu - 3));
        return 6 * logTau - tau * (15 + 6 * (mu - 3) * (mu - 3));
      },
    };
    const sampling = await sampleLogDensity(target, { seed: 21, iterations: 2500 });
    expectMean(sampling, "x[1]", (mu) => mu, 3);
    // Var μ = E[1/(12 τ)] = 15 / (12 · 4.5).
    expectMean(sampling, "x[1]", (mu) => (mu - 3) * (mu - 3), 15 / 54);
    expectMean(sampling, "x[2]", exp, 5.5 / 15);
    expectMean(sampling, "x[2]", (logTau) => exp(2 * logTau), (5.5 * 6.5) / 225);
  });

  it("gives the moments of 100 correlated normals, by short trajectories", async () => {
    const correlation = 0.9;
    const precision = 1 / (1 - correlation * correlation);
    const target: LogDensity = {
      dimension: 100,
      evaluateInto(gradient, x) {
        gradient.fill(0);
        gradient[0] = -x[0];
        let sum = -0.5 * x[0] * x[0];
        for (let i = 1; i < 100; i++) {
          const e = x[i] - correlation * x[i - 1];
          sum -= 0.5 * precision * e * e;
          gradient[i] -= precision * e;
          gradient[i - 1] += correlation * precision * e;
        }
        return sum;
      },
    };
    const sampling = await sampleLogDensity(target, { seed: 22 });
    for (const variable of sampling.draws.variables) {
      expectMean(sampling, variable, (x) => x, 0);
      expectMean(sampling, variable, (x) => x * x, 1);
      expect(rhat.compute(sampling.draws.of(variable))).toBeLessThan(1.02);
    }
    expect(Math.max(...sampling.traces.flatMap(({ treeDepth }) => [...treeDepth]))).toBeLessThan(6);
  });

  it("warns honestly of a funnel: its trajectories diverge, in the neck", async () => {
    const target: LogDensity = {
      dimension: 10,
      evaluateInto(gradient, x) {
        const precision = exp(-x[0]);
        let squares = 0;
        for (let i = 1; i < 10; i++) {
          squares += x[i] * x[i];
          gradient[i] = -x[i] * precision;
        }
        gradient[0] = -x[0] / 9 - 4.5 + 0.5 * squares * precision;
        return -(x[0] * x[0]) / 18 - 4.5 * x[0] - 0.5 * squares * precision;
      },
    };
    const places: number[] = [];
    for (const seed of [23, 24, 25]) {
      const sampling = await sampleLogDensity(target, { seed });
      const divergent = sampling.traces.reduce((sum, trace) => sum + trace.divergent.reduce((a, b) => a + b, 0), 0);
      const positions = sampling.divergences.flat().map(({ position }) => position[0]);
      // At most 200 of a chain have their places kept.
      const kept = sampling.traces.reduce(
        (sum, trace) =>
          sum +
          Math.min(
            200,
            trace.divergent.reduce((a, b) => a + b, 0),
          ),
        0,
      );
      expect(positions).toHaveLength(kept);
      places.push(...positions);
      // Some runs have few divergences; in each of them the chains disagree as well.
      expect(divergent).toBeGreaterThan(0);
      expect(rhat.compute(sampling.draws.of("x[1]"))).toBeGreaterThan(1.01);
    }
    expect(places.length).toBeGreaterThan(5);
    // The neck is where x[1], the log variance, is small.
    expect(places.reduce((a, b) => a + b, 0) / places.length).toBeLessThan(-1);
  });

  it("agrees with itself at other tree depths and step sizes", async () => {
    const target: LogDensity = {
      dimension: 1,
      evaluateInto(gradient, [x]) {
        gradient[0] = 3 - exp(x);
        return 3 * x - exp(x);
      },
    };
    for (const kernel of [nuts({ maxTreeDepth: 1 }), nuts({ targetAcceptance: 0.6 }), nuts({ targetAcceptance: 0.99 })]) {
      const sampling = await sampleLogDensity(target, { seed: 24, kernel, iterations: 2000 });
      expectMean(sampling, "x[1]", exp, 3);
      expectMean(sampling, "x[1]", (x) => exp(2 * x), 12);
    }
  });
});
