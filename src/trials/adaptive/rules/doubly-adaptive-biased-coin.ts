/** The doubly adaptive biased coin design of Hu and Zhang. */
import { InvalidArgument } from "../../../errors.js";
import { pow } from "../../../numeric/index.js";
import { checkKnown } from "../../requirements.js";
import type { AllocationTarget } from "../targets/allocation-target.js";
import { checkTarget } from "../targets/check-target.js";
import { targetInWords } from "../targets/target-in-words.js";
import type { AdaptiveRule } from "./adaptive-rule.js";

export interface DoublyAdaptiveBiasedCoinOptions {
  /** The proportions to be reached. */
  readonly target: AllocationTarget;
  /** γ: how strongly a deviation from the target is corrected, from 0 (the target itself, most random) to 100; 2 when not given. */
  readonly gamma?: number;
}

/**
 * Returns the doubly adaptive biased coin design (DBCD): arm k is drawn with probability g_k ∝ ρ_k (ρ_k / x_k)^γ, where ρ is the estimated target and x the proportions of patients so far.
 *
 * γ = 0 is the sequential maximum likelihood procedure. For two arms the proportion N_1/n is asymptotically normal with variance
 * σ² / (n (1 + 2γ)) + …, see Hu and Zhang.
 *
 * @throws InvalidArgument for something that is not a target, and a γ outside [0, 100].
 * Source: hu2004asymptotic.
 */
export function doublyAdaptiveBiasedCoin(options: DoublyAdaptiveBiasedCoinOptions): AdaptiveRule {
  const caller = "doublyAdaptiveBiasedCoin";
  checkKnown(caller, options, ["target", "gamma"]);
  const { target, gamma = 2 } = options;
  checkTarget(caller, target);
  if (typeof gamma !== "number" || !(gamma >= 0 && gamma <= 100))
    throw new InvalidArgument(caller, "gamma", "be in [0, 100]", gamma);
  let proportions = new Float64Array(2);
  return {
    name: "DBCD",
    scales: target.scales,
    ...(target.arms === undefined ? {} : { arms: target.arms }),
    weightsInto(out, state) {
      if (!state.estimated) {
        out.fill(1 / out.length);
        return;
      }
      if (proportions.length !== out.length) proportions = new Float64Array(out.length);
      target.proportionsInto(proportions, state.estimates);
      huZhangInto(out, state.enrolled, proportions, gamma);
    },
    protocol:
      `The allocation probabilities are those of the doubly adaptive biased coin design (Hu and Zhang) with γ = ${gamma}; ` +
      `the target is ${targetInWords(target)}.`,
    ...(target.recipe === undefined ? {} : { recipe: { make: caller, options: { ...options, target: target.recipe } } }),
  };
}

/**
 * Returns the probabilities of Hu and Zhang's allocation function for any number of arms: g_k ∝ ρ_k (ρ_k / x_k)^γ; arms without patients (x_k = 0) come first when γ > 0.
 *
 * @param current Proportions x of the patients so far (any multiple of them).
 * @param target Proportions ρ to be reached.
 * Source: hu2004asymptotic.
 */
export function huZhangAllocation(current: ArrayLike<number>, target: ArrayLike<number>, gamma: number): Float64Array {
  const out = new Float64Array(target.length);
  huZhangInto(out, current, target, gamma);
  return out;
}

function huZhangInto(out: Float64Array, current: ArrayLike<number>, target: ArrayLike<number>, gamma: number): void {
  const arms = out.length;
  let total = 0;
  let empty = 0;
  for (let arm = 0; arm < arms; arm++) {
    total += current[arm];
    if (current[arm] === 0) empty += target[arm];
  }
  // The largest ratio is taken out, so that no power overflows.
  let largest = 0;
  for (let arm = 0; arm < arms; arm++) largest = Math.max(largest, current[arm] > 0 ? (target[arm] * total) / current[arm] : 0);
  let sum = 0;
  for (let arm = 0; arm < arms; arm++) {
    if (gamma > 0 && empty > 0) out[arm] = current[arm] === 0 ? target[arm] : 0;
    else if (gamma === 0) out[arm] = target[arm];
    else out[arm] = target[arm] * power((target[arm] * total) / current[arm] / largest, gamma);
    sum += out[arm];
  }
  for (let arm = 0; arm < arms; arm++) out[arm] /= sum;
}

const power = (x: number, gamma: number) => (gamma === 2 ? x * x : gamma === 1 ? x : pow(x, gamma));
