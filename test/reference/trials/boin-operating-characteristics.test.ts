/**
 * boin.json, get_oc: BOIN 2.7.2 run with R 4.2.2, 4000 trials each. The package's Monte Carlo figures are compared with our exact ones, and our
 * simulation with the package. With m comparisons in the file each has the false-alarm rate 1e-5/m. Proportions are tested exactly (binomial
 * against the exact ones, hypergeometric between two samples; some have expected counts below 1), means by the normal approximation.
 */
import { describe, expect, it } from "vitest";
import {
  binomialCdf,
  binomialUpperTail,
  hypergeometricCdf,
  hypergeometricUpperTail,
  normalUpperTail,
} from "../../../src/numeric/index.js";
import { boin, doseFindingScenario, type ExactEstimate, enumeratePaths, simulate } from "../../../src/trials/index.js";
import { readReference } from "./boin-package.js";

interface Run {
  readonly name: string;
  readonly target: number;
  readonly p_true: readonly number[];
  readonly ncohort: number;
  readonly cohortsize: number;
  readonly n_earlystop: number;
  readonly ntrial: number;
  readonly selpercent: readonly number[];
  readonly npatients: readonly number[];
  readonly ntox: readonly number[];
  readonly totaltox: number;
  readonly totaln: number;
  readonly percentstop: number;
}

const runs = readReference("./boin.json").get_oc as readonly Run[];
const REPLICATES = 40_000;

/** The package's figures under our names. */
function figuresOf(run: Run): ReadonlyMap<string, number> {
  const byDose = (name: string, values: readonly number[]) =>
    values.map((value, dose) => [`${name}[${dose + 1}]`, value] as const);
  return new Map([
    ...byDose(
      "selected",
      run.selpercent.map((percent) => percent / 100),
    ),
    ["selected[none]", run.percentstop / 100],
    ...byDose("patients", run.npatients),
    ...byDose("toxicities", run.ntox),
    ["patients", run.totaln],
    ["toxicities", run.totaltox],
  ]);
}

function designOf({ target, p_true, ncohort, cohortsize, n_earlystop }: Run) {
  return boin({
    target,
    doses: p_true.length,
    cohortSize: cohortsize,
    maximumPatients: ncohort * cohortsize,
    enoughAtDose: n_earlystop,
  });
}

/** For three runs: three figures by dose for 5 doses and three in all, against exact paths and against simulation. */
const COMPARISONS = 2 * 3 * (3 * 5 + 3);

/** Fails when a two-sided test of this p-value raises the alarm. */
function expectNoAlarm(pValue: number, about: string): void {
  expect(pValue, about).toBeGreaterThan(1e-5 / COMPARISONS);
}

const meanTest = (difference: number, standardError: number): number =>
  // What does not vary must be equal.
  standardError < 1e-9 ? (Math.abs(difference) < 1e-9 ? 1 : 0) : 2 * normalUpperTail(Math.abs(difference) / standardError);

const binomialTest = (count: number, size: number, probability: number): number =>
  2 * Math.min(binomialCdf(count, size, probability), binomialUpperTail(count - 1, size, probability));

/** Fisher's test that two counts come from one proportion. */
function twoSampleTest(count: number, size: number, otherCount: number, otherSize: number): number {
  const all = count + otherCount;
  return 2 * Math.min(hypergeometricCdf(count, size, otherSize, all), hypergeometricUpperTail(count - 1, size, otherSize, all));
}

describe.each(runs)("BOIN's operating characteristics, run $name of 4000 trials of the R package", (run) => {
  const scenario = doseFindingScenario({ toxicity: run.p_true });
  const figures = figuresOf(run);
  const design = designOf(run);
  const exact: ReadonlyMap<string, ExactEstimate> = new Map(
    enumeratePaths(design)
      .operatingCharacteristics(scenario)
      .map((estimate) => [estimate.name, estimate]),
  );

  it("are the exact ones, within the package's Monte Carlo error", () => {
    expect(figures.size).toBe(18);
    for (const [name, figure] of figures) {
      const { mean, standardDeviation, unit } = exact.get(name) as ExactEstimate;
      const pValue =
        unit === "proportion"
          ? binomialTest(Math.round(figure * run.ntrial), run.ntrial, mean)
          : meanTest(figure - mean, standardDeviation / Math.sqrt(run.ntrial));
      expectNoAlarm(pValue, `${name}: ${figure} by the package, ${mean} exactly`);
    }
  });

  it("are those of our simulation, within the error of both", async () => {
    const study = await simulate({
      designs: { boin: design },
      scenarios: { truth: scenario },
      replicates: REPLICATES,
      seed: 2015,
    });
    for (const [name, figure] of figures) {
      const ours = study.estimate("truth", "boin", name)?.mean ?? Number.NaN;
      const { standardDeviation, unit } = exact.get(name) as ExactEstimate;
      const pValue =
        unit === "proportion"
          ? twoSampleTest(Math.round(figure * run.ntrial), run.ntrial, Math.round(ours * REPLICATES), REPLICATES)
          : meanTest(figure - ours, standardDeviation * Math.sqrt(1 / run.ntrial + 1 / REPLICATES));
      expectNoAlarm(pValue, `${name}: ${figure} by the package, ${ours} by ours`);
    }
  });
});
