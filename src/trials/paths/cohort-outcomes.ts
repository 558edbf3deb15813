/** What can come of a cohort: how many patients at which dose, and how many of them with a toxicity. */
import { InvalidArgument } from "../../errors.js";
import type { DoseFindingDecision } from "../dose-finding/dose-finding-design.js";
import { isReached, type Progress } from "../milestones.js";
import { NO_COVARIATES } from "../trial-state.js";
import { type Counts, CountsData } from "./counts-data.js";

export interface CohortOutcome extends Counts {
  /** Number of ways (with the weights of random allocation) in which it comes about, without the probabilities of toxicity. */
  readonly ways: number;
}

/**
 * Returns all outcomes of the cohort that a decision asks for.
 *
 * One dose: patients m, toxicities k = 0 … m, in C(m, k) ways. Several: the patients are allotted one by one by the weights.
 *
 * @throws InvalidArgument when the review would come before the whole cohort is assessed.
 */
export function cohortOutcomes(
  caller: string,
  decision: DoseFindingDecision & { kind: "continue" },
  counts: Counts,
): readonly CohortOutcome[] {
  const data = new CountsData(caller).show(counts);
  const weights = decision.allocate(NO_COVARIATES, data);
  const { enroll, review } = decision;
  let outcomes: readonly CohortOutcome[] = [{ ...counts, ways: 1 }];
  if (Number.isFinite(enroll)) {
    const single = Array.from(weights).indexOf(1);
    if (single >= 0) outcomes = cohortAt(counts, single, enroll);
    else
      for (let patient = 0; patient < enroll; patient++) outcomes = outcomes.flatMap((outcome) => onePatient(outcome, weights));
  }
  if (!isWholeCohort(decision, data.enrolled)) {
    throw new InvalidArgument(
      caller,
      "design",
      "enroll a known number and review when a cohort is fully assessed, not before",
      `enroll ${enroll}, review ${JSON.stringify(review)}`,
    );
  }
  return outcomes;
}

/** Whether the decision's review comes when all its patients, a known number of them, have entered and been assessed, and not before. */
export function isWholeCohort(decision: DoseFindingDecision & { kind: "continue" }, enrolledBefore: number): boolean {
  const { enroll, review } = decision;
  if (enroll < 1 || !Number.isFinite(enroll)) return false;
  const enrolled = enrolledBefore + enroll;
  const assessed: Progress = {
    time: 0,
    enrolled,
    evaluated: enrolled,
    pending: 0,
    firstPending: Number.POSITIVE_INFINITY,
    latestPendingEntry: Number.NEGATIVE_INFINITY,
    information: enrolled,
  };
  if (!isReached(review, assessed)) return false;
  // With the last patient entered and nobody of the cohort assessed yet the review must not be due.
  const waiting = { evaluated: enrolledBefore, pending: enroll, firstPending: enrolledBefore, information: enrolledBefore };
  return !isReached(review, { ...assessed, ...waiting });
}

function cohortAt(counts: Counts, dose: number, size: number): readonly CohortOutcome[] {
  let ways = 1;
  return Array.from({ length: size + 1 }, (_, toxic) => {
    if (toxic > 0) ways = (ways * (size - toxic + 1)) / toxic;
    return add(counts, dose, size, toxic, ways);
  });
}

function onePatient(outcome: CohortOutcome, weights: ArrayLike<number>): readonly CohortOutcome[] {
  return Array.from(weights).flatMap((weight, dose) =>
    weight > 0 ? [add(outcome, dose, 1, 0, outcome.ways * weight), add(outcome, dose, 1, 1, outcome.ways * weight)] : [],
  );
}

function add(counts: Counts, dose: number, size: number, toxic: number, ways: number): CohortOutcome {
  const patients = counts.patients.slice();
  const toxicities = counts.toxicities.slice();
  patients[dose] += size;
  toxicities[dose] += toxic;
  return { patients, toxicities, lastArm: dose, ways };
}
