/** Zhang and Rosenberger's allocation for two normal responses. */
import { checkKnown } from "../../requirements.js";
import type { AllocationTarget } from "./allocation-target.js";

/**
 * Returns the allocation that minimizes the total expected response at a given variance of the difference, for two positive means of which the smaller is
 * better: ρ_1 = σ_1 √μ_2 / (σ_1 √μ_2 + σ_2 √μ_1) where that favors the arm with the smaller mean, else 1/2 (also when a mean is not positive).
 *
 * When large responses are good, the arms' roles are exchanged: ρ_1 = σ_1 √μ_1 / (σ_1 √μ_1 + σ_2 √μ_2).
 *
 * Source: zhang2006response.
 */
export function zhangRosenbergerTarget(options: Readonly<Record<string, never>> = {}): AllocationTarget {
  checkKnown("zhangRosenbergerTarget", options, []);
  return {
    name: "Zhang–Rosenberger",
    scales: ["mean"],
    arms: 2,
    proportionsInto(out, { mean, deviation, direction }) {
      out.fill(0.5);
      if (!(mean[0] > 0 && mean[1] > 0)) return;
      const first = deviation[0] * Math.sqrt(direction === -1 ? mean[1] : mean[0]);
      const second = deviation[1] * Math.sqrt(direction === -1 ? mean[0] : mean[1]);
      const firstIsBetter = direction * (mean[0] - mean[1]) > 0;
      const secondIsBetter = direction * (mean[1] - mean[0]) > 0;
      if (!((firstIsBetter && first > second) || (secondIsBetter && second > first))) return;
      out[0] = first / (first + second);
      out[1] = second / (first + second);
    },
    protocol: "Zhang and Rosenberger's allocation (least total response at a given variance of the comparison)",
    recipe: { make: "zhangRosenbergerTarget", options: {} },
  };
}
