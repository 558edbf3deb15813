/**
 * Outcomes of scenarios have the distributions that their documentation states.
 *
 * Counts in cells are compared with their probabilities by Pearson's chi-square test. False-alarm rate of the file: 1e-5, shared equally by its
 * tests; seeds are fixed.
 */
import { describe, expect, it } from "vitest";
import { count } from "../../../src/endpoints/index.js";
import {
  chiSquareUpperTail,
  exp,
  negativeBinomialMass,
  negativeBinomialUpperTail,
  normalCdf,
  poissonMass,
  poissonUpperTail,
} from "../../../src/numeric/index.js";
import { rngFromSeed } from "../../../src/random/index.js";
import { binaryScenario, continuousScenario, countScenario, type Scenario, survivalScenario } from "../../../src/trials/index.js";
import { COVARIATES, DROPOUT } from "../../../src/trials/streams.js";

const ALARM = 1e-5 / 8;
const patients = 100_000;
const covariates = {
  sex: { levels: ["f", "m"], probabilities: [0.3, 0.7], effects: [0, 0.8] },
  site: { levels: [1, 2, 3], effects: [0, 0.5, -0.5] },
};

/** The p-value of the counts in cells, against their probabilities. */
function pValue(counts: readonly number[], probabilities: readonly number[]): number {
  expect(probabilities.reduce((sum, p) => sum + p)).toBeCloseTo(1, 9);
  const statistic = counts.reduce((sum, n, i) => {
    const expected = patients * probabilities[i];
    expect(expected).toBeGreaterThan(5);
    return sum + ((n - expected) * (n - expected)) / expected;
  }, 0);
  return chiSquareUpperTail(statistic, counts.length - 1);
}

/** How many patients' outcomes on the arm fall into each cell. */
function cells<Outcome>(scenario: Scenario<Outcome>, arm: number, size: number, cellOf: (outcome: Outcome) => number): number[] {
  const root = rngFromSeed("scenarios").child(arm);
  const counts = new Array<number>(size).fill(0);
  for (let i = 0; i < patients; i++) {
    const patient = root.child(i);
    const drawn = scenario.covariates?.(patient.child(COVARIATES)) ?? {};
    counts[cellOf(scenario.outcome(arm, drawn, patient))]++;
  }
  return counts;
}

describe("outcomes of scenarios", () => {
  it("are events with the population's probability", () => {
    const scenario = binaryScenario({ probabilities: [0.2, 0.5], covariates });
    for (const arm of [0, 1]) {
      const p = scenario.averages[arm];
      expect(pValue(cells(scenario, arm, 2, Number), [1 - p, p])).toBeGreaterThan(ALARM);
    }
  });

  it("are normal around the mean", () => {
    const scenario = continuousScenario({ means: [3], standardDeviations: 2 });
    const cuts = [-1, 0, 1, 2, 3, 4, 5, 6, 7];
    const cellOf = (value: number) => cuts.filter((cut) => value > cut).length;
    const below = [0, ...cuts.map((cut) => normalCdf(cut, 3, 2)), 1];
    const probabilities = below.slice(1).map((p, i) => p - below[i]);
    expect(pValue(cells(scenario, 0, cuts.length + 1, cellOf), probabilities)).toBeGreaterThan(ALARM);
  });

  const most = 9;
  const endpoint = count({ exposure: 2 });
  it.each([0.4, 2.5])("are negative binomial counts of overdispersion %d", (overdispersion) => {
    const scenario = countScenario({ rates: [1.2], overdispersion });
    const [size, mean] = [1 / overdispersion, 2.4];
    const probability = size / (size + mean);
    const probabilities = Array.from({ length: most }, (_, y) => negativeBinomialMass(y, size, probability));
    const counts = cells(scenario, 0, most + 1, (times) => Math.min(most, endpoint.observe(times, 2).events));
    expect(pValue(counts, [...probabilities, negativeBinomialUpperTail(most - 1, size, probability)])).toBeGreaterThan(ALARM);
  });

  it("are Poisson counts without overdispersion, also over a part of the follow-up", () => {
    const scenario = countScenario({ rates: [1.2] });
    const probabilities = Array.from({ length: 6 }, (_, y) => poissonMass(y, 1.2 * 0.75));
    const counts = cells(scenario, 0, 7, (times) => Math.min(6, endpoint.observe(times, 0.75).events));
    expect(pValue(counts, [...probabilities, poissonUpperTail(5, 1.2 * 0.75)])).toBeGreaterThan(ALARM);
  });

  it("are times with the stated hazards, for patients who differ in covariates", () => {
    const hazards = [
      { from: 0, rate: 0.5 },
      { from: 1, rate: 0.1 },
      { from: 3, rate: 1.5 },
    ];
    const scenario = survivalScenario({ hazards: [hazards], covariates });
    const cuts = [0.25, 0.5, 1, 2, 3, 3.25, 3.5, 4, 5];
    const cumulative = (t: number) => 0.5 * Math.min(t, 1) + 0.1 * Math.max(0, Math.min(t, 3) - 1) + 1.5 * Math.max(0, t - 3);
    const survival = (t: number) =>
      [0.3, 0.7].reduce(
        (sum, share, sex) =>
          sum + [0, 0.5, -0.5].reduce((rest, site) => rest + (share / 3) * exp(-cumulative(t) * exp(0.8 * sex + site)), 0),
        0,
      );
    const above = [1, ...cuts.map(survival), 0];
    const probabilities = above.slice(1).map((p, i) => above[i] - p);
    const counts = cells(scenario, 0, cuts.length + 1, (time) => cuts.filter((cut) => time > cut).length);
    expect(pValue(counts, probabilities)).toBeGreaterThan(ALARM);
  });

  it("are lost after exponential times", () => {
    const scenario = binaryScenario({ probabilities: [0.5, 0.5], dropoutRate: [0.5, 2] });
    const root = rngFromSeed("lost");
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < patients; i++) {
      const time = scenario.dropout?.(1, {}, root.child(i).child(DROPOUT)) ?? 0;
      counts[Math.min(3, Math.floor(time / 0.3))]++;
    }
    const above = [1, exp(-0.6), exp(-1.2), exp(-1.8), 0];
    expect(
      pValue(
        counts,
        above.slice(1).map((p, i) => above[i] - p),
      ),
    ).toBeGreaterThan(ALARM);
  });
});
