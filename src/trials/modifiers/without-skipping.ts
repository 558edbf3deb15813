/** A modifier: no untried dose is skipped on the way up. */
import type { Weights } from "../design.js";
import type { DoseFindingDesign, ToxicityData } from "../dose-finding/dose-finding-design.js";
import { modified } from "./modified.js";

/** Returns the design so that a patient is treated at most one dose above the highest tried before the decision (the first ones: at the design's own start). */
export function withoutSkipping<Memory>(design: DoseFindingDesign<Memory>): DoseFindingDesign<Memory> {
  const modification = {
    make: "withoutSkipping",
    options: {},
    note: "no skipping",
    protocol: ["No dose is skipped on the way up: nobody is treated more than one dose above the highest that was tried."],
  };
  return modified(design, modification, (limited) => ({
    decide(memory, data, rng) {
      const step = limited.decide(memory, data, rng);
      const { decision } = step;
      if (decision.kind === "stop" || data.enrolled === 0) return step;
      // As known now: a cohort does not climb with its own patients.
      const highest = highestTried(data, limited.arms.length) + 1;
      const { weights } = decision;
      return {
        ...step,
        decision: {
          ...decision,
          allocate: (patient, now) => moveDown(decision.allocate(patient, now), highest),
          ...(weights === undefined ? {} : { weights: moveDown(weights, highest) }),
        },
      };
    },
  }));
}

function highestTried(data: ToxicityData, doses: number): number {
  let highest = doses - 1;
  while (highest >= 0 && data.enrolledOn(highest) === 0) highest--;
  return highest;
}

/** What lies above the highest allowed dose goes to it. */
function moveDown(weights: Weights, highest: number): Weights {
  let above = 0;
  for (let dose = highest + 1; dose < weights.length; dose++) above += weights[dose];
  if (above === 0) return weights;
  return Array.from(weights, (weight, dose) => (dose < highest ? weight : dose === highest ? weight + above : 0));
}
