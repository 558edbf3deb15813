/** Quadrature over two parameters against brute force: interval probabilities to 1e-8, in all sorts of data. */
import { describe, expect, it } from "vitest";
import { rngFromSeed } from "../../../../../src/random/index.js";
import type { ToxicityCounts } from "../../../../../src/trials/dose-finding/posterior/toxicity-model.js";
import { twoParameterQuadrature } from "../../../../../src/trials/dose-finding/posterior/two-parameter-quadrature.js";
import { twoParameterLogistic } from "../../../../../src/trials/dose-finding/two-parameter-logistic.js";
import { type BruteForceData, bruteForcePosterior } from "./brute-force-posterior.js";

const priors = {
  "of crmPack's first SAS comparison": {
    referenceDose: 90,
    mean: [-0.708, -0.389],
    covariance: [1.44, 0, 0, 0.81],
    amounts: [10, 20, 35, 50, 65, 80, 90, 100],
  },
  "of crmPack's second": {
    referenceDose: 150,
    mean: [-0.8473, -0.0935],
    covariance: [2.217121, 0, 0, 1.625625],
    amounts: [10, 15, 30, 45, 60, 90, 120, 150],
  },
  "of Neuenschwander and others, correlated": {
    referenceDose: 250,
    mean: [2.15, 0.52],
    covariance: [0.7056, 0.134, 0.134, 0.64],
    amounts: [1, 2.5, 5, 10, 15, 20, 25, 30],
  },
  "of OncoBayes2's examples": {
    referenceDose: 10,
    mean: [-1.3862943611198906, 0],
    covariance: [4, 0, 0, 1],
    amounts: [1, 2.5, 5, 10, 20, 40],
  },
  "that is sure of itself": {
    referenceDose: 10,
    mean: [-2, 0],
    covariance: [0.04, 0.001, 0.001, 0.01],
    amounts: [1, 2.5, 5, 10, 20],
  },
  "that knows next to nothing": { referenceDose: 10, mean: [0, 0], covariance: [25, 0, 0, 4], amounts: [1, 2.5, 5, 10, 20] },
  "with a strong correlation": {
    referenceDose: 10,
    mean: [-1, 0.2],
    covariance: [4, -1.8, -1.8, 1],
    amounts: [1, 2.5, 5, 10, 20],
  },
};

const counts = ({
  patients,
  toxicities,
  partial = [],
}: Pick<BruteForceData, "patients" | "toxicities" | "partial">): ToxicityCounts => ({
  patients,
  toxicities,
  partial: partial.length,
  partialDose: partial.map(([dose]) => dose),
  partialWeight: partial.map(([, weight]) => weight),
});

const posteriorOf = (data: BruteForceData, options = {}) => {
  const posterior = twoParameterQuadrature(twoParameterLogistic(data.amounts, data.referenceDose, data), options);
  posterior.update(counts(data));
  return posterior;
};

/** The largest error of interval probabilities. */
function largestError(data: BruteForceData, rowsPerDeviation?: number, reach?: number): number {
  const posterior = posteriorOf(data);
  const exact = bruteForcePosterior(data, rowsPerDeviation, reach);
  let largest = 0;
  data.amounts.forEach((_, dose) => {
    for (const cutoff of [0.16, 0.33])
      largest = Math.max(largest, Math.abs(posterior.probabilityBelow(dose, cutoff) - exact.probabilityBelow(dose, cutoff)));
  });
  return largest;
}

describe.each(Object.entries(priors))("the posterior with a prior %s", (_, prior) => {
  it("has interval probabilities within 1e-8 of brute force, for random courses of trials", () => {
    const rng = rngFromSeed(20260401);
    for (let course = 0; course < 3; course++) {
      const patients = prior.amounts.map(() => 0);
      const toxicities = prior.amounts.map(() => 0);
      let dose = 0;
      const cohorts = [1, 4, 12][course];
      for (let cohort = 0; cohort < cohorts; cohort++) {
        for (let i = 0; i < 3; i++) {
          patients[dose]++;
          if (rng.uniform() < 0.05 + 0.08 * dose) toxicities[dose]++;
        }
        dose = Math.min(prior.amounts.length - 1, Math.max(0, dose + Math.floor(3.3 * rng.uniform()) - 1));
      }
      expect(largestError({ ...prior, patients, toxicities })).toBeLessThan(1e-8);
    }
  });

  it("has means within 1e-8 of brute force, and variances to 7 digits", () => {
    const patients = prior.amounts.map((_, dose) => (dose < 3 ? 3 : 0));
    const toxicities = prior.amounts.map((_, dose) => (dose === 2 ? 1 : 0));
    const data = { ...prior, patients, toxicities };
    const posterior = posteriorOf(data);
    const exact = bruteForcePosterior(data);
    for (const dose of [0, 2, prior.amounts.length - 1])
      expect(Math.abs(posterior.mean(dose) - exact.mean(dose))).toBeLessThan(1e-8);
    expect(Math.abs(posterior.parameterMean(0) - exact.meanOfFirst())).toBeLessThan(1e-8);
    expect(Math.abs(posterior.parameterMean(1) - exact.meanOfSecond())).toBeLessThan(1e-8);
    const variance = exact.varianceOfSecond(exact.meanOfSecond());
    expect(Math.abs(posterior.parameterVariance(1) / variance - 1)).toBeLessThan(1e-7);
  });
});

describe("twoParameterQuadrature", () => {
  const prior = priors["of crmPack's first SAS comparison"];
  const data = { ...prior, patients: [3, 3, 3, 0, 0, 0, 0, 0], toxicities: [0, 0, 1, 0, 0, 0, 0, 0] };

  it("follows the posterior to where data contradict the prior", () => {
    const sure = { referenceDose: 10, mean: [-6, 0], covariance: [0.5, 0, 0, 0.5], amounts: [1, 5, 10] };
    expect(largestError({ ...sure, patients: [0, 0, 20], toxicities: [0, 0, 20] }, 25, 18)).toBeLessThan(1e-8);
    // The lowest dose toxic, the highest not: the slope is pushed to 0.
    expect(largestError({ ...sure, mean: [0, 1], patients: [12, 0, 12], toxicities: [10, 0, 1] }, 25, 18)).toBeLessThan(1e-8);
  });

  it("gets finer as data accumulate", () => {
    const many = { ...prior, amounts: [10, 35, 80], patients: [100, 150, 150], toxicities: [5, 30, 60] };
    expect(largestError(many, 80)).toBeLessThan(1e-8);
  });

  it("counts patients under assessment by their weight", () => {
    const partial = [
      [2, 0.3],
      [2, 0.9],
      [3, 1],
      [4, 0],
    ] as const;
    expect(largestError({ ...data, partial })).toBeLessThan(1e-8);
    const withoutIt = posteriorOf({ ...data, patients: [3, 3, 3, 1, 0, 0, 0, 0] });
    const asPartial = posteriorOf({ ...data, partial: [[3, 1]] });
    expect(Math.abs(asPartial.probabilityBelow(3, 0.33) - withoutIt.probabilityBelow(3, 0.33))).toBeLessThan(1e-9);
  });

  it("takes a model that knows only probabilities", () => {
    const { logOdds: _, ...plain } = twoParameterLogistic(prior.amounts, prior.referenceDose, prior);
    const posterior = twoParameterQuadrature(plain);
    posterior.update(counts(data));
    const known = posteriorOf(data);
    for (const dose of [0, 3, 7])
      expect(Math.abs(posterior.probabilityBelow(dose, 0.33) - known.probabilityBelow(dose, 0.33))).toBeLessThan(1e-12);
  });

  it("takes a model whose toxicity falls with the first parameter", () => {
    const rising = twoParameterLogistic(prior.amounts, prior.referenceDose, prior);
    const falling = {
      doses: rising.doses,
      mean: [-prior.mean[0], prior.mean[1]],
      covariance: rising.covariance,
      increasing: false,
      toxicity: (dose: number, first: number, second: number) => rising.toxicity(dose, -first, second),
      firstAt: (dose: number, toxicity: number, second: number) => -rising.firstAt(dose, toxicity, second),
    };
    const posterior = twoParameterQuadrature(falling);
    posterior.update(counts(data));
    const known = posteriorOf(data);
    expect(Math.abs(posterior.probabilityBelow(3, 0.33) - known.probabilityBelow(3, 0.33))).toBeLessThan(1e-8);
    expect(Math.abs(posterior.quantile(3, 0.75) - known.quantile(3, 0.75))).toBeLessThan(1e-8);
  });

  it("answers by the last data alone, whatever was asked before and in whatever order", () => {
    const fresh = posteriorOf(data);
    const used = posteriorOf({ ...prior, patients: [0, 0, 0, 0, 6, 6, 6, 6], toxicities: [0, 0, 0, 0, 1, 2, 3, 4] });
    used.quantile(4, 0.9);
    used.probabilityBelow(0, 0.01);
    used.update(counts(data));
    used.probabilityBelow(7, 0.001);
    used.mean(2);
    for (const dose of [7, 0, 3]) {
      expect(used.probabilityBelow(dose, 0.33)).toBe(fresh.probabilityBelow(dose, 0.33));
      expect(used.quantile(dose, 0.75)).toBe(fresh.quantile(dose, 0.75));
      expect(used.mean(dose)).toBe(fresh.mean(dose));
    }
  });

  it("keeps a copy of the counts", () => {
    const patients = [3, 3, 0, 0, 0, 0, 0, 0];
    const posterior = posteriorOf({ ...data, patients, toxicities: [0, 0, 0, 0, 0, 0, 0, 0] });
    const before = posterior.probabilityBelow(1, 0.2);
    patients[1] = 30;
    expect(posterior.probabilityBelow(1, 0.2)).toBe(before);
    expect(posterior.probabilityBelow(5, 0.25)).toBeGreaterThan(0);
  });

  it("inverts its distribution function", () => {
    const posterior = posteriorOf(data);
    for (const dose of [0, 4, 7])
      for (const probability of [0.025, 0.5, 0.75, 0.999])
        expect(Math.abs(posterior.probabilityBelow(dose, posterior.quantile(dose, probability)) - probability)).toBeLessThan(
          1e-9,
        );
    expect(posterior.quantile(3, 0)).toBe(0);
    expect(posterior.quantile(3, 1)).toBe(1);
    expect(posterior.probabilityBelow(3, 0)).toBe(0);
    expect(posterior.probabilityBelow(3, 1)).toBe(1);
  });

  it("has the variance of a dose's toxicity", () => {
    const posterior = posteriorOf(data);
    // E p² − (E p)² from the distribution function: E p² = ∫ 2 c Pr(p > c) dc, by the midpoint rule.
    const steps = 4000;
    let second = 0;
    for (let i = 0; i < steps; i++) {
      const c = (i + 0.5) / steps;
      second += (2 * c * (1 - posterior.probabilityBelow(3, c))) / steps;
    }
    expect(Math.abs(posterior.variance(3) - (second - posterior.mean(3) ** 2))).toBeLessThan(1e-6);
  });

  it("with a given number of nodes is close already", () => {
    const posterior = posteriorOf(data, { nodes: 61 });
    const known = posteriorOf(data);
    expect(Math.abs(posterior.probabilityBelow(4, 0.33) - known.probabilityBelow(4, 0.33))).toBeLessThan(1e-6);
  });

  it("is the prior when there are no data", () => {
    const none = { ...prior, patients: prior.amounts.map(() => 0), toxicities: prior.amounts.map(() => 0) };
    const posterior = posteriorOf(none);
    // At the reference dose log odds are the intercept: Pr(p < ½) = Φ(0.708 / 1.2).
    expect(posterior.probabilityBelow(6, 0.5)).toBeCloseTo(0.722405, 6);
    expect(posterior.parameterMean(0)).toBeCloseTo(-0.708, 9);
    expect(Math.abs(posterior.parameterVariance(0) / 1.44 - 1)).toBeLessThan(1e-7);
    expect(largestError(none)).toBeLessThan(1e-8);
  });
});
