/** A trial that compares arms as a table of its decisions. */
import type { Column, Row, Table } from "../../trials/table.js";
import type { ArmCourse, ArmDecision } from "../courses/arm-courses.js";
import { formatNumber } from "../format-figure.js";

/** Rows that a reader still reads. */
const MOST_ROWS = 30;
const BETWEEN = " / ";

/** Returns a row for each decision (at most 30, evenly spaced): when it came, how many patients each arm had, what it rested on, and why. */
export function armCourseTable({ title, arms, decisions }: ArmCourse): Table {
  const names = [...new Set(decisions.flatMap(({ evidence }) => Object.keys(evidence)))];
  const shown =
    decisions.length <= MOST_ROWS
      ? decisions
      : Array.from({ length: MOST_ROWS }, (_, i) => decisions[Math.round((i * (decisions.length - 1)) / (MOST_ROWS - 1))]);
  const text = (name: string): Column => ({ name, label: name });
  const rest = shown.length < decisions.length ? [`${shown.length} of ${decisions.length} decisions, evenly spaced.`] : [];
  return {
    title: `Decisions of ${title}`,
    columns: [
      { name: "time", label: "time", unit: "time" },
      { name: "patients", label: "patients", unit: "patients" },
      { name: "by arm", label: "by arm" },
      ...names.map(text),
      { name: "decision", label: "decision" },
    ],
    rows: shown.map((decision) => rowOf(decision, names)),
    notes: [`By arm: ${arms.join(BETWEEN)}.`, ...rest],
  };
}

function rowOf({ time, enrolled, byArm, evidence, reasons }: ArmDecision, names: readonly string[]): Row {
  const shown = names.map((name): [string, string] => [name, (evidence[name] ?? []).map(short).join(BETWEEN)]);
  return {
    time,
    patients: enrolled,
    "by arm": byArm.join(BETWEEN),
    ...Object.fromEntries(shown),
    decision: reasons.join(" "),
  };
}

function short(value: number): string {
  return Number.isNaN(value) ? "–" : formatNumber(Math.round(value * 1000) / 1000);
}
