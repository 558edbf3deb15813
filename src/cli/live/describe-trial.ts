/** A live trial in words. */
import { recommendationInWords } from "../../report/courses/trial-course.js";
import { formatNumber } from "../../report/format-figure.js";
import type { DoseRecommendation, NextStep, Table } from "../../trials/index.js";
import { tablesAs } from "../output/print-tables.js";
import { type LiveDoseFinding, recordedPatients } from "./live-dose-finding.js";

/** Returns what to do next, why, and what it rests on. */
export function describeTrial(trial: LiveDoseFinding, step: NextStep<DoseRecommendation>): string {
  const { design, log } = trial;
  const { title } = log.header;
  const ended = step.decision.kind === "stop";
  return [
    title === "" ? design.name : `${title} (${design.name})`,
    "",
    tablesAs("text", [patientTable(trial)]),
    `Next: ${nextInWords(trial, step)}`,
    ...step.reasons.map((reason, i) => `${i === 0 ? "Why:  " : "      "}${reason}`),
    ...(step.waitingFor === "" ? [] : [`Then: the next decision waits for ${step.waitingFor}.`]),
    ...(ended ? [] : [endedNow(trial)]),
    ...deviations(trial),
    "",
  ].join("\n");
}

function endedNow(trial: LiveDoseFinding): string {
  const { dose } = trial.conclude();
  return `If the trial ended now, ${dose === null ? "no dose would be recommended" : `the recommended dose would be ${trial.design.arms[dose]}`}.`;
}

/** One line: `treat 3 patients at 25.` */
export function nextInWords({ design }: LiveDoseFinding, { decision, arms, enroll }: NextStep<DoseRecommendation>): string {
  if (decision.kind === "stop") return `the trial stops. ${recommendationInWords(design.arms, decision.conclusion)}`;
  if (arms.length === 0) return "enroll nobody now.";
  const patients =
    enroll === Number.POSITIVE_INFINITY ? "the patients who come" : enroll === 1 ? "1 patient" : `${enroll} patients`;
  if (arms.length === 1) return `treat ${patients} at ${arms[0].label}.`;
  const chances = arms.map(({ label, probability }) => `${label} with probability ${formatNumber(probability)}`);
  return `treat ${patients}: ${chances.join(", ")}.`;
}

function patientTable({ design, log }: LiveDoseFinding): Table {
  const patients = [...recordedPatients(log).values()];
  const rows = design.arms.map((label, arm) => {
    const here = patients.filter((patient) => patient.arm === arm);
    const known = here.flatMap(({ observed }) =>
      observed === undefined ? [] : [observed as { toxic: boolean; followUp: number }],
    );
    const assessed = known.filter(({ toxic, followUp }) => toxic || followUp >= 1);
    const lost = here.filter((patient) => patient.lost).length;
    return {
      dose: label,
      patients: here.length,
      assessed: assessed.length,
      toxicities: assessed.filter(({ toxic }) => toxic).length,
      pending: here.length - assessed.length - lost,
      lost,
    };
  });
  return {
    title: `${patients.length} patient${patients.length === 1 ? "" : "s"} so far`,
    columns: [
      { name: "dose", label: "dose" },
      { name: "patients", label: "patients", unit: "patients" },
      { name: "assessed", label: "assessed", unit: "patients" },
      { name: "toxicities", label: "DLTs", unit: "events" },
      { name: "pending", label: "pending", unit: "patients" },
      ...(rows.some(({ lost }) => lost > 0) ? [{ name: "lost", label: "lost", unit: "patients" as const }] : []),
    ],
    rows,
  };
}

/** Patients who were not treated as decided, and records that were corrected. */
function deviations({ log }: LiveDoseFinding): readonly string[] {
  const lines = log.entries.flatMap((entry) => {
    if (entry.kind === "enrolled" && entry.deviation)
      return [`Not as decided: patient ${entry.patient} was treated at ${entry.label}.`];
    return entry.kind === "observed" && entry.correction ? [`Corrected: the record of patient ${entry.patient}.`] : [];
  });
  return lines.length === 0 ? [] : ["", ...lines];
}
