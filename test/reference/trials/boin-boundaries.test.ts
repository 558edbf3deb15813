/**
 * boin.json: BOIN 2.7.2 run with R 4.2.2 (its own `source` line). boin-boundaries.json: made by boin-boundaries.R.
 * boin-boundaries-sim-fast-boin.json: made by boin-boundaries-sim-fast-boin.R.
 * Boundaries must be equal; λe and λd at the digits given (11 in boin.json), and to a relative 1e-13 where R printed 15: the quotient
 * of two logarithms near 0 loses two digits.
 */
import { describe, expect, it } from "vitest";
import { boin } from "../../../src/trials/designs/dose-finding/boin.js";
import { boinBoundaries } from "../../../src/trials/dose-finding/boin-boundaries.js";
import { NEVER } from "../../../src/trials/dose-finding/cohort-rules.js";
import { decisionTable } from "../../../src/trials/dose-finding/decision-table.js";
import { type GetOcArguments, optionsOf, readReference } from "./boin-package.js";

type Boundary = readonly (number | null | Record<string, never>)[];

interface BoundaryTable {
  readonly args: GetOcArguments;
  readonly lambda_e: number;
  readonly lambda_d: number;
  readonly patients: readonly number[];
  readonly escalate: readonly number[];
  readonly deescalate: readonly number[];
  readonly eliminate: Boundary;
  readonly printed: readonly number[];
  readonly stop?: Boundary;
}

const given = readReference("./boin.json");
const more = readReference("./boin-boundaries.json") as { provenance: string; tables: readonly BoundaryTable[] };

/** Our boundaries of the arguments of `BOIN::get.boundary`. */
function boundariesOf(args: GetOcArguments, patients: number) {
  const { cohorts: _, cohortSize: __, enoughAtDose: ___, ...options } = optionsOf(args);
  return boinBoundaries({ ...options, maximumPatients: patients });
}

/** The table's entries, NEVER where the package has NA (null in our files, {} in the given one). */
const orNever = (boundary: Boundary) => boundary.map((entry) => (typeof entry === "number" ? entry : NEVER));
/** Ours for 1, 2, … patients. */
const listed = (boundary: Int32Array) => Array.from(boundary).slice(1);

describe("BOIN's boundaries, against the given run of the R package", () => {
  it("have λe and λd of the table at its 11 digits", () => {
    for (const { phi, p_saf, p_tox, lambda_e, lambda_d } of given.lambda_table) {
      const { escalation, deEscalation } = boinBoundaries({
        target: phi,
        maximumPatients: 1,
        subtherapeutic: p_saf,
        overlyToxic: p_tox,
      });
      expect(Number(escalation.toPrecision(11))).toBe(lambda_e);
      expect(Number(deEscalation.toPrecision(11))).toBe(lambda_d);
    }
  });

  it.each(Object.keys(given.boundary_tables_cohortsize1_ncohort30))("are those of the table for the target %s", (target) => {
    const table = given.boundary_tables_cohortsize1_ncohort30[target];
    const ours = boinBoundaries({ target: Number(target), maximumPatients: 30, extraSafety: true });
    expect(listed(ours.escalate)).toEqual(table.escalate_if_le);
    expect(listed(ours.deEscalate)).toEqual(table.deescalate_if_ge);
    expect(listed(ours.eliminate)).toEqual(orNever(table.eliminate_if_ge));
    expect(listed(ours.stopLowest)).toEqual(orNever(table.extrasafe_lowest_dose_stop_if_ge));
  });
});

describe(`BOIN's boundaries, against ${more.provenance}`, () => {
  it(`are equal in ${more.tables.length} tables`, () => {
    expect(more.tables.length).toBeGreaterThan(140);
    for (const { args, lambda_e, lambda_d, patients, ...table } of more.tables) {
      const ours = boundariesOf(args, patients.length);
      const about = JSON.stringify(args);
      expect(listed(ours.escalate), about).toEqual(table.escalate);
      expect(listed(ours.deEscalate), about).toEqual(table.deescalate);
      expect(listed(ours.eliminate), about).toEqual(orNever(table.eliminate));
      expect(Math.abs(ours.escalation / lambda_e - 1), about).toBeLessThan(1e-13);
      expect(Math.abs(ours.deEscalation / lambda_d - 1), about).toBeLessThan(1e-13);
      if (table.stop !== undefined) expect(listed(ours.stopLowest), about).toEqual(orNever(table.stop));
    }
  });

  it("are those that the design decides by, at each number of patients that the package prints", () => {
    for (const { args, patients, ...table } of more.tables) {
      const { cohorts: _, enoughAtDose: __, ...options } = optionsOf(args);
      const { rows } = decisionTable(boin({ ...options, cohortSize: 1, doses: 3, maximumPatients: patients.length }));
      for (const n of table.printed) {
        const eliminate = orNever(table.eliminate)[n - 1];
        const expected = Array.from({ length: n + 1 }, (_, y) =>
          y >= eliminate ? "DU" : y <= table.escalate[n - 1] ? "E" : y >= table.deescalate[n - 1] ? "D" : "S",
        );
        expect(rows[n - 1].decisions, `${n} patients, ${JSON.stringify(args)}`).toEqual(expected);
      }
    }
  });

  it("exist where the package's table of extra safety fails, before a stop exists", () => {
    expect((more as unknown as Record<string, string>)["failureAtTarget0.6"]).toBe("object 'stopneed' not found");
    const { stopLowest } = boinBoundaries({ target: 0.6, maximumPatients: 30, extraSafety: true });
    // 1 − 0.6^4 = 0.8704 is not above 0.9; 1 − 0.6^5 = 0.92224 is.
    expect(listed(stopLowest).slice(0, 4)).toEqual([NEVER, NEVER, NEVER, 4]);
  });
});

const second = readReference("./boin-boundaries-sim-fast-boin.json") as {
  provenance: string;
  tables: readonly {
    target: number;
    stay: boolean;
    escalate: number[];
    deescalate: number[];
    eliminate: Boundary;
    stop: Boundary;
  }[];
};

describe(`BOIN's boundaries, against ${second.provenance}`, () => {
  it.each(second.tables)("are equal for the target $target, stay on 1 of 3: $stay", ({ target, stay, ...table }) => {
    const ours = boinBoundaries({ target, maximumPatients: 24, extraSafety: true, stayOnOneOfThree: stay });
    expect(listed(ours.escalate)).toEqual(table.escalate);
    expect(listed(ours.deEscalate)).toEqual(table.deescalate);
    expect(listed(ours.eliminate)).toEqual(orNever(table.eliminate));
    expect(listed(ours.stopLowest)).toEqual(orNever(table.stop));
  });
});
