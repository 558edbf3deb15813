/** The course of one trial, patient by patient: what example trials and real trials are drawn and told from. */
import type { ToxicityObserved } from "../../endpoints/toxicity.js";

/** What became of a patient. `pending`: still followed; `lost`: left before it was known. */
export type PatientResult = "toxicity" | "none" | "pending" | "lost";

/** A patient of a course. */
export interface CoursePatient {
  /** What the patient is called: a number or a code. */
  readonly name: string;
  /** Position of the dose. */
  readonly arm: number;
  /** Time of enrollment since the trial opened. */
  readonly entered: number;
  /** Time at which the result became known; absent while pending. */
  readonly ended?: number;
  readonly result: PatientResult;
  /** The dose is not the one that the design decided. */
  readonly deviation?: boolean;
}

/** A decision of a course, and why it was made. */
export interface CourseDecision {
  readonly time: number;
  /** Patients enrolled before it. */
  readonly enrolled: number;
  readonly kind: "continue" | "stop";
  /** Position of the dose that the next patients get; absent when the trial stops, suspends enrollment or draws doses at random. */
  readonly arm?: number;
  /** Why, a sentence each. */
  readonly reasons: readonly string[];
}

/** One trial as it went: plain data. */
export interface TrialCourse {
  /** What it is called: the design's name, or the trial's. */
  readonly title: string;
  /** Under which truth and which replicate, or where it comes from. */
  readonly subtitle?: string;
  /** Labels of the doses. */
  readonly arms: readonly string[];
  readonly patients: readonly CoursePatient[];
  readonly decisions: readonly CourseDecision[];
  /** What was concluded, in words; absent while the trial goes on. */
  readonly conclusion?: string;
}

/** What is known of a patient's toxicity, given whether follow-up has ended. */
export function patientResult(observed: ToxicityObserved, ended: boolean): PatientResult {
  if (observed.toxic) return "toxicity";
  if (observed.followUp >= 1) return "none";
  return ended ? "lost" : "pending";
}

/** A conclusion in words: a recommended dose, or what was found of the arms. */
export function conclusionInWords(arms: readonly string[], conclusion: unknown): string {
  const { dose, ending, selected, preferred } = (conclusion ?? {}) as {
    readonly dose?: number | null;
    readonly ending?: string;
    readonly selected?: number | null;
    readonly preferred?: number | null;
  };
  if (dose === null) return "No dose is recommended.";
  if (typeof dose === "number" && arms[dose] !== undefined) return `Recommended dose: ${arms[dose]}.`;
  if (ending === undefined) return JSON.stringify(conclusion);
  const finding = ending === "maximum" ? "No finding by the planned end" : ending.charAt(0).toUpperCase() + ending.slice(1);
  if (typeof selected === "number") return `${finding}: ${arms[selected]}.`;
  return typeof preferred === "number" ? `${finding}; ${arms[preferred]} would be preferred.` : `${finding}.`;
}
