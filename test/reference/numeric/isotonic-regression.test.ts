// Values: see the provenance line of isotonic-regression.json (R, packages Iso and BOIN).
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isotonicRegression } from "../../../src/numeric/isotonic-regression.js";

interface Fixture {
  provenance: string;
  fits: { values: number[]; weights: number[]; fit: number[] }[];
  selections: { target: number; patients: number[]; toxicities: number[]; selected: number }[];
}
const fixture: Fixture = JSON.parse(readFileSync(new URL("./isotonic-regression.json", import.meta.url), "utf8"));

/** The maximum tolerated dose by the isotonic estimate nearest to the target, ties separated by 1e-10 a dose (1-based). */
function selectDose(target: number, patients: readonly number[], toxicities: readonly number[]): number {
  const tried = patients.flatMap((count, dose) => (count > 0 ? [dose] : []));
  const rates = tried.map((dose) => (toxicities[dose] + 0.05) / (patients[dose] + 0.1));
  const precisions = tried.map((dose) => {
    const y = toxicities[dose];
    const n = patients[dose];
    return 1 / (((y + 0.05) * (n - y + 0.05)) / ((n + 0.1) ** 2 * (n + 0.1 + 1)));
  });
  const fit = isotonicRegression(rates, precisions).map((rate, k) => Math.abs(rate + (k + 1) * 1e-10 - target));
  return tried[fit.indexOf(Math.min(...fit))] + 1;
}

describe(`isotonic regression against ${fixture.provenance}`, () => {
  it("agrees with Iso::pava to 1e-13", () => {
    for (const { values, weights, fit } of fixture.fits) {
      const ours = isotonicRegression(values, weights);
      for (let i = 0; i < fit.length; i++) expect(Math.abs(ours[i] - fit[i])).toBeLessThanOrEqual(1e-13);
    }
  });

  it("selects the dose that BOIN::select.mtd selects, in each of 400 trials", () => {
    for (const { target, patients, toxicities, selected } of fixture.selections) {
      expect(selectDose(target, patients, toxicities), JSON.stringify({ target, patients, toxicities })).toBe(selected);
    }
  });
});
