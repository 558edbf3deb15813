/** The efficient randomized adaptive design of Hu, Zhang and He. */
import { InvalidArgument } from "../../../errors.js";
import { checkBetween, checkKnown } from "../../requirements.js";
import type { AllocationTarget } from "../targets/allocation-target.js";
import { checkTarget } from "../targets/check-target.js";
import { targetInWords } from "../targets/target-in-words.js";
import type { AdaptiveRule } from "./adaptive-rule.js";

export interface EradeOptions {
  /** The proportions to be reached. */
  readonly target: AllocationTarget;
  /** α, in (0, 1): the smaller, the more strictly the target is followed; 0.5 when not given. */
  readonly alpha?: number;
}

/**
 * Returns the efficient randomized adaptive design (ERADE) for two arms: a discrete coin whose allocation proportion attains the lower bound of the asymptotic variance.
 *
 * Pr(arm 1) = α ρ when x > ρ, ρ when x = ρ, 1 − α (1 − ρ) when x < ρ; x is the proportion on arm 1 so far, ρ the estimated target.
 *
 * @throws InvalidArgument for something that is not a target, and an α outside (0, 1).
 * Source: hu2009efficient.
 */
export function erade(options: EradeOptions): AdaptiveRule {
  checkKnown("erade", options, ["target", "alpha"]);
  const { target, alpha = 0.5 } = options;
  checkTarget("erade", target);
  checkBetween("erade", "alpha", alpha, 0, 1);
  if (target.arms !== undefined && target.arms !== 2)
    throw new InvalidArgument("erade", "target", "be for two arms", `one for ${target.arms}`);
  const proportions = new Float64Array(2);
  return {
    name: "ERADE",
    scales: target.scales,
    arms: 2,
    weightsInto(out, { estimated, estimates, enrolled }) {
      out.fill(0.5);
      if (!estimated) return;
      target.proportionsInto(proportions, estimates);
      out[0] = eradeAllocation(enrolled[0] / (enrolled[0] + enrolled[1]), proportions[0], alpha);
      out[1] = 1 - out[0];
    },
    protocol:
      `The allocation probabilities are those of the efficient randomized adaptive design (ERADE) with α = ${alpha}; ` +
      `the target is ${targetInWords(target)}.`,
    ...(target.recipe === undefined ? {} : { recipe: { make: "erade", options: { ...options, target: target.recipe } } }),
  };
}

/** Proportions that differ by rounding only are equal. */
const ROUNDING = 1e-12;

/**
 * Returns the probability of the first arm.
 *
 * @param current Its proportion of the patients so far.
 * @param target Its proportion to be reached.
 * Source: hu2009efficient.
 */
export function eradeAllocation(current: number, target: number, alpha: number): number {
  if (current > target + ROUNDING) return alpha * target;
  return current < target - ROUNDING ? 1 - alpha * (1 - target) : target;
}
