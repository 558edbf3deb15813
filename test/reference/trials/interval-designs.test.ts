/**
 * mtpi-tables.json, i3-plus-3.json: computed from the published rules. keyboard-given.json, keyboard-package.json: made by the R package Keyboard 0.1.3
 * (the latter by keyboard-package.R). Decisions and selections must be equal; of the package's 1000 simulated trials the exact operating
 * characteristics may differ by 4.5 Monte Carlo standard errors (a false alarm in 10^5 for each figure).
 */
import { describe, expect, it } from "vitest";
import {
  decisionTable,
  doseFindingScenario,
  enumeratePaths,
  i3PlusThree,
  keyboard,
  mtpi,
  mtpi2,
} from "../../../src/trials/index.js";
import { readReference } from "./boin-package.js";

type Rows = { readonly [patients: string]: readonly string[] };

const tables = readReference("./data/mtpi-tables.json");
const i3 = readReference("./data/i3-plus-3.json");
const given = readReference("./data/keyboard-given.json");
const own = readReference("./data/keyboard-package.json");

describe(`mTPI and mTPI-2 (${tables.provenance})`, () => {
  const cases = (["mtpi", "mtpi2"] as const).flatMap((name) =>
    Object.entries(tables[name] as { [target: string]: Rows }).map(([target, rows]) => ({ name, target, rows })),
  );

  it.each(cases)("have the published decisions: $name, $target", ({ name, target, rows }) => {
    const make = { mtpi, mtpi2 }[name];
    const table = decisionTable(make({ target: Number(target.slice(1)) / 100, doses: 3, maximumPatients: 15 }));
    expect(Object.keys(rows).length).toBe(15);
    for (const { patients, decisions } of table.rows) expect(decisions, `${patients} patients`).toEqual(rows[patients]);
  });
});

describe(`i3+3 (${i3.provenance})`, () => {
  it("has the decisions of the rule", () => {
    const { target, margins, decisions } = i3;
    const design = i3PlusThree({
      target,
      interval: [target - margins[0], target + margins[1]],
      doses: 3,
      maximumPatients: 15,
      eliminationCutoff: 1,
    });
    expect(Object.keys(decisions).length).toBe(15);
    for (const row of decisionTable(design).rows) expect(row.decisions, `${row.patients}`).toEqual(decisions[row.patients]);
  });
});

/** The boundaries in a decision table, as the package prints them. */
function boundariesOf(target: number, margin: number) {
  const interval = [target - margin, target + margin] as const;
  const { rows } = decisionTable(keyboard({ target, interval, doses: 3, maximumPatients: 30 }));
  const orNull = (position: number) => (position < 0 ? null : position);
  return {
    escalate: rows.map(({ decisions }) => orNull(decisions.lastIndexOf("E"))),
    deEscalate: rows.map(({ decisions }) => orNull(decisions.findIndex((decision) => decision === "D" || decision === "DU"))),
    eliminate: rows.map(({ decisions }) => orNull(decisions.indexOf("DU"))),
  };
}

describe(`Keyboard (${given.provenance})`, () => {
  it("has the given boundaries", () => {
    expect(Object.keys(given.boundaries).length).toBe(6);
    for (const [target, rows] of Object.entries<Record<string, readonly (number | null)[]>>(given.boundaries)) {
      expect(boundariesOf(Number(target), 0.05)).toEqual({
        escalate: rows.escalate_if_le,
        deEscalate: rows.deescalate_if_ge,
        eliminate: rows.eliminate_if_ge,
      });
    }
  });

  it("selects the given doses", () => {
    expect(given.selections.length).toBe(2);
    for (const { target, npts, ntox, MTD } of given.selections) {
      const design = keyboard({ target, doses: 5, maximumPatients: 30 });
      expect((design.rules?.select(Int32Array.from(npts), Int32Array.from(ntox)) ?? Number.NaN) + 1).toBe(MTD);
    }
  });

  it("has the given operating characteristics, within Monte Carlo error", () => {
    const { target, p_true: toxicity, ncohort, cohortsize, ntrial, selpercent, npatients } = given.operatingCharacteristics;
    const design = keyboard({ target, doses: 5, maximumPatients: ncohort * cohortsize });
    const exact = enumeratePaths(design).operatingCharacteristics(doseFindingScenario({ toxicity }));
    const figures = new Map(exact.map((figure) => [figure.name, figure]));
    const close = (name: string, value: number) => {
      const { mean, standardDeviation } = figures.get(name) ?? { mean: Number.NaN, standardDeviation: 0 };
      expect(Math.abs(mean - value), name).toBeLessThanOrEqual((4.5 * standardDeviation) / Math.sqrt(ntrial) + 5e-4);
    };
    selpercent.forEach((percent: number, dose: number) => {
      close(`selected[${dose + 1}]`, percent / 100);
    });
    npatients.forEach((n: number, dose: number) => {
      close(`patients[${dose + 1}]`, n);
    });
  });
});

describe(`Keyboard, more (${own.provenance})`, () => {
  it("has the package's boundaries for other targets and keys", () => {
    expect(own.boundaries.length).toBe(33);
    for (const { target, margin, ...rows } of own.boundaries)
      expect(boundariesOf(target, margin), `${target} ± ${margin}`).toEqual(rows);
  });

  it("selects the package's doses", () => {
    expect(own.selections.length).toBe(150);
    for (const { target, patients, toxicities, selected } of own.selections) {
      const { rules } = keyboard({ target, doses: 5, maximumPatients: 75 });
      const dose = rules?.select(Int32Array.from(patients), Int32Array.from(toxicities)) ?? Number.NaN;
      expect(dose < 0 ? 99 : dose + 1, JSON.stringify({ target, patients, toxicities })).toBe(selected);
    }
  });
});
