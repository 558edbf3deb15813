/** Wei's urn design. */
import { InvalidArgument } from "../../errors.js";
import { checkKnown } from "../requirements.js";
import type { AllocationRule } from "./allocation-rule.js";
import { equalShares } from "./ratio.js";

export interface UrnOptions {
  /** Balls of each arm at the start: 0 or more; 0 when not given. */
  readonly alpha?: number;
  /** Balls of every other arm that are added after an allocation: 0 or more; 1 when not given. */
  readonly beta?: number;
  /** Number of arms; 2 when not given. */
  readonly arms?: number;
}

/**
 * Returns Wei's urn design UD(α, β): a ball is drawn with replacement, and β balls of every other arm are added. It forces balance in small
 * trials and comes near to complete randomization in large ones.
 *
 * Pr(arm k) = (α + β (n − n_k)) / (K α + (K − 1) β n); 1/K while the urn is empty.
 *
 * @throws InvalidArgument for negative numbers of balls, or none at all.
 * Source: wei1978application.
 */
export function urn(options: UrnOptions = {}): AllocationRule {
  checkKnown("urn", options, ["alpha", "beta", "arms"]);
  const { alpha = 0, beta = 1, arms = 2 } = options;
  const shares = equalShares("urn", arms);
  for (const [name, value] of Object.entries({ alpha, beta }))
    if (typeof value !== "number" || !(value >= 0 && value <= 1e6))
      throw new InvalidArgument("urn", name, "be a number of balls from 0 to 1000000", value);
  if (alpha + beta === 0) throw new InvalidArgument("urn", "beta", "be positive when alpha is 0: the urn stays empty", beta);
  const weights = new Float64Array(arms);
  return {
    name: "urn",
    ratio: shares,
    weights(_patient, history) {
      const n = history.enrolled;
      const balls = arms * alpha + (arms - 1) * beta * n;
      if (balls === 0) return shares;
      for (let arm = 0; arm < arms; arm++) weights[arm] = (alpha + beta * (n - history.enrolledOn(arm))) / balls;
      return weights;
    },
    protocol:
      `Patients are randomized to ${arms} arms in equal numbers by Wei's urn design UD(${alpha}, ${beta}): ` +
      `the urn ${alpha === 0 ? "is empty at the start (the first patient is allocated with equal probabilities)" : `starts with ${ballsInWords(alpha)} of each arm`}, ` +
      `and after each allocation ${ballsInWords(beta)} of every other arm ${beta === 1 ? "is" : "are"} added.`,
    recipe: { make: "urn", options: { ...options } },
  };
}

const ballsInWords = (balls: number): string => `${balls} ball${balls === 1 ? "" : "s"}`;
