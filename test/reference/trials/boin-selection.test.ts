/** boin.json: BOIN 2.7.2 run with R 4.2.2 (its own `source` line). boin-select-mtd.json: made by boin-select-mtd.R. All must be equal. */
import { describe, expect, it } from "vitest";
import { boin } from "../../../src/trials/designs/dose-finding/boin.js";
import { readReference } from "./boin-package.js";

const given = readReference("./boin.json");
const more = readReference("./boin-select-mtd.json");

type Options = Omit<Parameters<typeof boin>[0], "doses" | "maximumPatients">;

/** Designs by options: many data sets share one. */
const designs = new Map<string, ReturnType<typeof boin>>();

/** The package's answer: a dose level from 1, or 99 for none. */
function selectMtd(patients: readonly number[], toxicities: readonly number[], options: Options): number {
  const doses = patients.length;
  const key = JSON.stringify({ ...options, doses });
  const design = designs.get(key) ?? boin({ ...options, doses, maximumPatients: 120 });
  designs.set(key, design);
  const dose = design.rules?.select(Int32Array.from(patients), Int32Array.from(toxicities)) as number;
  return dose < 0 ? 99 : dose + 1;
}

describe("BOIN's recommended dose", () => {
  it("is that of the given runs of BOIN::select.mtd", () => {
    for (const { target, npts, ntox, MTD, MTD_boundMTD } of given.select_mtd) {
      expect(selectMtd(npts, ntox, { target })).toBe(MTD);
      expect(selectMtd(npts, ntox, { target, limitRecommendation: true })).toBe(MTD_boundMTD);
    }
  });

  it(`is that of ${more.provenance}, on ${more.rows.length} data sets with and without boundMTD and extrasafe`, () => {
    expect(more.rows.length).toBe(2000);
    for (const [target, overlyToxic, eliminationCutoff, patients, toxicities, selected] of more.rows) {
      const options = { target, eliminationCutoff, ...(overlyToxic === null ? {} : { overlyToxic }) };
      const ours = [false, true].flatMap((extraSafety) =>
        [false, true].map((limitRecommendation) =>
          selectMtd(patients, toxicities, { ...options, extraSafety, limitRecommendation }),
        ),
      );
      expect(ours, JSON.stringify({ ...options, patients, toxicities })).toEqual(selected);
    }
  });
});
