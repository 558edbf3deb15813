/** Rows of a table that say the assumed truth above what designs achieved. */
import type { Study } from "../../trials/study.js";
import type { Row } from "../../trials/table.js";
import { formatNumber, formatProbability } from "../format-figure.js";
import { type ArmTruth, armTruth } from "./arm-truth.js";
import { type DoseTruth, doseTruth } from "./dose-truth.js";
import type { MetricFamily } from "./metric-family.js";

const TRUTH = "truth";

/** Returns the truth of a scenario in the columns of a family; undefined when the plan tells none, or the family is not about doses or arms. */
export function truthRow(study: Study, scenario: string, family: MetricFamily): Row | undefined {
  if (family.members.every(({ arm }) => arm === undefined)) return undefined;
  const dose = doseTruth(study, scenario);
  if (dose !== undefined) return rowOfDoses(scenario, family, dose);
  const arms = armTruth(study, scenario);
  return arms === undefined ? undefined : rowOfArms(scenario, family, arms);
}

/** Returns the note that explains such rows; none when there is no truth to show. */
export function truthNotes(study: Study, scenarios: readonly string[]): readonly string[] {
  if (scenarios.some((scenario) => doseTruth(study, scenario) !== undefined)) {
    return [
      "truth: the assumed probability of a DLT by dose; * what is right to recommend (the dose nearest to the target, unless set).",
    ];
  }
  const truths = scenarios.flatMap((scenario) => armTruth(study, scenario) ?? []);
  if (truths.length === 0) return [];
  const what = [...new Set(truths.map((truth) => truth.what))].join(" or ");
  const marked = truths.some(({ best }) => best !== undefined) ? "; * the best, and what is as good as it" : "";
  return [`truth: the assumed ${what} by arm${marked}.`];
}

function rowOfDoses(scenario: string, { members }: MetricFamily, { toxicity, best }: DoseTruth): Row {
  const shown = members.flatMap(({ metric, arm }) => {
    if (arm === undefined) return best === null && metric.endsWith("[none]") ? [[metric, "*"]] : [];
    return [[metric, `${formatProbability(toxicity[arm])}${arm === best ? "*" : ""}`]];
  });
  return { scenario, design: TRUTH, ...Object.fromEntries(shown) };
}

function rowOfArms(scenario: string, { members }: MetricFamily, { values, what, best = [] }: ArmTruth): Row {
  const shown = members.flatMap(({ metric, arm }) => {
    if (arm === undefined || values[arm] === undefined) return [];
    return [[metric, `${valueInWords(values[arm], what)}${best.includes(arm) ? "*" : ""}`]];
  });
  return { scenario, design: TRUTH, ...Object.fromEntries(shown) };
}

function valueInWords(value: number, what: string): string {
  if (value === Number.POSITIVE_INFINITY) return "∞";
  return what.startsWith("probability") ? formatProbability(value) : formatNumber(value);
}
