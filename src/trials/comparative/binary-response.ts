/** A yes-or-no response. */
import { type BinaryObserved, type BinaryTally, binary } from "../../endpoints/binary.js";
import { checkKnown } from "../requirements.js";
import { normalComparison } from "./arm-tests.js";
import type { Response } from "./response.js";
import { checkLarger, checkTime, timeInWords } from "./response-options.js";

export interface BinaryResponseOptions {
  /** Time from entry to the assessment; 0 (at once) when not given. */
  readonly measuredAfter?: number;
  /** Whether the event is good; "better" when not given. */
  readonly larger?: "better" | "worse";
}

/**
 * Returns the response of trials that compare proportions.
 *
 * Two arms are compared by the pooled Z test, z = (p1 − p2) / √(p̄ q̄ (1/n1 + 1/n2)), whose square is Pearson's chi-square; several by Pearson's
 * chi-square Σ n_k (p_k − p̄)² / (p̄ q̄).
 *
 * @throws InvalidArgument for a negative time.
 * Source: agresti2013categorical.
 */
export function binaryResponse(options: BinaryResponseOptions = {}): Response<boolean, BinaryObserved, BinaryTally> {
  checkKnown("binaryResponse", options, ["measuredAfter", "larger"]);
  const { measuredAfter = 0, larger = "better" } = options;
  checkLarger("binaryResponse", larger);
  checkTime("binaryResponse", "measuredAfter", measuredAfter);
  const estimate = ({ events, evaluated }: BinaryTally) => events / evaluated;
  return {
    name: "binary",
    endpoint: binary({ measuredAfter }),
    larger,
    direction: larger === "better" ? 1 : -1,
    scale: "proportion",
    patients: ({ evaluated }) => evaluated,
    estimate,
    variance: ({ events, evaluated }) => (events / evaluated) * (1 - events / evaluated),
    compare(first, second) {
      const pooled = (first.events + second.events) / (first.evaluated + second.evaluated);
      const variance = pooled * (1 - pooled) * (1 / first.evaluated + 1 / second.evaluated);
      return normalComparison(estimate(first) - estimate(second), Math.sqrt(variance));
    },
    homogeneity(tallies) {
      const evaluated = tallies.reduce((sum, tally) => sum + tally.evaluated, 0);
      const pooled = tallies.reduce((sum, tally) => sum + tally.events, 0) / evaluated;
      const squares = tallies.reduce((sum, tally) => {
        const difference = estimate(tally) - pooled;
        return sum + tally.evaluated * (difference * difference);
      }, 0);
      return squares / (pooled * (1 - pooled));
    },
    protocol: `a binary outcome, known ${timeInWords(measuredAfter)}; the event is a ${larger === "better" ? "good" : "bad"} outcome`,
    test: "the pooled Z test of two proportions (Pearson's chi-square test)",
    recipe: { make: "binaryResponse", options: { ...options } },
  };
}
