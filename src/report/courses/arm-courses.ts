/** How trials of one design go over time, by arm: to whom patients are allocated, and what the decisions rest on. */
import { InvalidArgument } from "../../errors.js";
import { rngFromSeed } from "../../random/index.js";
import type { Rng } from "../../random/rng.js";
import type { Design } from "../../trials/design.js";
import type { Scenario } from "../../trials/scenario.js";
import { simulateTrial } from "../../trials/simulate-trial.js";

/** A decision of a trial that compares arms. */
export interface ArmDecision {
  readonly time: number;
  /** Patients enrolled before it, in all and by arm. */
  readonly enrolled: number;
  readonly byArm: readonly number[];
  readonly kind: "continue" | "stop";
  /** The arms' probabilities for the next patients, where they are the same for all. */
  readonly weights?: readonly number[];
  /** What it rests on, by arm. */
  readonly evidence: { readonly [name: string]: readonly number[] };
  readonly reasons: readonly string[];
}

/** One trial, decision by decision: plain data. */
export interface ArmCourse {
  readonly title: string;
  readonly subtitle?: string;
  readonly arms: readonly string[];
  readonly decisions: readonly ArmDecision[];
  /** Arm of each patient, in order of enrollment. */
  readonly allocated: readonly number[];
}

/** A design that can be followed, whatever its outcomes are. */
type Followed<Outcome> = Design<unknown, Outcome, unknown, unknown, unknown>;

/**
 * Simulates one trial and returns its course by arm.
 *
 * @param replicate The replicate's stream; the same stream gives every design the same patients.
 * @throws InvalidArgument as `simulateTrial` does.
 */
export function armCourse<Outcome>(design: Followed<Outcome>, scenario: Scenario<Outcome>, replicate: Rng): ArmCourse {
  const allocated: number[] = [];
  const byArm = design.arms.map(() => 0);
  const decisions: ArmDecision[] = [];
  simulateTrial(design, scenario, replicate, (event) => {
    if (event.kind === "enrolled") {
      byArm[event.patient.arm]++;
      allocated.push(event.patient.arm);
    }
    if (event.kind !== "decided") return;
    const { decision, time } = event;
    const { kind, reasons, evidence } = decision;
    const shown = Object.entries(evidence?.() ?? {}).map(([name, values]) => [name, Array.from(values)]);
    const weights = decision.kind === "continue" ? decision.weights : undefined;
    decisions.push({
      time,
      enrolled: allocated.length,
      byArm: [...byArm],
      kind,
      ...(weights === undefined ? {} : { weights: Array.from(weights) }),
      evidence: Object.fromEntries(shown),
      reasons: [...reasons()],
    });
  });
  return { title: design.name, arms: design.arms, decisions, allocated };
}

/** A mean over trials, and the middle 80 % of them. */
export interface Band {
  readonly mean: number;
  readonly lower: number;
  readonly upper: number;
}

/** What many trials had in common when so many patients were enrolled. */
export interface ArmMoment {
  readonly enrolled: number;
  /** Trials that were still running. */
  readonly trials: number;
  readonly byArm: readonly Band[];
}

/** Many trials of a design under one scenario, over time: each line by the number of patients enrolled. */
export interface ArmCourses {
  readonly title: string;
  readonly arms: readonly string[];
  readonly trials: number;
  /** The share of patients that each arm gets; and what decisions rest on, by its name. */
  readonly lines: { readonly [name: string]: readonly ArmMoment[] };
}

/** Which trials: those of the study with this seed and this scenario's name. */
export interface ArmCoursesOptions {
  readonly seed: number | string;
  readonly scenario: string;
  /** How many of its first replicates; 200 when not given. */
  readonly trials?: number;
}

/** The name of the line that every design has. */
export const ALLOCATION_LINE = "share of patients";
/** Groups of successive patients whose arms are counted together. */
const GROUPS = 20;

/**
 * Simulates the first replicates of a study and returns how patients are allocated over time and how the evidence develops.
 *
 * Shares of patients are counted in 20 groups of successive patients. Trials that have ended count no more: later moments are about the
 * trials that were still undecided.
 *
 * @throws InvalidArgument for a number of trials that is not a positive integer.
 */
export function armCourses<Outcome>(
  design: Followed<Outcome>,
  scenario: Scenario<Outcome>,
  { seed, scenario: name, trials = 200 }: ArmCoursesOptions,
): ArmCourses {
  if (!Number.isSafeInteger(trials) || trials < 1)
    throw new InvalidArgument("armCourses", "trials", "be an integer from 1", trials);
  const stream = rngFromSeed(seed).child(name);
  const courses = Array.from({ length: trials }, (_, r) => armCourse(design, scenario, stream.child(r)));
  const names = [...new Set(courses.flatMap(({ decisions }) => decisions.flatMap(({ evidence }) => Object.keys(evidence))))];
  const evidence = names.map((line) => [line, evidenceMoments(courses, line)] as const);
  return {
    title: design.name,
    arms: design.arms,
    trials,
    lines: { [ALLOCATION_LINE]: allocationMoments(courses, design.arms.length), ...Object.fromEntries(evidence) },
  };
}

function allocationMoments(courses: readonly ArmCourse[], arms: number): readonly ArmMoment[] {
  const most = Math.max(...courses.map(({ allocated }) => allocated.length));
  const size = Math.max(1, Math.ceil(most / GROUPS));
  return Array.from({ length: Math.ceil(most / size) }, (_, group) => {
    const running = courses.filter(({ allocated }) => allocated.length > group * size);
    const shares = running.map(({ allocated }) => {
      const members = allocated.slice(group * size, (group + 1) * size);
      return Array.from({ length: arms }, (_, arm) => members.filter((own) => own === arm).length / members.length);
    });
    return momentOf((group + 0.5) * size, shares);
  });
}

function evidenceMoments(courses: readonly ArmCourse[], name: string): readonly ArmMoment[] {
  const moments = new Map<number, (readonly number[])[]>();
  for (const { decisions } of courses) {
    for (const { enrolled, evidence } of decisions) {
      // Numbers that are 0 for every arm (an allocation when nobody is enrolled any more) tell nothing.
      if (!Object.hasOwn(evidence, name) || evidence[name].every((value) => value === 0)) continue;
      const values = moments.get(enrolled) ?? [];
      moments.set(enrolled, values);
      values.push(evidence[name]);
    }
  }
  return [...moments].sort(([a], [b]) => a - b).map(([enrolled, values]) => momentOf(enrolled, values));
}

/** Means and the middle 80 % by arm; NaN (an arm that is not there any more) is left out. */
function momentOf(enrolled: number, values: readonly (readonly number[])[]): ArmMoment {
  const byArm = (values[0] ?? []).map((_, arm): Band => {
    const sorted = values
      .map((row) => row[arm])
      .filter((value) => !Number.isNaN(value))
      .sort((a, b) => a - b);
    const at = (part: number) => sorted[Math.round(part * (sorted.length - 1))] ?? Number.NaN;
    const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
    return { mean, lower: at(0.1), upper: at(0.9) };
  });
  return { enrolled, trials: values.length, byArm };
}
