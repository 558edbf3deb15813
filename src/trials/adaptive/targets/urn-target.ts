/** The proportions that urn models tend to. */
import { checkKnown } from "../../requirements.js";
import type { AllocationTarget } from "./allocation-target.js";
import { normalize } from "./shares.js";

/**
 * Returns the limit of the randomized play-the-winner rule: ρ_k ∝ 1/q_k, q the probability of a bad outcome; q_B / (q_A + q_B) for two arms.
 *
 * Source: wei1978randomized.
 */
export function urnTarget(options: Readonly<Record<string, never>> = {}): AllocationTarget {
  checkKnown("urnTarget", options, []);
  return {
    name: "urn",
    scales: ["proportion"],
    proportionsInto(out, { mean, direction }) {
      for (let arm = 0; arm < out.length; arm++) out[arm] = 1 / (direction === 1 ? 1 - mean[arm] : mean[arm]);
      normalize(out);
    },
    protocol: "urn allocation (in inverse proportion to the estimated failure probabilities)",
    recipe: { make: "urnTarget", options: {} },
  };
}
