/** A continuous response. */
import { type ContinuousObserved, type ContinuousTally, continuous } from "../../endpoints/continuous.js";
import { checkKnown } from "../requirements.js";
import { waldHomogeneity, welchComparison } from "./arm-tests.js";
import type { Response } from "./response.js";
import { checkLarger, checkTime, timeInWords } from "./response-options.js";

export interface ContinuousResponseOptions {
  /** Time from entry to the measurement; 0 (at once) when not given. */
  readonly measuredAfter?: number;
  /** Whether a large value is good; "better" when not given. */
  readonly larger?: "better" | "worse";
}

/**
 * Returns the response of trials that compare means: two arms by Welch's t test, several by the Wald chi-square Σ w_k (m_k − m̄)², w_k = n_k / s_k².
 *
 * @throws InvalidArgument for a negative time.
 * Source: welch1947generalization.
 */
export function continuousResponse(
  options: ContinuousResponseOptions = {},
): Response<number, ContinuousObserved, ContinuousTally> {
  checkKnown("continuousResponse", options, ["measuredAfter", "larger"]);
  const { measuredAfter = 0, larger = "better" } = options;
  checkLarger("continuousResponse", larger);
  checkTime("continuousResponse", "measuredAfter", measuredAfter);
  const read = (tally: ContinuousTally) => ({
    estimate: tally.count === 0 ? Number.NaN : tally.mean,
    variance: tally.count < 2 ? Number.NaN : tally.squares / (tally.count - 1),
    patients: tally.count,
  });
  return {
    name: "continuous",
    endpoint: continuous({ measuredAfter }),
    larger,
    direction: larger === "better" ? 1 : -1,
    scale: "mean",
    patients: (tally) => tally.count,
    estimate: (tally) => read(tally).estimate,
    variance: (tally) => read(tally).variance,
    compare: (first, second) => welchComparison(read(first), read(second)),
    homogeneity: (tallies) => waldHomogeneity(tallies.map(read)),
    protocol: `a continuous outcome, measured ${timeInWords(measuredAfter)}; larger values are ${larger}`,
    test: "Welch's t test",
    recipe: { make: "continuousResponse", options: { ...options } },
  };
}
