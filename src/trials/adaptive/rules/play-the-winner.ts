/** The randomized play-the-winner rule. */
import { InvalidArgument } from "../../../errors.js";
import { checkKnown } from "../../requirements.js";
import type { AdaptiveRule } from "./adaptive-rule.js";

export interface PlayTheWinnerOptions {
  /** u: balls of each arm at the start, 0 or more; 1 when not given. */
  readonly balls?: number;
  /** β: balls that an outcome adds, positive; 1 when not given. */
  readonly added?: number;
}

/**
 * Returns the randomized play-the-winner rule RPW(u, β): a success adds β balls of the patient's own arm to the urn, a failure β balls of the other arms together (β/(K − 1) each).
 *
 * The share of patients tends to q_B / (q_A + q_B) for two arms, and to 1/q_k in proportion for several.
 *
 * @throws InvalidArgument for numbers of balls out of range.
 * Source: wei1978randomized, wei1979generalized.
 */
export function playTheWinner(options: PlayTheWinnerOptions = {}): AdaptiveRule {
  const caller = "playTheWinner";
  checkKnown(caller, options, ["balls", "added"]);
  const { balls = 1, added = 1 } = options;
  if (typeof balls !== "number" || !(balls >= 0 && balls <= 1e6))
    throw new InvalidArgument(caller, "balls", "be a number of balls from 0 to 1000000", balls);
  if (typeof added !== "number" || !(added > 0 && added <= 1e6))
    throw new InvalidArgument(caller, "added", "be a positive number of balls, at most 1000000", added);
  return {
    name: "randomized play-the-winner",
    scales: ["proportion"],
    weightsInto: (out, { successes, failures }) => urnInto(out, successes, failures, balls, added),
    protocol:
      `The allocation probabilities follow the randomized play-the-winner rule RPW(${balls}, ${added}): the urn starts with ${balls} ball${balls === 1 ? "" : "s"} of each arm; ` +
      `a good outcome adds ${added} of the patient's own arm, a bad one ${added} of the other arms together.`,
    recipe: { make: caller, options: { ...options } },
  };
}

/**
 * Returns the composition of the urn as probabilities, given the numbers of known successes and failures of each arm.
 *
 * Source: wei1978randomized.
 */
export function playTheWinnerAllocation(
  successes: ArrayLike<number>,
  failures: ArrayLike<number>,
  options: PlayTheWinnerOptions = {},
): Float64Array {
  const out = new Float64Array(successes.length);
  urnInto(out, successes, failures, options.balls ?? 1, options.added ?? 1);
  return out;
}

function urnInto(
  out: Float64Array,
  successes: ArrayLike<number>,
  failures: ArrayLike<number>,
  balls: number,
  added: number,
): void {
  const arms = out.length;
  let allFailures = 0;
  for (let arm = 0; arm < arms; arm++) allFailures += failures[arm];
  let sum = 0;
  for (let arm = 0; arm < arms; arm++) {
    out[arm] = balls + added * (successes[arm] + (allFailures - failures[arm]) / (arms - 1));
    sum += out[arm];
  }
  if (sum === 0) out.fill(1 / arms);
  else for (let arm = 0; arm < arms; arm++) out[arm] /= sum;
}
