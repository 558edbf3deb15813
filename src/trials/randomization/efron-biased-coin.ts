/** Efron's biased coin. */
import { InvalidArgument } from "../../errors.js";
import { checkKnown } from "../requirements.js";
import type { AllocationRule } from "./allocation-rule.js";
import { indifference, preferLeastInto } from "./biased-coin.js";
import { ratioInWords, sharesOf } from "./ratio.js";

export interface EfronBiasedCoinOptions {
  /** Probability of the arm that is behind: above 1/2 (with an unequal ratio: above the smallest share), at most 1; 2/3 when not given. */
  readonly probability?: number;
  /** Positive numbers, one for each arm; 1 : 1 when not given. */
  readonly ratio?: readonly number[];
}

/**
 * Returns Efron's biased coin: the arm with fewer patients is allocated with probability p; when none is behind, the ratio decides.
 *
 * With an unequal ratio or more arms, the arm behind is the one with the least n_k / r_k; p is the probability of the arm with the smallest
 * share when it is behind, and those of other arms are set so that the ratio holds on average (see `indifference`).
 *
 * @throws InvalidArgument for a ratio that is not positive and a probability that prefers no arm.
 * Source: efron1971forcing, han2009randomization.
 */
export function efronBiasedCoin(options: EfronBiasedCoinOptions = {}): AllocationRule {
  const caller = "efronBiasedCoin";
  checkKnown(caller, options, ["probability", "ratio"]);
  const { probability = 2 / 3, ratio = [1, 1] } = options;
  const shares = sharesOf(caller, ratio);
  const least = Math.min(...shares);
  if (typeof probability !== "number" || !(probability > least && probability <= 1))
    throw new InvalidArgument(caller, "probability", `be above ${Number(least.toPrecision(4))} and at most 1`, probability);
  const even = shares.length === 2 && shares[0] === shares[1];
  const c = indifference(shares, probability);
  const scores = new Float64Array(shares.length);
  const weights = new Float64Array(shares.length);
  return {
    name: "Efron's biased coin",
    ratio: shares,
    weights(_patient, history) {
      for (let arm = 0; arm < scores.length; arm++) scores[arm] = history.enrolledOn(arm) / shares[arm];
      preferLeastInto(weights, scores, shares, c);
      return weights;
    },
    protocol:
      `Patients are randomized ${ratioInWords(shares)} by Efron's biased coin: ` +
      `${even ? "" : "the arm furthest behind its share is preferred; the arm with the smallest share, when it "}` +
      `${even ? "the arm that is behind" : "is behind,"} is allocated with probability ${Number(probability.toPrecision(4))}; when none is behind, the ratio decides.`,
    recipe: { make: caller, options: { ...options } },
  };
}
