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
      const highest = highestTried(data) + 1;
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

function highestTried(data: ToxicityData & { readonly enrolled: number }): number {
  let highest = -1;
  for (let dose = 0, left = data.enrolled; left > 0; dose++) {
    const n = data.enrolledOn(dose);
    if (n > 0) highest = dose;
    left -= n;
  }
  return highest;
}

/** What lies above the highest allowed dose goes to it. */
function moveDown(weights: Weights, highest: number): Weights {
  let above = 0;
  for (let dose = highest + 1; dose < weights.length; dose++) above += weights[dose];
  if (above === 0) return weights;
  return Array.from(weights, (weight, dose) => (dose < highest ? weight : dose === highest ? weight + above : 0));
}
