import { describe, expect, it } from "vitest";
import { InvalidArgument } from "../../../../src/errors.js";
import { doseTruth } from "../../../../src/report/studies/dose-truth.js";
import { glanceTable } from "../../../../src/report/studies/glance-table.js";
import { metricFamilies } from "../../../../src/report/studies/metric-family.js";
import { comparisonTable, studyTables, truthTable } from "../../../../src/report/studies/study-tables.js";
import { exampleStudy, studyWithoutPlan } from "../example-study.js";

describe("studyTables", () => {
  it("makes a table for each family of metrics, and one for the whole trial", () => {
    expect(studyTables(exampleStudy()).map(({ title }) => title)).toEqual([
      "Selected by dose, % of trials",
      "Patients by dose, mean per trial",
      "Whole trial, means over trials",
    ]);
  });

  it("puts the truth above the designs of each scenario, and marks what is right to recommend", () => {
    const [selected] = studyTables(exampleStudy());
    expect(selected.rows[0]).toEqual({
      scenario: "MTD in the middle",
      design: "truth",
      "selected[1]": "0.10",
      "selected[2]": "0.30*",
      "selected[3]": "0.525",
    });
    expect(selected.rows[3]["selected[none]"]).toBe("*");
  });

  it("has no truth to show for a study without a plan", () => {
    const [selected] = studyTables(studyWithoutPlan());
    expect(selected.rows.map(({ design }) => design)).toEqual(["interval", "3+3 <rule>", "interval", "3+3 <rule>"]);
    expect(truthTable(studyWithoutPlan())).toBeUndefined();
  });
});

describe("doseTruth", () => {
  it("takes the target from the designs when the scenario has none, through their modifiers", () => {
    expect(doseTruth(exampleStudy(), "MTD in the middle")).toEqual({ toxicity: [0.1, 0.3, 0.525], target: 0.3, best: 1 });
  });

  it("knows that no dose is right when the scenario says so", () => {
    expect(doseTruth(exampleStudy(), "all too toxic")?.best).toBeNull();
  });

  it("is undefined for names that are not scenarios, those of every object among them", () => {
    expect(doseTruth(exampleStudy(), "constructor")).toBeUndefined();
  });
});

describe("metricFamilies", () => {
  it("finds what is measured of every dose", () => {
    expect(
      metricFamilies(exampleStudy()).map(({ name, label, members }) => [name, label, members.map((member) => member.label)]),
    ).toEqual([
      ["selected", "selected", ["10 mg", "20 mg", "40 mg", "none"]],
      ["patients", "patients", ["10 mg", "20 mg", "40 mg"]],
    ]);
  });
});

describe("comparisonTable", () => {
  it("shows the differences of the whole trial, scenario by scenario", () => {
    const { rows } = comparisonTable(exampleStudy(), "3+3 <rule>", "interval");
    expect(rows.map(({ scenario, duration }) => [scenario, (duration as { value: number }).value])).toEqual([
      ["MTD in the middle", -4.5],
      ["all too toxic", -2.5],
    ]);
  });

  it("refuses designs that the study does not have", () => {
    expect(() => comparisonTable(exampleStudy(), "interval", "nobody")).toThrow(InvalidArgument);
  });
});

describe("glanceTable", () => {
  it("puts scenarios down and designs across", () => {
    const table = glanceTable(exampleStudy(), "correct");
    expect(table?.columns.map(({ label }) => label)).toEqual(["scenario", "interval", "3+3 <rule>"]);
    expect(table?.rows.map((row) => (row["design 0"] as { value: number }).value)).toEqual([0.625, 0.8795]);
  });

  it("is undefined for a metric that nobody measured", () => {
    expect(glanceTable(exampleStudy(), "efficacy")).toBeUndefined();
  });
});
