/** A trial that compares arms as a table of its decisions. */
import type { Column, Row, Table } from "../../trials/table.js";
import type { ArmCourse, ArmDecision } from "../courses/arm-courses.js";

/** Returns a row for each decision: when it came, how many patients each arm had, what it rested on, and why. */
export function armCourseTable({ title, arms, decisions }: ArmCourse): Table {
  const names = [...new Set(decisions.flatMap(({ evidence }) => Object.keys(evidence)))];
  const column = (name: string, label: string, unit: Column["unit"]): Column => ({
    name,
    label,
    ...(unit === undefined ? {} : { unit }),
  });
  return {
    title: `Decisions of ${title}`,
    columns: [
      column("time", "time", "time"),
      column("patients", "patients", "patients"),
      ...arms.map((arm, a) => column(`patients[${a + 1}]`, `on ${arm}`, "patients")),
      ...names.flatMap((name) => arms.map((arm, a) => column(`${name}[${a + 1}]`, `${name}: ${arm}`, "number"))),
      column("decision", "decision", undefined),
    ],
    rows: decisions.map((decision) => rowOf(decision, names)),
  };
}

function rowOf({ time, enrolled, byArm, evidence, reasons }: ArmDecision, names: readonly string[]): Row {
  const figures = names.flatMap((name) =>
    (evidence[name] ?? []).map((value, a): [string, number | undefined] => [
      `${name}[${a + 1}]`,
      Number.isNaN(value) ? undefined : value,
    ]),
  );
  return {
    time,
    patients: enrolled,
    ...Object.fromEntries(byArm.map((count, a) => [`patients[${a + 1}]`, count])),
    ...Object.fromEntries(figures),
    decision: reasons.join(" "),
  };
}
