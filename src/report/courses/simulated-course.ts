/** Example trials: single replicates of a study, told patient by patient. */
import { InvalidArgument } from "../../errors.js";
import { rngFromSeed } from "../../random/index.js";
import type { Rng } from "../../random/rng.js";
import type { DoseFindingDesign } from "../../trials/dose-finding/dose-finding-design.js";
import type { Scenario } from "../../trials/scenario.js";
import { simulateTrial } from "../../trials/simulate-trial.js";
import { type CourseDecision, type CoursePatient, conclusionInWords, patientResult, type TrialCourse } from "./trial-course.js";

/**
 * Simulates one trial and returns its course.
 *
 * @param replicate The replicate's stream; the same stream gives every design the same patients.
 * @throws InvalidArgument as `simulateTrial` does.
 */
export function simulatedCourse(design: DoseFindingDesign, scenario: Scenario<number>, replicate: Rng): TrialCourse {
  const patients: CoursePatient[] = [];
  const decisions: CourseDecision[] = [];
  const result = simulateTrial(design, scenario, replicate, (event) => {
    if (event.kind === "decided") {
      const { kind, reasons } = event.decision;
      decisions.push({ time: event.time, enrolled: patients.length, kind, reasons: reasons() });
      return;
    }
    const { index, arm, entered, observed, ended } = event.patient;
    const known = event.kind === "ended" ? { ended: event.time } : {};
    patients[index] = { name: String(index + 1), arm, entered, ...known, result: patientResult(observed, ended) };
  });
  return {
    title: design.name,
    arms: design.arms,
    patients,
    decisions: decisions.map((decision, d) => withArm(decision, patients, decisions[d + 1]?.enrolled ?? patients.length)),
    conclusion: conclusionInWords(design.arms, result.conclusion),
  };
}

/** The dose of the patients between this decision and the next, when they all got the same. */
function withArm(decision: CourseDecision, patients: readonly CoursePatient[], until: number): CourseDecision {
  const arms = new Set(patients.slice(decision.enrolled, until).map(({ arm }) => arm));
  return arms.size === 1 ? { ...decision, arm: [...arms][0] } : decision;
}

/** Which replicate of which study. */
export interface ExampleOptions {
  readonly designs: { readonly [name: string]: DoseFindingDesign };
  readonly scenarios: { readonly [name: string]: Scenario<number> };
  /** The study's seed: the examples are then trials of the study. */
  readonly seed: number | string;
  /** Name of the scenario; the first when not given. */
  readonly scenario?: string;
  /** Which replicate, counted from 1; the first when not given. */
  readonly replicate?: number;
}

/**
 * Returns the same replicate of a study under each design: the same patients, treated differently.
 *
 * @throws InvalidArgument for a scenario that is not there and a replicate that is not a positive integer.
 */
export function exampleTrials(options: ExampleOptions): readonly TrialCourse[] {
  const { designs, scenarios, seed, scenario = Object.keys(scenarios)[0], replicate = 1 } = options;
  if (!Object.hasOwn(scenarios, scenario))
    throw new InvalidArgument("exampleTrials", "scenario", `be one of ${Object.keys(scenarios).join(", ")}`, scenario);
  if (!Number.isSafeInteger(replicate) || replicate < 1)
    throw new InvalidArgument("exampleTrials", "replicate", "be an integer from 1", replicate);
  return Object.entries(designs).map(([name, design]) => ({
    ...simulatedCourse(
      design,
      scenarios[scenario],
      rngFromSeed(seed)
        .child(scenario)
        .child(replicate - 1),
    ),
    title: name,
    subtitle: `replicate ${replicate} of scenario “${scenario}”`,
  }));
}
