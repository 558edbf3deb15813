/** A live trial of any design, and what its log tells. */
import type { AuditLog, LiveTrial, Plain } from "../../trials/index.js";

/** The live trial of a design of any kind. */
export type AnyLiveTrial = LiveTrial<unknown, never, unknown, unknown, unknown>;

/** What a log has recorded of a patient. */
export interface RecordedPatient {
  readonly arm: number;
  readonly entered: number;
  readonly deviation: boolean;
  readonly observed?: Plain;
  readonly lost: boolean;
}

/** The patients of a log by name, in order of enrollment. */
export function recordedPatients({ entries }: AuditLog): ReadonlyMap<string, RecordedPatient> {
  const patients = new Map<string, RecordedPatient>();
  for (const entry of entries) {
    if (entry.kind === "enrolled") {
      const { arm, time: entered, deviation } = entry;
      patients.set(entry.patient, { arm, entered, deviation, lost: false });
    } else if (entry.kind === "observed") {
      patients.set(entry.patient, { ...(patients.get(entry.patient) as RecordedPatient), observed: entry.observed, lost: false });
    } else if (entry.kind === "lost") {
      patients.set(entry.patient, { ...(patients.get(entry.patient) as RecordedPatient), lost: true });
    }
  }
  return patients;
}
