/** The Gittins index of a Bernoulli arm. */
import { InvalidArgument } from "../../../errors.js";
import { checkBetween } from "../../requirements.js";
import { horizonOf, RetirementProblem } from "./retirement.js";

/** Longest horizon: γ = 0.9995 needs about 43,000 plays. */
const LARGEST_DISCOUNT = 0.9995;

/**
 * Returns the Gittins index of an arm whose success probability is Beta(successes, failures), prior counts included: the reward per play, for ever,
 * that is worth as much as playing the arm as long as one likes.
 *
 * Newton's method on λ, over backward induction with a horizon N at which γ^N / (1 − γ) is below 1e-6 (the value there is that of the better of playing
 * on and retiring for ever); right to about 1e-9.
 *
 * @throws InvalidArgument unless both counts are positive and the discount factor is in (0, 0.9995).
 * Source: gittins1979bandit, gittins2011multi.
 */
export function gittinsIndex(successes: number, failures: number, discount: number): number {
  for (const [name, count] of Object.entries({ successes, failures }))
    if (typeof count !== "number" || !(count > 0 && count < 1e6))
      throw new InvalidArgument("gittinsIndex", name, "be positive and below 1000000 (prior counts included)", count);
  checkBetween("gittinsIndex", "discount", discount, 0, LARGEST_DISCOUNT);
  const problem = new RetirementProblem(successes, failures, discount, horizonOf(discount));
  // The gain of playing is convex and decreases in λ, and is not negative at the mean: Newton's steps approach the index from below.
  let reward = successes / (successes + failures);
  for (let step = 0; step < 50; step++) {
    let gain = 0;
    let slope = -1;
    problem.solve(reward, 0, (_depth, _first, _last, gains, slopes) => {
      gain = gains[0];
      slope = slopes[0];
    });
    const next = reward - gain / slope;
    if (!(next > reward + 1e-13)) return Math.max(next, reward);
    reward = next;
  }
  return reward;
}
