/** Neyman allocation. */
import { checkKnown } from "../../requirements.js";
import type { AllocationTarget } from "./allocation-target.js";
import { normalize } from "./shares.js";

/**
 * Returns Neyman allocation: ρ_k ∝ σ_k, with σ = √(pq) for proportions. It minimizes the variance of the difference of two arms for a given number of
 * patients, and may favor the worse arm.
 *
 * Source: rosenberger2015randomization.
 */
export function neymanTarget(options: Readonly<Record<string, never>> = {}): AllocationTarget {
  checkKnown("neymanTarget", options, []);
  return {
    name: "Neyman",
    scales: ["proportion", "mean", "rate"],
    proportionsInto(out, { deviation }) {
      for (let arm = 0; arm < out.length; arm++) out[arm] = deviation[arm];
      normalize(out);
    },
    protocol: "Neyman allocation (in proportion to the estimated standard deviations of the response)",
    recipe: { make: "neymanTarget", options: {} },
  };
}
