/** What can come of a cohort: how many patients at which dose, and how many of them with a toxicity. */
import { InvalidArgument } from "../../errors.js";
import type { DoseFindingDecision } from "../dose-finding/dose-finding-design.js";
import { isReached } from "../milestones.js";
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
  const after = new CountsData(caller).show(outcomes[0]);
  if (enroll < 1 || !Number.isFinite(enroll) || !isReached(review, { ...progressOf(after), enrolled: data.enrolled + enroll })) {
    throw new InvalidArgument(
      caller,
      "design",
      "review when a cohort of known size is fully assessed",
      `enroll ${enroll}, review ${JSON.stringify(review)}`,
    );
  }
  // With the last patient entered and nobody assessed yet the review must not be due.
  if (
    isReached(review, {
      ...progressOf(after),
      evaluated: data.enrolled,
      pending: enroll,
      firstPending: data.enrolled,
      information: data.enrolled,
    })
  ) {
    throw new InvalidArgument(
      caller,
      "design",
      "review when a cohort is fully assessed, not before",
      `review ${JSON.stringify(review)}`,
    );
  }
  return outcomes;
}

function progressOf(data: CountsData) {
  const { time, enrolled, evaluated, pending, firstPending, latestPendingEntry, information } = data;
  return { time, enrolled, evaluated, pending, firstPending, latestPendingEntry, information };
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
