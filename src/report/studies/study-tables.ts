/** A study's results as the tables that a trial statistician expects. */
import { InvalidArgument } from "../../errors.js";
import { wilsonInterval } from "../../trials/estimate.js";
import type { Estimate, MetricDescription } from "../../trials/operating-characteristics.js";
import type { Cell, Study } from "../../trials/study.js";
import type { Column, Figure, Row, Table } from "../../trials/table.js";
import { formatCount, formatProbability } from "../format-figure.js";
import { type DoseTruth, doseTruth } from "./dose-truth.js";
import { armWord, familyName, type MetricFamily, metricFamilies } from "./metric-family.js";

const SCENARIO: Column = { name: "scenario", label: "scenario" };
const DESIGN: Column = { name: "design", label: "design" };
const TRUTH = "truth";
const TRUTH_NOTE =
  "truth: the assumed probability of a DLT by dose; * what is right to recommend (the dose nearest to the target, unless set).";

/**
 * Returns the operating characteristics in the usual layout: a table for each thing that is counted by dose or arm (selection, patients, DLTs),
 * with the truth above the designs of each scenario, and one for what is about the whole trial.
 */
export function studyTables(study: Study): readonly Table[] {
  const families = metricFamilies(study).map((family) => doseTable(study, family));
  const overall = overallTable(study);
  return overall === undefined ? families : [...families, overall];
}

function doseTable(study: Study, family: MetricFamily): Table {
  const { unit, label, members } = family;
  const columns = members.map((member): Column => ({ name: member.metric, label: member.label, unit }));
  const truths = new Map(scenariosOf(study).map((scenario) => [scenario, doseTruth(study, scenario)]));
  const rows = scenariosOf(study).flatMap((scenario) => {
    const truth = truths.get(scenario);
    const cells = study.cells
      .filter((cell) => cell.scenario === scenario)
      .map((cell) => rowOf(cell, (metric) => familyName(metric.name) === family.name));
    return truth === undefined ? cells : [truthRow(scenario, family, truth), ...cells];
  });
  const known = [...truths.values()].some((truth) => truth !== undefined);
  return {
    title: `${capital(label)}${byArm(study, family)}, ${unit === "proportion" ? "% of trials" : "mean per trial"}`,
    columns: [SCENARIO, DESIGN, ...columns],
    rows,
    notes: [...(known ? [TRUTH_NOTE] : []), ...errorNotes(study, unit)],
  };
}

/** A family that is about no arm (such as one by look) says so in its label. */
function byArm(study: Study, { members }: MetricFamily): string {
  return members.some(({ arm }) => arm !== undefined) ? ` by ${armWord(study)}` : "";
}

function truthRow(scenario: string, { members }: MetricFamily, { toxicity, best }: DoseTruth): Row {
  const shown = members.flatMap(({ metric, arm }) => {
    if (arm === undefined) return best === null && metric.endsWith("[none]") ? [[metric, "*"]] : [];
    return [[metric, `${formatProbability(toxicity[arm])}${arm === best ? "*" : ""}`]];
  });
  return { scenario, design: TRUTH, ...Object.fromEntries(shown) };
}

/** Returns the assumed truth of every scenario by dose; undefined when the study's plan tells none. */
export function truthTable(study: Study): Table | undefined {
  const truths = scenariosOf(study).flatMap((scenario) => {
    const truth = doseTruth(study, scenario);
    return truth === undefined ? [] : [{ scenario, truth }];
  });
  if (truths.length === 0) return undefined;
  const members = study.cells[0].arms.map((label, arm) => ({ metric: `toxicity[${arm + 1}]`, label, arm }));
  const family: MetricFamily = { name: "toxicity", label: "toxicity", unit: "number", members };
  return {
    title: "Assumed probability of a DLT by dose",
    columns: [SCENARIO, ...members.map(({ metric: name, label }): Column => ({ name, label, unit: "number" }))],
    rows: truths.map(({ scenario, truth }) => truthRow(scenario, family, truth)),
    notes: ["* right to recommend: the dose nearest to the target, unless the scenario says otherwise."],
  };
}

/** What is about the whole trial; undefined when there is no such metric. */
function overallTable(study: Study): Table | undefined {
  const metrics = new Map<string, MetricDescription>();
  for (const cell of study.cells)
    for (const metric of cell.metrics) if (familyName(metric.name) === undefined) metrics.set(metric.name, metric);
  if (metrics.size === 0) return undefined;
  return {
    title: "Whole trial, means over trials",
    columns: [SCENARIO, DESIGN, ...[...metrics.values()].map(columnOf)],
    rows: study.cells.map((cell) => rowOf(cell, ({ name }) => metrics.has(name))),
    notes: errorNotes(study, "number"),
  };
}

/**
 * Returns the paired comparison of two designs (first − second) in what is about the whole trial, a row for each scenario.
 *
 * @throws InvalidArgument when the study has no such pair.
 */
export function comparisonTable(study: Study, first: string, second: string): Table {
  const comparisons = study.compare(first, second).filter(({ metric }) => familyName(metric.name) === undefined);
  if (comparisons.length === 0)
    throw new InvalidArgument("comparisonTable", "first, second", "be two designs of the study", [first, second]);
  const metrics = new Map(comparisons.map(({ metric }) => [metric.name, metric]));
  const rows = new Map<string, { [column: string]: string | Figure }>();
  for (const { scenario, metric, difference } of comparisons) {
    const row = rows.get(scenario) ?? { scenario };
    row[metric.name] = { value: difference.mean, standardError: difference.standardError };
    rows.set(scenario, row);
  }
  return {
    title: `${first} compared with ${second}: mean differences in the same patients`,
    columns: [SCENARIO, ...[...metrics.values()].map(columnOf)],
    rows: [...rows.values()],
    notes: [
      `Above 0: more with ${first}. ± one Monte Carlo standard error of the paired difference; percentages differ by percentage points.`,
    ],
  };
}

/** The names of a study's scenarios, in order. */
export function scenariosOf(study: Study): readonly string[] {
  return [...new Set(study.cells.map(({ scenario }) => scenario))];
}

/** The names of a study's designs, in order. */
export function designsOf(study: Study): readonly string[] {
  return [...new Set(study.cells.map(({ design }) => design))];
}

function columnOf({ name, label, unit }: MetricDescription): Column {
  return { name, label, unit };
}

function rowOf(cell: Cell, wanted: (metric: MetricDescription) => boolean): Row {
  const figures = cell.metrics.flatMap((metric, m) =>
    wanted(metric) ? [[metric.name, figureOf(metric, cell.estimates[m])]] : [],
  );
  return { scenario: cell.scenario, design: cell.design, ...Object.fromEntries(figures) };
}

/** An estimate as a figure: a proportion has its Wilson interval. */
export function figureOf({ unit }: MetricDescription, estimate: Estimate): Figure {
  const { mean: value, standardError } = estimate;
  return unit === "proportion" ? { value, standardError, interval: wilsonInterval(estimate) } : { value, standardError };
}

function errorNotes({ replicates }: Study, unit: Column["unit"]): readonly string[] {
  const notes = [`± one Monte Carlo standard error; ${formatCount(replicates)} trials for each design under each scenario.`];
  if (unit !== "proportion") return notes;
  const [, upper] = wilsonInterval({ mean: 0, count: replicates });
  return [
    ...notes,
    `0 and 100: in none and in all of these trials (95 % interval: up to ${(upper * 100).toPrecision(1)} % from there).`,
  ];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
