/** A-optimal allocation of comparisons with one arm. */
import { checkKnown } from "../../requirements.js";
import type { AllocationTarget } from "./allocation-target.js";
import { normalize } from "./shares.js";

/**
 * Returns the allocation that minimizes the sum of the variances of all differences to control (the first arm when the design has none):
 * ρ_k ∝ σ_k, control σ √(K − 1).
 *
 * Source: sverdlov2013recent.
 */
export function aOptimalTarget(options: Readonly<Record<string, never>> = {}): AllocationTarget {
  checkKnown("aOptimalTarget", options, []);
  return {
    name: "A-optimal",
    scales: ["proportion", "mean", "rate"],
    proportionsInto(out, { deviation, control }) {
      const reference = control < 0 ? 0 : control;
      for (let arm = 0; arm < out.length; arm++) out[arm] = deviation[arm] * (arm === reference ? Math.sqrt(out.length - 1) : 1);
      normalize(out);
    },
    protocol: "A-optimal allocation (least sum of the variances of all comparisons with control)",
    recipe: { make: "aOptimalTarget", options: {} },
  };
}
