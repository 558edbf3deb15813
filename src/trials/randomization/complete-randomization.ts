/** Complete randomization: every patient by the same coin. */
import { checkKnown } from "../requirements.js";
import type { AllocationRule } from "./allocation-rule.js";
import { ratioInWords, sharesOf } from "./ratio.js";

export interface CompleteRandomizationOptions {
  /** Positive numbers, one for each arm: `[2, 1]` gives the first arm two thirds of the patients. 1 : 1 when not given. */
  readonly ratio?: readonly number[];
}

/**
 * Returns complete (simple) randomization: each patient is allocated independently of all others, with probabilities in the given ratio.
 *
 * @throws InvalidArgument for a ratio that is not positive.
 * Source: rosenberger2015randomization.
 */
export function completeRandomization(options: CompleteRandomizationOptions = {}): AllocationRule {
  checkKnown("completeRandomization", options, ["ratio"]);
  const { ratio = [1, 1] } = options;
  const shares = sharesOf("completeRandomization", ratio);
  return {
    name: "complete randomization",
    ratio: shares,
    weights: () => shares,
    constant: true,
    protocol: `Patients are randomized ${ratioInWords(shares)}, each independently of all others (complete randomization).`,
    recipe: { make: "completeRandomization", options: { ...options } },
  };
}
