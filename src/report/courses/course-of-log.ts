/** The course of a real trial, read off its audit log. */
import type { ToxicityObserved } from "../../endpoints/toxicity.js";
import type { AuditLog, LogEvent } from "../../trials/conduct/audit-log.js";
import { type CourseDecision, type CoursePatient, conclusionInWords, patientResult, type TrialCourse } from "./trial-course.js";

/** Returns the course of a conducted dose-finding trial: its patients, and each decision with the reasons that were recorded. */
export function courseOfLog(log: AuditLog): TrialCourse {
  const { header, entries } = log;
  const patients = new Map<string, CoursePatient>();
  const decisions: CourseDecision[] = [];
  let conclusion: string | undefined;
  for (const entry of entries) {
    if (entry.kind === "decided") {
      decisions.push(decisionOf(entry, patients.size));
      conclusion = entry.decision.kind === "stop" ? conclusionInWords(header.arms, entry.decision.conclusion) : undefined;
    } else if (entry.kind === "enrolled") {
      const { patient: name, arm, time: entered, deviation } = entry;
      patients.set(name, { name, arm, entered, result: "pending", ...(deviation ? { deviation } : {}) });
    } else {
      const known = patients.get(entry.patient) as CoursePatient;
      const result = entry.kind === "lost" ? "lost" : patientResult(entry.observed as unknown as ToxicityObserved, false);
      patients.set(entry.patient, { ...known, result, ...(result === "pending" ? {} : { ended: entry.time }) });
    }
  }
  return {
    title: header.title || header.designName,
    subtitle: `decisions by ${header.designName}`,
    arms: header.arms,
    patients: [...patients.values()],
    decisions,
    ...(conclusion === undefined ? {} : { conclusion }),
  };
}

function decisionOf({ time, decision, reasons }: LogEvent & { kind: "decided" }, enrolled: number): CourseDecision {
  const arm = decision.kind === "continue" && decision.enroll !== 0 ? decision.weights.indexOf(1) : -1;
  return { time, enrolled, kind: decision.kind, reasons, ...(arm < 0 ? {} : { arm }) };
}
