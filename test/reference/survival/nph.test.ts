/**
 * data/nph.json, data/nph-data.json: simtrial's example data sets (commit 87748f29) evaluated with R 4.2.2, survival and mvtnorm (their own
 * `source` line); the average hazard ratios are gsDesign2 1.1.9's, whose expected events come from numerical integration.
 * Tolerances are printed beside each comparison.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  averageHazardRatio,
  expectedEvents,
  logRankTest,
  logRankTests,
  restrictedMeanDifference,
  type SurvivalColumns,
} from "../../../src/survival/index.js";

const read = (name: string) => JSON.parse(readFileSync(new URL(`./data/${name}.json`, import.meta.url), "utf8"));
const reference = read("nph");
const data = read("nph-data") as Record<string, Record<string, readonly (number | string)[]>>;

/** The columns of a data set, whose names differ. */
function columnsOf(name: string): SurvivalColumns {
  const { month, tte, event, evntd, trt, experimental } = data[name] as Record<string, readonly number[]>;
  return { time: month ?? tte, event: event ?? evntd, arm: trt ?? experimental };
}

const weights = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
].map(([rho, gamma]) => ({ kind: "fleming-harrington", rho, gamma }) as const);

interface Reference {
  readonly n: number;
  readonly events: number;
  readonly z_FH00_FH01_FH10_FH11: readonly number[];
  readonly corr: readonly (readonly number[])[];
  readonly logrank_chisq_survdiff: number;
  readonly rmst_tau: number;
  readonly rmst_diff: number;
  readonly rmst_z: number;
}

describe.each(Object.keys(data))("log-rank tests of %s", (name) => {
  const columns = columnsOf(name);
  const expected = reference.datasets[name] as Reference;

  it("finds R's weighted z and their correlations, to 1e-10", () => {
    const { z, correlation } = logRankTests(columns, weights);
    for (const [i, value] of z.entries()) expect(value).toBeCloseTo(expected.z_FH00_FH01_FH10_FH11[i], 10);
    for (const [i, row] of correlation.entries())
      for (const [j, value] of row.entries()) expect(value).toBeCloseTo(expected.corr[i][j], 10);
  });

  it("finds survdiff's chi-square, to 1e-9", () => {
    expect(logRankTest(columns).z ** 2).toBeCloseTo(expected.logrank_chisq_survdiff, 9);
  });

  it("finds the difference of restricted means and its plain Greenwood z, to 1e-9", () => {
    const { difference, z } = restrictedMeanDifference(columns, expected.rmst_tau);
    expect(difference).toBeCloseTo(expected.rmst_diff, 9);
    expect(z).toBeCloseTo(expected.rmst_z, 9);
  });
});

it("finds simtrial's restricted-mean z with its factor m/(m − 1), to 1e-9", () => {
  const { difference, z } = restrictedMeanDifference(columnsOf("ex1_delayed_effect"), 10, { smallSample: true });
  const published = reference.simtrial_test_file["rmst ex1_delayed_effect tau=10"];
  expect(difference).toBeCloseTo(published.rmst_diff, 9);
  expect(z).toBeCloseTo(published.z, 9);
});

interface AhrCase {
  readonly input: {
    readonly enroll: readonly (readonly number[])[];
    readonly fail_duration: readonly number[];
    readonly fail_rate: readonly number[];
    readonly hr: readonly number[];
    readonly dropout: readonly number[];
  };
  readonly time: number;
  readonly ahr: number;
  readonly n: number;
  readonly event: number;
  readonly info: number;
  readonly info0: number;
}

/** Pieces from durations and values. */
const pieces = <Key extends string>(key: Key, durations: readonly number[], values: readonly number[]) =>
  values.map((value, i) => ({
    from: durations.slice(0, i).reduce((sum, duration) => sum + duration, 0),
    ...({ [key]: value } as Record<Key, number>),
  }));

const trialOf = ({ input }: AhrCase) => ({
  accrual: pieces("rate", input.enroll[0], input.enroll[1]),
  accrualDuration: input.enroll[0].reduce((sum, duration) => sum + duration, 0),
  controlHazard: pieces("rate", input.fail_duration, input.fail_rate),
  hazardRatio: pieces("ratio", input.fail_duration, input.hr),
  dropout: pieces("rate", input.fail_duration, input.dropout),
});

describe.each(reference.gsDesign2_ahr.cases as readonly AhrCase[])("average hazard ratio at time $time", (example) => {
  const result = averageHazardRatio(example.time, trialOf(example));

  it("finds gsDesign2's ratio, events, patients and information, to a relative 1e-8", () => {
    const close = (value: number, expected: number) => expect(Math.abs(value / expected - 1)).toBeLessThan(1e-8);
    close(result.averageHazardRatio, example.ahr);
    close(result.events, example.event);
    close(result.patients, example.n);
    close(result.information, example.info);
    close(result.nullInformation, example.info0);
  });
});

it("finds what gsDesign2's own simulation found, to a mean relative difference (R's all.equal) of 0.005", () => {
  const examples = reference.gsDesign2_ahr.cases as readonly AhrCase[];
  const simulated = examples.map(({ time }) => reference.gsDesign2_simulated_ahr_fixture[String(time)] as readonly number[]);
  const ours = examples.map((example) => averageHazardRatio(example.time, trialOf(example)));
  const difference = (found: readonly number[], target: readonly number[]) =>
    found.reduce((sum, value, i) => sum + Math.abs(value - target[i]), 0) / target.reduce((sum, value) => sum + value, 0);
  const column = (i: number) => simulated.map((row) => row[i]);
  expect(
    difference(
      ours.map((result) => result.averageHazardRatio),
      column(0),
    ),
  ).toBeLessThan(0.005);
  expect(
    difference(
      ours.map((result) => result.events),
      column(1),
    ),
  ).toBeLessThan(0.005);
});

it("expects gsDesign's eEvents: hazards 0.05, 0.02, 0.01 from 0, 1, 2, dropout 0.01, 5 patients per unit for 20 units, to 1e-10", () => {
  const hazard = pieces("rate", [1, 1, 18], [0.05, 0.02, 0.01]);
  const events = expectedEvents(20, { accrual: 5, accrualDuration: 20, hazard, dropout: 0.01 });
  expect(events).toBeCloseTo(13.038490697125, 10);
});
