/**
 * boin.json: BOIN 2.7.2 run with R 4.2.2 (its own `source` line). boin-select-mtd.json: made by boin-select-mtd.R. Estimates, intervals and
 * probabilities must be equal as the package prints them, with two decimals. dose-estimates.json: made by dose-estimates.R, 15 digits; a relative
 * error of 1e-12 is allowed for R's qbeta.
 */
import { describe, expect, it } from "vitest";
import { type DoseEstimate, doseEstimates } from "../../../src/trials/dose-finding/dose-estimates.js";
import { readReference } from "./boin-package.js";

const given = readReference("./boin.json");
const more = readReference("./boin-select-mtd.json");
const precise = readReference("./dose-estimates.json");

const SKIPPED = "----";
const printed = (value: number) => value.toFixed(2);
const printedInterval = ({ interval: [lower, upper] }: DoseEstimate) => `(${printed(lower)},${printed(upper)})`;

/** Our estimates as the package prints them, its misplaced intervals included: at a dose's position it shows those of the so-manieth dose tried. */
function asPackage(target: number, patients: readonly number[], toxicities: readonly number[]) {
  const estimates = doseEstimates(target, patients, toxicities);
  const tried = estimates.filter((estimate) => estimate !== null);
  return {
    phat: estimates.map((dose) => (dose === null ? SKIPPED : printed(dose.estimate))),
    intervals: estimates.map((dose, i) => {
      if (dose === null) return `(${SKIPPED},${SKIPPED})`;
      return i < tried.length ? printedInterval(tried[i]) : "( NA, NA)";
    }),
    aboveTarget: estimates.map((dose) => (dose === null ? SKIPPED : printed(dose.aboveTarget))),
  };
}

describe("dose estimates", () => {
  it("are those that the given runs of BOIN::select.mtd print", () => {
    for (const { target, npts, ntox, phat_printed, CI_printed, p_overdose_printed } of given.select_mtd) {
      const expected = { phat: phat_printed, intervals: CI_printed, aboveTarget: p_overdose_printed };
      expect(asPackage(target, npts, ntox)).toEqual(expected);
    }
  });

  it(`are those that ${more.provenance} prints, for 500 data sets`, () => {
    const rows = more.rows.filter((row: readonly unknown[]) => row.length > 6);
    expect(rows.length).toBe(500);
    for (const [target, , , patients, toxicities, , phat, intervals, aboveTarget] of rows) {
      const about = JSON.stringify({ target, patients, toxicities });
      expect(asPackage(target, patients, toxicities), about).toEqual({ phat, intervals, aboveTarget });
    }
  });

  it(`are those of ${precise.provenance}`, () => {
    expect(precise.cases.length).toBe(80);
    for (const { target, level, patients, toxicities, ...expected } of precise.cases) {
      const tried = doseEstimates(target, patients, toxicities, { level }).filter((dose) => dose !== null);
      const close = (ours: readonly number[], theirs: readonly number[]) => {
        expect(ours.length).toBe(theirs.length);
        ours.forEach((value, i) => {
          expect(Math.abs(value - theirs[i]), JSON.stringify({ patients, toxicities, i, value })).toBeLessThanOrEqual(
            1e-12 * theirs[i],
          );
        });
      };
      close(
        tried.map((dose) => dose.estimate),
        expected.estimate,
      );
      close(
        tried.map((dose) => dose.interval[0]),
        expected.lower,
      );
      close(
        tried.map((dose) => dose.interval[1]),
        expected.upper,
      );
      close(
        tried.map((dose) => dose.aboveTarget),
        expected.above,
      );
    }
  });
});
