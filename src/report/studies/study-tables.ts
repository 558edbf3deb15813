/** A study's results as the tables that a trial statistician expects. */
import { InvalidArgument } from "../../errors.js";
import { wilsonInterval } from "../../trials/estimate.js";
import type { Estimate, MetricDescription } from "../../trials/operating-characteristics.js";
import type { Cell, Study } from "../../trials/study.js";
import type { Column, Figure, Row, Table } from "../../trials/table.js";
import { formatCount } from "../format-figure.js";
import { listed } from "../words/listed.js";
import { armTruth } from "./arm-truth.js";
import { armWord, familyName, type MetricFamily, metricFamilies } from "./metric-family.js";
import { truthNotes, truthRow } from "./truth-rows.js";

const SCENARIO: Column = { name: "scenario", label: "scenario" };
const DESIGN: Column = { name: "design", label: "design" };
/**
 * Returns the operating characteristics in the usual layout: a table for each thing that is counted by dose or arm (selection, patients, DLTs),
 * with the truth above the designs of each scenario, and one for what is about the whole trial.
 */
export function studyTables(study: Study): readonly Table[] {
  return [...metricFamilies(study).map((family) => familyTable(study, family)), ...overallTables(study)];
}

function familyTable(study: Study, given: MetricFamily): Table {
  const family = withoutNoise(study, given);
  const { unit, label, members } = family;
  const columns = members.map((member): Column => ({ name: member.metric, label: member.label, unit }));
  const shown = new Set(members.map(({ metric }) => metric));
  const scenarios = scenariosOf(study);
  const aboutArms = members.some(({ arm }) => arm !== undefined);
  const rows = scenarios.flatMap((scenario) => {
    const cells = study.cells.filter((cell) => cell.scenario === scenario && cell.metrics.some(({ name }) => shown.has(name)));
    const truth = cells.length === 0 ? undefined : truthRow(study, scenario, family);
    return [...(truth === undefined ? [] : [truth]), ...cells.map((cell) => rowOf(cell, ({ name }) => shown.has(name)))];
  });
  return {
    title: `${capital(label)}${aboutArms ? ` by ${armWord(study)}` : byLook(study, family)}, ${unit === "proportion" ? "% of trials" : "mean per trial"}`,
    columns: [SCENARIO, DESIGN, ...columns],
    rows,
    notes: [...(aboutArms ? truthNotes(study, scenarios) : []), ...errorNotes(study, unit)],
  };
}

/** Ways to end (what is not about arms and not counted) that no trial of the study took are left out, unless none was taken at all. */
function withoutNoise(study: Study, family: MetricFamily): MetricFamily {
  const { members } = family;
  if (members.some(({ arm, label }) => arm !== undefined || /^\d+$/.test(label))) return family;
  const seen = members.filter(({ metric }) =>
    study.cells.some(({ metrics, estimates }) => metrics.some(({ name }, m) => name === metric && estimates[m].mean !== 0)),
  );
  return seen.length === 0 ? family : { ...family, members: seen };
}

/** What is counted by looks says so in its metrics' labels. */
function byLook({ cells }: Study, { name: family, members }: MetricFamily): string {
  if (family.startsWith("look")) return "";
  const labels = cells.flatMap(({ metrics }) => metrics.filter(({ name }) => name === members[0].metric));
  return labels.some(({ label }) => /\blook \d+$/.test(label)) ? " by look" : "";
}

/** Returns the assumed truth of every scenario by dose or arm; undefined when the study's plan tells none. */
export function truthTable(study: Study): Table | undefined {
  const scenarios = scenariosOf(study);
  const [{ arms }] = study.cells;
  const members = arms.map((label, arm) => ({ metric: `truth[${arm + 1}]`, label, arm }));
  const family: MetricFamily = { name: "truth", label: "truth", unit: "number", members };
  const rows = scenarios.map((scenario) => truthRow(study, scenario, family)).filter((row) => row !== undefined);
  if (rows.length === 0) return undefined;
  const what = new Set(scenarios.flatMap((scenario) => armTruth(study, scenario)?.what ?? []));
  const aboutDoses = what.size === 0;
  return {
    title: aboutDoses ? "Assumed probability of a DLT by dose" : `Assumed ${[...what].join(" or ")} by arm`,
    columns: [SCENARIO, ...members.map(({ metric: name, label }): Column => ({ name, label, unit: "number" }))],
    rows,
    notes: [
      aboutDoses
        ? "* right to recommend: the dose nearest to the target, unless the scenario says otherwise."
        : "* the best, and what is as good as it, in the population as a whole.",
    ],
  };
}

/** What is about the whole trial: a table for what all designs measure, and one for each group of designs that measures more. */
function overallTables(study: Study): readonly Table[] {
  const groups = new Map<string, Map<string, MetricDescription>>();
  for (const metric of study.cells.flatMap(({ metrics }) => metrics)) {
    if (familyName(metric.name) !== undefined) continue;
    const key = JSON.stringify(designsWith(study, metric.name));
    groups.set(key, (groups.get(key) ?? new Map()).set(metric.name, metric));
  }
  const all = designsOf(study).length;
  return [...groups].map(([key, metrics], i, { length }) => {
    const designs: readonly string[] = JSON.parse(key);
    return {
      title: `Whole trial${designs.length === all ? "" : `: what only ${listed(designs)} ${designs.length === 1 ? "tells" : "tell"}`}, means over trials`,
      columns: [SCENARIO, DESIGN, ...[...metrics.values()].map(columnOf)],
      rows: study.cells
        .filter(({ design }) => designs.includes(design))
        .map((cell) => rowOf(cell, ({ name }) => metrics.has(name))),
      notes: i === length - 1 ? errorNotes(study, "number") : [],
    };
  });
}

function designsWith(study: Study, metric: string): readonly string[] {
  return designsOf(study).filter((design) =>
    study.cells.some((cell) => cell.design === design && cell.metrics.some(({ name }) => name === metric)),
  );
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
