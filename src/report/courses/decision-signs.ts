/** Decisions of a course in the letters of decision tables. */
import type { CourseDecision, TrialCourse } from "./trial-course.js";

/** E: escalate, S: stay, D: de-escalate, STOP. */
export type DecisionLetter = "E" | "S" | "D" | "STOP";

/** What a decision did, and what it was made on. */
export interface ReadDecision {
  readonly decision: CourseDecision;
  /** Absent at the start, and when enrollment is suspended or doses are drawn. */
  readonly letter?: DecisionLetter;
  /** Position of the dose that was being given; absent at the start. */
  readonly at?: number;
  /** Patients at that dose whose result was known, and how many of them had a toxicity. */
  readonly evaluated: number;
  readonly toxicities: number;
}

/** Reads the decisions of a course one after the other. */
export function readDecisions(course: TrialCourse): readonly ReadDecision[] {
  return course.decisions.map((decision) => {
    const at = course.patients[decision.enrolled - 1]?.arm;
    const known = course.patients
      .slice(0, decision.enrolled)
      .filter(({ arm, ended, result }) => arm === at && ended !== undefined && ended <= decision.time && result !== "lost");
    const letter = letterOf(decision, at);
    return {
      decision,
      ...(letter === undefined ? {} : { letter }),
      ...(at === undefined ? {} : { at }),
      evaluated: known.length,
      toxicities: known.filter(({ result }) => result === "toxicity").length,
    };
  });
}

function letterOf({ kind, arm }: CourseDecision, at: number | undefined): DecisionLetter | undefined {
  if (kind === "stop") return "STOP";
  if (at === undefined || arm === undefined) return undefined;
  return arm > at ? "E" : arm < at ? "D" : "S";
}
