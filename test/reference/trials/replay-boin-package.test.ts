/**
 * boin.json: BOIN 2.7.2 run with R 4.2.2 (its own `source` line). boin-get-oc.json: made by boin-get-oc.R, 15 significant digits.
 * Every number must be equal at the digits printed, but λe and λd only to a relative 1e-14: R uses the C library's logarithm.
 */
import { describe, expect, it } from "vitest";
import { InvalidArgument } from "../../../src/errors.js";
import type { BoinPackageResult } from "../../../src/trials/compatibility/boin-package.js";
import { replayBoinPackage } from "../../../src/trials/compatibility/replay-boin-package.js";
import { digits15, type GetOcArguments, type GetOcCase, optionsOf, readReference } from "./boin-package.js";

const files = { given: readReference("./boin.json"), more: readReference("./boin-get-oc.json") };

/** Every number of the result, digit for digit. */
function expectDigits(result: BoinPackageResult, { lambda_e, lambda_d, ...expected }: GetOcCase["result"], about: string): void {
  expect(asPackage(result), about).toEqual(expected);
  expect(Math.abs(result.escalation / lambda_e - 1), about).toBeLessThan(1e-14);
  expect(Math.abs(result.deEscalation / lambda_d - 1), about).toBeLessThan(1e-14);
}

/** The replay's result under the package's names, at the digits of the file. */
function asPackage(result: BoinPackageResult) {
  const named = {
    selpercent: result.selectionPercent,
    npatients: result.patients,
    ntox: result.toxicities,
    totaltox: result.totalToxicities,
    totaln: result.totalPatients,
    percentstop: result.percentWithoutSelection,
    overdose60: result.overdosing60Percent,
    overdose80: result.overdosing80Percent,
  };
  const present = Object.entries(named).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    present.map(([name, value]) => [name, typeof value === "number" ? digits15(value) : (value ?? []).map(digits15)]),
  );
}

describe(`the replay of BOIN::get.oc, against ${files.more.provenance}`, () => {
  const cases = files.more.cases as readonly GetOcCase[];
  for (const { about, args, result } of cases.filter((one) => one.about !== undefined)) {
    it(`gives the package's digits: ${about}`, () => {
      expectDigits(replayBoinPackage(optionsOf(args)), result, about as string);
    });
  }

  const random = cases.filter((one) => one.about === undefined);
  it(`gives the package's digits for ${random.length} random combinations of arguments`, () => {
    expect(random.length).toBeGreaterThanOrEqual(300);
    for (const { args, result } of random) {
      expectDigits(replayBoinPackage(optionsOf(args)), result, JSON.stringify(args));
    }
  });
});

describe("the replay of BOIN::get.oc, against the given runs", () => {
  it("gives the digits of the manual's example", () => {
    const { args, ...result } = files.given.get_oc_bit_exact.man_example_ntrial1000;
    expect(asPackage(replayBoinPackage(optionsOf(args)))).toMatchObject(result);
  });

  it("gives the digits of the runs of 4000 trials", () => {
    for (const run of files.given.get_oc) {
      const args = {
        target: run.target,
        "p.true": run.p_true,
        ncohort: run.ncohort,
        cohortsize: run.cohortsize,
        "n.earlystop": run.n_earlystop,
        ntrial: run.ntrial,
        seed: run.seed,
      };
      const { selpercent, npatients, ntox, totaltox, totaln, percentstop, overdose60, overdose80 } = run;
      const expected = { selpercent, npatients, ntox, totaltox, totaln, percentstop, overdose60, overdose80 };
      expect(asPackage(replayBoinPackage(optionsOf(args)))).toMatchObject(expected);
    }
  });
});

describe("where the package fails", () => {
  const failures = new Map(
    (files.more.failures as { about: string; args: GetOcArguments; error: string }[]).map((failure) => [failure.about, failure]),
  );
  const argumentsOf = (about: string) => optionsOf((failures.get(about) as { args: GetOcArguments }).args);

  it("the replay refuses a trial of one patient", () => {
    expect(() => replayBoinPackage(argumentsOf("one patient"))).toThrow("replayBoinPackage: cohorts must be an integer from 2");
  });

  it("the replay refuses a titration that treats more patients than the trial has, when it comes to that", () => {
    const options = argumentsOf("more patients in the titration than in the trial");
    expect(() => replayBoinPackage(options)).toThrow(InvalidArgument);
    expect(() => replayBoinPackage({ ...options, toxicity: options.toxicity.map(() => 0.9) })).not.toThrow();
  });

  it.each([
    "two doses at the target",
    "a single trial, target not second highest",
    "one dose above the target, not the one after it",
    "extra safety with a target of 0.6",
  ])("the replay answers all the same: %s", (about) => {
    const options = argumentsOf(about);
    const { selectionPercent, percentWithoutSelection, overdosing60Percent } = replayBoinPackage(options);
    expect(selectionPercent.reduce((sum, percent) => sum + percent, percentWithoutSelection)).toBeCloseTo(100, 10);
    expect(overdosing60Percent).toBeGreaterThanOrEqual(0);
  });
});
