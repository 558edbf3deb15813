/** A modifier: the trial stops when the dose it would treat at has enough patients. */
import type { DoseFindingDesign } from "../dose-finding/dose-finding-design.js";
import { checkInteger, checkKnown } from "../requirements.js";
import { NO_COVARIATES } from "../trial-state.js";
import { modified } from "./modified.js";

/**
 * Returns the design so that it stops, and recommends a dose, when the next cohort would go to a dose that has so many patients.
 *
 * @throws InvalidArgument unless the number is an integer from 1.
 */
export function withEnoughAtDose<Memory>(
  design: DoseFindingDesign<Memory>,
  options: { readonly patients: number },
): DoseFindingDesign<Memory> {
  checkKnown("withEnoughAtDose", options, ["patients"]);
  const { patients } = options;
  checkInteger("withEnoughAtDose", "patients", patients, 1, Number.MAX_SAFE_INTEGER);
  const modification = {
    make: "withEnoughAtDose",
    options,
    note: `stops at ${patients} patients at a dose`,
    protocol: [
      `The trial stops, and recommends a dose, when the next patients would be treated at a dose that already has ${patients} or more.`,
    ],
  };
  return modified(design, modification, (limited) => ({
    decide(memory, data, rng) {
      const step = limited.decide(memory, data, rng);
      // A decision that enrolls nobody waits: it does not want to treat anywhere yet.
      if (step.decision.kind === "stop" || step.decision.enroll === 0) return step;
      const weights = step.decision.allocate(NO_COVARIATES, data);
      const dose = Array.from(weights).findIndex((weight, arm) => weight > 0 && data.enrolledOn(arm) >= patients);
      if (dose < 0) return step;
      const reasons = () => [
        `The next cohort would be treated at ${design.arms[dose]}, which has ${patients} patients or more: the trial stops.`,
      ];
      return { decision: { kind: "stop", conclusion: limited.conclude(step.memory, data), reasons }, memory: step.memory };
    },
  }));
}
