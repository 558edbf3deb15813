/**
 * The simulations in rpact's public tests: trials with one treatment and one control and no adaptation are simulated with our designs and
 * agree with rpact's figures within Monte Carlo error, rpact's (10 or 100 iterations) and ours. All others are listed with the reason.
 *
 * Fixed seed. False-alarm rate over the file: at most 1e-5, shared out equally among MOST_COMPARISONS comparisons (2.9e-8 each, 5.55 standard
 * errors; for proportions the exact binomial tail of rpact's number at either end of our own interval). Means of 100 iterations count as
 * normal. What does not depend on chance agrees to the 8 digits that are given.
 */
import { describe, expect, it } from "vitest";
import { binomialCdf, binomialUpperTail } from "../../../src/numeric/probability/binomial.js";
import { normalUpperQuantile, normalUpperTail } from "../../../src/numeric/probability/normal.js";
import { conditionalPower } from "../../../src/trials/group-sequential/index.js";
import type { GroupSequentialConclusion } from "../../../src/trials/group-sequential/look-decision.js";
import type { Estimate, Metrics } from "../../../src/trials/operating-characteristics.js";
import { simulate } from "../../../src/trials/simulate.js";
import { type Column, countColumns, type RpactSimulation, readSimulations, survivalColumns } from "./rpact-simulation-case.js";

/** Why a case is not simulated, by its position in the file. */
const LISTED: { readonly [position: number]: string } = {
  ...listed([3, 4], "Fisher's combination test, with the sample size changed to reach a conditional power"),
  ...listed(range(14, 33), "enrichment: several populations and selection among them, tested by combination tests"),
  ...listed([34, 35], "a score of performance over 5 iterations of rpact's generator, with the sample size changed at the look"),
  36: "arranges numbers for a plot: nothing is simulated",
  38: "the number of rows and columns of rpact's own table of raw data",
};

const MOST_COMPARISONS = 350;
const RATE = 1e-5 / MOST_COMPARISONS;
/** Half of a comparison's rate for our own error of a proportion, half for rpact's. */
const OWN = normalUpperQuantile(RATE / 4);
const Z = normalUpperQuantile(RATE / 2);
const DIGITS = 5e-8;

let comparisons = 0;
const cases = readSimulations();
const simulated = cases.map((given, position) => ({ given, position })).filter(({ position }) => !(position in LISTED));

describe("rpact's simulations", () => {
  it("are either simulated or listed with a reason, and none is both", () => {
    expect(cases).toHaveLength(39);
    const known = ["getSimulationCounts", "getSimulationSurvival", "getData"];
    expect(simulated.filter(({ given }) => !known.includes(given.call.function)).map(({ position }) => position)).toEqual([]);
    expect(simulated.map(({ position }) => position)).toEqual([0, 1, 2, 5, 6, 7, 8, 9, 10, 11, 12, 13, 37]);
    for (const reason of Object.values(LISTED)) expect(reason.length).toBeGreaterThan(20);
  });

  it.each(simulated.filter(({ given }) => given.call.function !== "getData"))(
    "case $position ($given.call.function) agrees in every field",
    async ({ given }) => {
      const columns =
        given.call.function === "getSimulationCounts"
          ? countColumns(given)
          : survivalColumns(given.call.arguments, given.context);
      const replicates = given.call.function === "getSimulationCounts" ? 600 : 1500;
      for (const [i, column] of columns.entries()) {
        const found = await run(column, replicates);
        for (const field of Object.keys(given.expected)) compareField(given, field, i, columns.length, found, column);
      }
    },
    30_000,
  );

  it("case 37 agrees in the means over its ten trials, and in what follows from each trial's statistic", async () => {
    const given = cases[37];
    const { arguments: options } = given.context.simulationResults;
    const columns = survivalColumns(options, {});
    const of = (field: string, i: number) => given.expected[field].v.slice(10 * i, 10 * i + 10) as readonly number[];
    for (const [i, column] of columns.entries()) {
      const found = await run(column, 1500);
      of("iterationNumber", i).forEach((number, k) => {
        expect(number).toBe(k + 1);
      });
      for (const field of ["pi1", "pi2", "hazardRatio"]) {
        for (const value of of(field, i)) exactly(field, value, numberOf(column.derived[field]));
      }
      for (const [field, metric] of [
        ["analysisTime", "lookTime[1]"],
        ["numberOfSubjects", "entered[1]"],
        ["overallEvents1", "endedOnTreatment"],
        ["overallEvents2", "endedOnControl"],
        ["eventsPerStage", "amount[1]"],
        ["testStatistic", "z"],
        ["logRankStatistic", "z"],
      ]) {
        meanAgrees(field, mean(of(field, i)), found(metric), 10);
      }
      proportionAgrees("rejectPerStage", mean(of("rejectPerStage", i)), found("rejected"), 10);
      for (const field of ["eventsNotAchieved", "futilityPerStage"]) for (const value of of(field, i)) expect(value).toBe(0);
      for (const value of of("stageNumber", i)) expect(value).toBe(1);
      expect(given.expected.conditionalPowerAchieved.v.every((value) => value === null)).toBe(true);
      of("logRankStatistic", i).forEach((z, k) => {
        exactly("pValuesSeparate", of("pValuesSeparate", i)[k], normalUpperTail(z), 2e-6);
        exactly("hazardRatioEstimateLR", of("hazardRatioEstimateLR", i)[k], Math.exp((2 * z) / Math.sqrt(50)), 2e-7);
      });
    }
    const read = [
      ...["iterationNumber", "stageNumber", "pi1", "pi2", "hazardRatio", "analysisTime", "numberOfSubjects", "overallEvents1"],
      ...["overallEvents2", "eventsPerStage", "rejectPerStage", "eventsNotAchieved", "futilityPerStage", "testStatistic"],
      ...["logRankStatistic", "conditionalPowerAchieved", "pValuesSeparate", "hazardRatioEstimateLR"],
    ];
    expect(Object.keys(given.expected).sort()).toEqual([...read].sort());
  });

  it("took no more comparisons than the false-alarm rate is shared among", () => {
    expect(comparisons).toBeGreaterThan(300);
    expect(comparisons).toBeLessThanOrEqual(MOST_COMPARISONS);
  });
});

type Found = (metric: string) => Estimate;

/** Simulates one column, with what rpact reports measured besides our own metrics. */
async function run(column: Column, replicates: number): Promise<Found> {
  const { design, scenario } = column;
  const own = design.metrics as Metrics;
  const extra = extraMetrics(column);
  const metrics: Metrics = {
    descriptions: [...own.descriptions, ...extra.descriptions],
    measureInto(out, at, result) {
      own.measureInto(out, at, result);
      extra.measureInto(out, at + own.descriptions.length, result);
    },
  };
  const study = await simulate({
    designs: { design: { ...design, metrics } } as never,
    scenarios: { scenario } as never,
    replicates,
    seed: 20_261,
  });
  const [{ estimates, metrics: described }] = (
    study as unknown as { cells: readonly { estimates: readonly Estimate[]; metrics: readonly { name: string }[] }[] }
  ).cells;
  return (name) => {
    const at = described.findIndex((metric) => metric.name === name);
    if (at < 0) throw new Error(`no metric ${name}`);
    return estimates[at];
  };
}

/** By look: whether it was taken, patients entered by then, information, conditional power before it; at the end: patients entered, events by arm. */
function extraMetrics({ design, entered, plan }: Column): Metrics {
  const looks = plan.boundaries.fractions.length;
  const numbers = Array.from({ length: looks }, (_, k) => k);
  const names = [
    ...["taken", "entered", "amount", "conditionalPower"].flatMap((name) => numbers.map((k) => `${name}[${k + 1}]`)),
    ...["enteredAtEnd", "timeOfEnd", "early", "endedOnControl", "endedOnTreatment"],
  ];
  return {
    descriptions: names.map((name) => ({ name, label: name, unit: "number" })),
    measureInto(out, at, result) {
      const { ending, looks: taken } = result.conclusion as GroupSequentialConclusion;
      out.fill(Number.NaN, at, at + names.length);
      out.fill(0, at, at + looks);
      taken.forEach((look, i) => {
        out[at + look.number] = 1;
        out[at + looks + look.number] = entered(look.time);
        out[at + 2 * looks + look.number] = look.amount;
        if (i > 0) {
          const before = taken[i - 1];
          out[at + 3 * looks + look.number] = conditionalPower(
            design.plan.boundaries,
            { looks: before.number + 1, z: before.z },
            "trend",
          );
        }
      });
      const last = taken[taken.length - 1];
      const rest = at + 4 * looks;
      out[rest] = entered(last.time);
      out[rest + 1] = last.time;
      out[rest + 2] = last.number + 1 < looks && ending !== "maximum" ? 1 : 0;
      for (const arm of [0, 1]) out[rest + 3 + arm] = (result.tally(arm) as { readonly events: number }).events;
    },
  };
}

function compareField(given: RpactSimulation, name: string, i: number, columns: number, found: Found, column: Column): void {
  const { v } = given.expected[name];
  const [, field, stage] = /^(\w+?)(?:\[(\d+),\])?$/.exec(name) as unknown as [string, string, string | undefined];
  if (field in column.derived) {
    const derived = column.derived[field];
    // Either one value (or list of pieces) for each column, or the same for all.
    const expected = columns > 1 && v.length === columns ? [v[i]] : v;
    const values = typeof derived === "number" ? [derived] : derived;
    expect(values, name).toHaveLength(expected.length);
    for (const [k, value] of expected.entries()) exactly(name, value as number, values[k]);
    return;
  }
  expect(v, name).toHaveLength(columns);
  const expected = v[i];
  const iterations = given.call.arguments.maxNumberOfIterations as number;
  const reached = (k: string) => (given.expected[`iterations[${k},]`].v[i] as number) || 0;
  if (expected === null) {
    // Not defined before the first look.
    expect(name).toBe("conditionalPowerAchieved[1,]");
    return;
  }
  const proportion = (metric: string) => proportionAgrees(name, expected, found(metric), iterations);
  const stageMean = (metric: string) => meanAgrees(name, expected, found(`${metric}[${stage}]`), reached(stage as string));
  const wholeMean = (metric: string) => meanAgrees(name, expected, found(metric), iterations);
  const comparing: { readonly [field: string]: () => void } = {
    analysisTime: () => stageMean("lookTime"),
    conditionalPowerAchieved: () => stageMean("conditionalPower"),
    cumulativeEventsPerStage: () => stageMean("amount"),
    earlyStop: () => proportion("early"),
    eventsNotAchieved: () => expect(expected).toBe(0),
    expectedNumberOfEvents: () => wholeMean("information"),
    expectedNumberOfSubjects: () => wholeMean("enteredAtEnd"),
    futilityPerStage: () => proportionOrNone(name, expected, found, `futility[${stage}]`, iterations, column),
    futilityStop: () => {
      const { mean: first } = found("futility[1]");
      const { mean: second, count } = found("futility[2]");
      const p = first + second;
      proportionAgrees(
        name,
        expected,
        { mean: p, count, standardError: 0, standardDeviation: Math.sqrt(p * (1 - p)) },
        iterations,
      );
    },
    iterations: () => proportionAgrees(name, expected / iterations, found(`taken[${stage}]`), iterations),
    numberOfSubjects: () => stageMean("entered"),
    overallReject: () => proportion("rejected"),
    rejectPerStage: () => proportion(`efficacy[${stage}]`),
    studyDuration: () => wholeMean("timeOfEnd"),
  };
  expect(Object.keys(comparing), name).toContain(field);
  comparing[field]();
}

/** A design without futility bounds has no such metric: nothing may have stopped for it. */
function proportionOrNone(name: string, expected: number, found: Found, metric: string, size: number, { plan }: Column): void {
  if (plan.rules.futility === undefined) expect(expected, name).toBe(0);
  else proportionAgrees(name, expected, found(metric), size);
}

function proportionAgrees(name: string, expected: number, { count, mean: p }: Estimate, size: number): void {
  comparisons++;
  const seen = Math.round(expected * size);
  // Wilson's interval for the probability, from our trials.
  const center = (p + (OWN * OWN) / (2 * count)) / (1 + (OWN * OWN) / count);
  const half = (OWN * Math.sqrt((p * (1 - p)) / count + (OWN * OWN) / (4 * count * count))) / (1 + (OWN * OWN) / count);
  const high = binomialUpperTail(seen - 1, size, Math.min(1, center + half));
  const low = binomialCdf(seen, size, Math.max(0, center - half));
  const said = `${name}: rpact ${expected} of ${size}, ours ${p} of ${count}: tails ${high}, ${low}`;
  expect(high >= RATE / 4 && low >= RATE / 4, said).toBe(true);
}

function meanAgrees(name: string, expected: number, { count, mean: ours, standardDeviation }: Estimate, size: number): void {
  comparisons++;
  const error = standardDeviation * Math.sqrt(1 / size + 1 / count);
  const said = `${name}: rpact ${expected}, ours ${ours} ± ${error}`;
  expect(Math.abs(expected - ours) <= Z * error + DIGITS * Math.abs(expected), said).toBe(true);
}

function exactly(name: string, expected: number, found: number, tolerance = DIGITS * 2): void {
  expect(Math.abs(found - expected) <= tolerance * Math.abs(expected), `${name}: ${found}, not ${expected}`).toBe(true);
}

function numberOf(value: number | readonly number[]): number {
  return typeof value === "number" ? value : value[0];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function listed(positions: readonly number[], reason: string): { readonly [position: number]: string } {
  return Object.fromEntries(positions.map((position) => [position, reason]));
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
