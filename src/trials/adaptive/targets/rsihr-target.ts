/** RSIHR allocation: few failures at a given power. */
import { normalCdf } from "../../../numeric/index.js";
import { checkKnown } from "../../requirements.js";
import type { AllocationTarget, ResponseEstimates } from "./allocation-target.js";
import { normalize } from "./shares.js";

/**
 * Returns the optimal allocation of Rosenberger, Stallard, Ivanova, Harper and Ricks.
 *
 * Proportions: ρ_k ∝ √p_k, p the probability of a good outcome; for two arms it minimizes the expected number of failures at a given variance of
 * the estimated difference. Means: Ψ_k = Φ(±(μ_k − μ̄)/σ_k) is the probability of a response worse than the average μ̄ of the means; the
 * first arm (or control) gets ρ ∝ σ/√Ψ and each other arm ρ_k ∝ σ_k² / √(Σ_j Ψ_j σ_j²), the sum over the others: least Σ n_k Ψ_k at given, equal variances of
 * all differences to that arm.
 *
 * Source: rosenberger2001optimal, biswas2011multitreatment.
 */
export function rsihrTarget(options: Readonly<Record<string, never>> = {}): AllocationTarget {
  checkKnown("rsihrTarget", options, []);
  return {
    name: "RSIHR",
    scales: ["proportion", "mean"],
    proportionsInto(out, estimates) {
      if (estimates.scale === "mean") meansInto(out, estimates);
      else
        for (let arm = 0; arm < out.length; arm++) {
          const p = estimates.direction === 1 ? estimates.mean[arm] : 1 - estimates.mean[arm];
          out[arm] = Math.sqrt(p);
        }
      normalize(out);
    },
    protocol: "RSIHR allocation (few expected failures at a given variance of the comparison)",
    recipe: { make: "rsihrTarget", options: {} },
  };
}

function meansInto(out: Float64Array, { mean, deviation, direction, control }: ResponseEstimates): void {
  const reference = control < 0 ? 0 : control;
  let average = 0;
  for (let arm = 0; arm < out.length; arm++) average += mean[arm] / out.length;
  const failing = (arm: number) => normalCdf((direction * (average - mean[arm])) / deviation[arm]);
  let others = 0;
  for (let arm = 0; arm < out.length; arm++) if (arm !== reference) others += failing(arm) * deviation[arm] * deviation[arm];
  for (let arm = 0; arm < out.length; arm++)
    out[arm] =
      arm === reference ? deviation[arm] / Math.sqrt(failing(arm)) : (deviation[arm] * deviation[arm]) / Math.sqrt(others);
}
