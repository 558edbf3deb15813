/** A live trial in words. */
import { conclusionInWords } from "../../report/courses/trial-course.js";
import { formatNumber } from "../../report/format-figure.js";
import { words } from "../../report/words/recipe-in-words.js";
import type { Column, NextStep, Row, Table } from "../../trials/index.js";
import { tablesAs } from "../output/print-tables.js";
import { type FileDesign, findsDose } from "../study-file/index.js";
import { type AnyLiveTrial, type RecordedPatient, recordedPatients } from "./any-live-trial.js";

/** Returns what to do next, why, and what it rests on. */
export function describeTrial(trial: AnyLiveTrial, step: NextStep<unknown>): string {
  const { design, log } = trial;
  const { title } = log.header;
  const ended = step.decision.kind === "stop";
  return [
    title === "" ? design.name : `${title} (${design.name})`,
    "",
    tablesAs("text", [patientTable(trial)]),
    `Next: ${nextInWords(trial, step)}`,
    ...step.reasons.map((reason, i) => `${i === 0 ? "Why:  " : "      "}${reason}`),
    ...evidenceTable(trial, step),
    ...(step.waitingFor === "" ? [] : [`Then: the next decision waits for ${step.waitingFor}.`]),
    ...(ended ? [] : [endedNow(trial)]),
    ...deviations(trial),
    "",
  ].join("\n");
}

/** What the decision rests on, by arm; nothing when the design does not tell. */
function evidenceTable({ design }: AnyLiveTrial, { evidence }: NextStep<unknown>): readonly string[] {
  const names = Object.keys(evidence);
  if (names.length === 0) return [];
  const about = findsDose(design) ? "dose" : "arm";
  const rows = design.arms.map(
    (label, arm): Row => ({
      arm: label,
      ...Object.fromEntries(names.map((name) => [name, evidenceInWords(evidence[name][arm])])),
    }),
  );
  const columns = [{ name: "arm", label: about }, ...names.map((name): Column => ({ name, label: name, unit: "number" }))];
  return ["", tablesAs("text", [{ title: "What the decision rests on", columns, rows }])];
}

/** What does not exist (an arm that was dropped) is a dash. */
function evidenceInWords(value: number | undefined): string | number | undefined {
  if (value === undefined) return undefined;
  return Number.isNaN(value) ? "–" : value;
}

function endedNow(trial: AnyLiveTrial): string {
  const conclusion = trial.conclude();
  const dose = (conclusion as { readonly dose?: number | null }).dose;
  if (dose === undefined) return `If the trial ended now: ${conclusionInWords(trial.design.arms, conclusion)}`;
  return `If the trial ended now, ${dose === null ? "no dose would be recommended" : `the recommended dose would be ${trial.design.arms[dose]}`}.`;
}

/** One line: `treat 3 patients at 25.` */
export function nextInWords({ design }: AnyLiveTrial, { decision, arms, constant, enroll }: NextStep<unknown>): string {
  if (decision.kind === "stop") return `the trial stops. ${conclusionInWords(design.arms, decision.conclusion)}`;
  if (arms.length === 0) return "enroll nobody now.";
  const place = findsDose(design) ? "at" : "on";
  const chances = arms.map(({ label, probability }) => `${label} with probability ${formatNumber(probability)}`).join(", ");
  const where = arms.length === 1 ? ` ${place} ${arms[0].label}` : `: ${chances}`;
  if (constant) return `treat ${patientsInWords(enroll)}${where}.`;
  return `treat the next patient${where}.${enroll === 1 ? "" : ` There are places for ${placesInWords(enroll)}; each is allocated by what is known then.`}`;
}

function patientsInWords(count: number): string {
  return count === Number.POSITIVE_INFINITY ? "the patients who come" : count === 1 ? "1 patient" : `${count} patients`;
}

function placesInWords(count: number): string {
  return count === Number.POSITIVE_INFINITY ? "all who come" : patientsInWords(count);
}

function patientTable({ design, log }: AnyLiveTrial): Table {
  const patients = [...recordedPatients(log).values()];
  if (!findsDose(design)) return armTable(design, patients);
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

/** Patients by arm, and the sums that the endpoint keeps of those whose follow-up has ended. */
function armTable({ arms, endpoint }: FileDesign, patients: readonly RecordedPatient[]): Table {
  const rows = arms.map((label, arm): Row => {
    const here = patients.filter((patient) => patient.arm === arm);
    const ended = here.filter(({ observed, lost }) => lost || (observed !== undefined && endpoint.isComplete(observed)));
    const tally = ended.reduce<unknown>(
      (sum, { observed }) => endpoint.add(sum, observed ?? endpoint.unobserved),
      endpoint.emptyTally,
    );
    return { arm: label, enrolled: here.length, pending: here.length - ended.length, ...(tally as { [name: string]: number }) };
  });
  const figures = Object.keys(endpoint.emptyTally as object).map(
    (name): Column => ({ name, label: words(name), unit: "number" }),
  );
  return {
    title: `${patients.length} patient${patients.length === 1 ? "" : "s"} so far`,
    columns: [
      { name: "arm", label: "arm" },
      { name: "enrolled", label: "enrolled", unit: "patients" },
      { name: "pending", label: "pending", unit: "patients" },
      ...figures,
    ],
    rows,
  };
}

/** Patients who were not treated as decided, and records that were corrected. */
function deviations({ design, log }: AnyLiveTrial): readonly string[] {
  const place = findsDose(design) ? "at" : "on";
  const lines = log.entries.flatMap((entry) => {
    if (entry.kind === "enrolled" && entry.deviation)
      return [`Not as decided: patient ${entry.patient} was treated ${place} ${entry.label}.`];
    return entry.kind === "observed" && entry.correction ? [`Corrected: the record of patient ${entry.patient}.`] : [];
  });
  return lines.length === 0 ? [] : ["", ...lines];
}
