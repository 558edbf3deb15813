/** Brings a live trial up to date with the patients of a file. */
import { canonicalJson } from "../../execution/index.js";
import type { Plain } from "../../trials/index.js";
import type { StudyDocument, TrialFile, TrialPatient } from "../study-file/index.js";
import { type AnyLiveTrial, recordedPatients } from "./any-live-trial.js";

/** Something to be recorded of a patient. */
interface PatientEvent {
  readonly kind: "enroll" | "observe";
  readonly patient: TrialPatient;
  readonly time?: number | undefined;
}

/**
 * Records what the file says of its patients and the trial does not know yet, in order of time. What the trial knows must be in the file.
 *
 * @throws InvalidArgument, naming the place in the file, for what cannot have happened or contradicts the trial's log.
 */
export function recordPatients(trial: AnyLiveTrial, document: StudyDocument, { cohorts, decidesAfterCohorts }: TrialFile): void {
  checkAgainstLog(trial, document, cohorts.flat());
  for (const cohort of cohorts) {
    const before = trial.log.entries.length;
    const events = cohort.flatMap(eventsOf);
    const inOrder = decidesAfterCohorts ? [...events].sort(byKind) : [...events].sort(byTime);
    for (const event of inOrder) record(trial, document, event);
    const grew = trial.log.entries.length > before;
    if (decidesAfterCohorts && grew) decideAfterCohort(trial);
  }
}

/** A cohort of the file is finished, however many patients the design had asked for. */
function decideAfterCohort(trial: AnyLiveTrial): void {
  const before = trial.log.entries.length;
  trial.next();
  if (trial.log.entries.length === before) trial.decideNow();
}

function eventsOf(patient: TrialPatient): readonly PatientEvent[] {
  const { observed, lost, entered, assessed } = patient;
  const enroll: PatientEvent = { kind: "enroll", patient, time: entered };
  return observed !== undefined || lost ? [enroll, { kind: "observe", patient, time: assessed }] : [enroll];
}

/** Whole cohorts: all enter, then all are assessed. */
function byKind(a: PatientEvent, b: PatientEvent): number {
  return (a.kind === "enroll" ? 0 : 1) - (b.kind === "enroll" ? 0 : 1);
}

/** Without times: the order of the file. At one time: what becomes known of earlier patients comes before who enters. */
function byTime(a: PatientEvent, b: PatientEvent): number {
  if (a.time === undefined || b.time === undefined) return 0;
  return a.time === b.time ? rank(a) - rank(b) : a.time - b.time;
}

function rank({ kind, patient }: PatientEvent): number {
  if (kind === "enroll") return 1;
  return patient.assessed === patient.entered ? 2 : 0;
}

function record(trial: AnyLiveTrial, document: StudyDocument, event: PatientEvent): void {
  const { patient } = event;
  const { name, arm, covariates, path } = patient;
  const known = recordedPatients(trial.log).get(name);
  const at = event.time === undefined ? {} : { time: event.time };
  try {
    if (event.kind === "observe") observe(trial, patient, at);
    else if (known === undefined) trial.enroll(name, { ...at, covariates, ...(arm === undefined ? {} : { arm }) });
  } catch (error) {
    throw document.translate(error, path);
  }
}

function observe(trial: AnyLiveTrial, { name, observed, lost }: TrialPatient, at: { readonly time?: number }): void {
  const known = recordedPatients(trial.log).get(name);
  if (observed !== undefined) {
    const parsed = trial.design.endpoint.parse(observed, "observed") as unknown as Plain;
    if (canonicalJson(parsed) !== canonicalJson(known?.observed ?? null)) trial.observe(name, parsed, at);
  }
  if (lost && known?.lost !== true) trial.lose(name, at);
}

function checkAgainstLog(trial: AnyLiveTrial, document: StudyDocument, patients: readonly TrialPatient[]): void {
  const inFile = new Map(patients.map((patient) => [patient.name, patient]));
  const { arms } = trial.design;
  for (const [name, { arm, entered, observed }] of recordedPatients(trial.log)) {
    const patient = inFile.get(name);
    if (patient === undefined)
      throw document.error(["patients"], `have patient ${name}, who is in the audit log`, [...inFile.keys()]);
    if (patient.arm !== undefined && patient.arm !== arm) {
      throw document.error(
        [...patient.path, "dose"],
        `be ${arms[arm]}, as the audit log has it of patient ${name}`,
        arms[patient.arm],
      );
    }
    if (patient.entered !== undefined && patient.entered !== entered) {
      throw document.error(
        [...patient.path, "entered"],
        `be ${entered}, as the audit log has it of patient ${name}`,
        patient.entered,
      );
    }
    if (observed !== undefined && patient.observed === undefined && !patient.lost) {
      throw document.error(patient.path, `say what was observed, as the audit log does of patient ${name}`, "nothing");
    }
  }
}
