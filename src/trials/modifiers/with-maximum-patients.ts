/** A modifier: an upper limit of enrollment. */
import type { Design } from "../design.js";
import type { Milestone } from "../milestone.js";
import { followedUp } from "../milestones.js";
import { checkInteger, checkKnown } from "../requirements.js";
import { modified } from "./modified.js";

/**
 * Returns the design with enrollment limited to so many patients: when they are followed up, it concludes.
 *
 * @throws InvalidArgument unless the limit is an integer from 1.
 */
export function withMaximumPatients<
  Memory,
  Outcome,
  Observed,
  Tally,
  Conclusion,
  D extends Design<Memory, Outcome, Observed, Tally, Conclusion>,
>(design: D & Design<Memory, Outcome, Observed, Tally, Conclusion>, options: { readonly patients: number }): D {
  checkKnown("withMaximumPatients", options, ["patients"]);
  const { patients } = options;
  checkInteger("withMaximumPatients", "patients", patients, 1, Number.MAX_SAFE_INTEGER);
  const modification = {
    make: "withMaximumPatients",
    options,
    note: `at most ${patients} patients`,
    protocol: [`At most ${patients} patients are enrolled: when their follow-up has ended the trial stops.`],
  };
  const all = () => [`All ${patients} patients have been enrolled.`];
  return modified(design, modification, (limited) => ({
    ...("maximumPatients" in limited ? { maximumPatients: Math.min(patients, limited.maximumPatients as number) } : {}),
    // Another limit takes this one's place.
    ...("limitedTo" in limited ? { limitedTo: limited.limitedTo } : {}),
    decide(memory, data, rng) {
      if (data.enrolled >= patients && data.pending === 0) {
        return { decision: { kind: "stop", conclusion: limited.conclude(memory, data), reasons: all }, memory };
      }
      const step = limited.decide(memory, data, rng);
      if (step.decision.kind === "stop") return step;
      const review = upTo(step.decision.review, patients);
      if (data.enrolled >= patients) {
        return { ...step, decision: { ...step.decision, enroll: 0, review: withoutEnrollment(review) ?? followedUp } };
      }
      const enroll = Math.min(step.decision.enroll, patients - data.enrolled);
      return { ...step, decision: { ...step.decision, enroll, review } };
    },
  }));
}

/** The milestone, never waiting for more patients than there will be. */
function upTo(milestone: Milestone, patients: number): Milestone {
  if (milestone.kind === "enrolled" || milestone.kind === "evaluated")
    return { ...milestone, count: Math.min(milestone.count, patients) };
  if (milestone.kind === "all" || milestone.kind === "any")
    return { ...milestone, of: milestone.of.map((part) => upTo(part, patients)) };
  return milestone;
}

/** What is left to wait for when nobody enters any more; else a review that waits for enrollment would come at once, again and again. */
function withoutEnrollment(milestone: Milestone): Milestone | undefined {
  if (milestone.kind === "enrolled") return undefined;
  if (milestone.kind !== "all" && milestone.kind !== "any") return milestone;
  const of = milestone.of.flatMap((part) => withoutEnrollment(part) ?? []);
  return of.length === 0 ? undefined : { ...milestone, of };
}
