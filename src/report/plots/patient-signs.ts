/** How patients are drawn, by what became of them. */
import type { CoursePatient, PatientResult } from "../courses/trial-course.js";
import type { Canvas } from "./canvas.js";
import type { LegendEntry, Shape } from "./legend.js";
import { DECISIONS } from "./palette.js";

export const PATIENT_INK = "#222";
const DEVIATION = "#d55e00";

/** A filled circle is a toxicity, an open one none; pending is dashed, lost is crossed out. */
const SIGNS: { readonly [result in PatientResult]: { readonly fill: string; readonly dash: string; readonly words: string } } = {
  toxicity: { fill: "#b2182b", dash: "", words: "DLT" },
  none: { fill: "#fff", dash: "", words: "no DLT" },
  pending: { fill: "#fff", dash: "2 2", words: "pending" },
  lost: { fill: "#ddd", dash: "", words: "lost to follow-up" },
};

/** The patients' signs, at the places that the channels `at` name. */
export function patientMarks<Drawn extends CoursePatient>(
  { plot }: Canvas,
  patients: readonly Drawn[],
  at: { readonly x: keyof Drawn & string; readonly y: keyof Drawn & string },
  r: number,
) {
  const sign = { ...at, r, fill: ({ result }: Drawn) => SIGNS[result].fill, stroke: PATIENT_INK, strokeWidth: 1.3 };
  const dashes = [...new Set(patients.map(({ result }) => SIGNS[result].dash))];
  return [
    ...dashes.map((strokeDasharray) =>
      plot.dot(
        patients.filter(({ result }) => SIGNS[result].dash === strokeDasharray),
        { ...sign, strokeDasharray },
      ),
    ),
    plot.dot(
      patients.filter(({ result }) => result === "lost"),
      { ...at, symbol: "times", r, stroke: PATIENT_INK, strokeWidth: 1.2 },
    ),
    plot.dot(
      patients.filter(({ deviation }) => deviation),
      { ...at, symbol: "square", r: r + 5, stroke: DEVIATION, strokeWidth: 1.6 },
    ),
  ];
}

/** Explains the signs that a trial's patients and decisions use. */
export function patientLegend(
  patients: readonly CoursePatient[],
  letters: ReadonlySet<keyof typeof DECISIONS>,
): readonly LegendEntry[] {
  const circle = (fill: string, dash: string): Shape => ({
    name: "circle",
    attributes: {
      cx: 7,
      cy: 7,
      r: 5.5,
      fill,
      stroke: PATIENT_INK,
      "stroke-width": 1.2,
      ...(dash === "" ? {} : { "stroke-dasharray": dash }),
    },
  });
  const cross: Shape = { name: "path", attributes: { d: "M3,3L11,11M3,11L11,3", stroke: PATIENT_INK, "stroke-width": 1.2 } };
  const results = (Object.keys(SIGNS) as PatientResult[]).filter((result) =>
    patients.some((patient) => patient.result === result),
  );
  const entries: LegendEntry[] = results.map((result) => ({
    label: SIGNS[result].words,
    sign: [circle(SIGNS[result].fill, SIGNS[result].dash), ...(result === "lost" ? [cross] : [])],
  }));
  if (patients.some(({ deviation }) => deviation)) {
    entries.push({
      label: "not as decided",
      sign: [
        { name: "rect", attributes: { x: 1, y: 1, width: 12, height: 12, fill: "none", stroke: DEVIATION, "stroke-width": 1.5 } },
      ],
    });
  }
  const decisions = (Object.keys(DECISIONS) as (keyof typeof DECISIONS)[]).filter((letter) => letters.has(letter));
  return [
    ...entries,
    ...decisions.map((letter) => ({ label: `${letter}: ${DECISIONS[letter].words}`, sign: [boxOf(DECISIONS[letter].fill)] })),
  ];
}

function boxOf(fill: string): Shape {
  return { name: "rect", attributes: { width: 14, height: 14, fill, stroke: "#888", "stroke-width": 0.8 } };
}
