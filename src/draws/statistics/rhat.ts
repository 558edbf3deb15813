/** Rank-normalized split R-hat. */
import { potentialScaleReduction } from "../chains/potential-scale-reduction.js";
import { variableStatistic } from "../chains/variable-statistic.js";

/**
 * The larger of R-hat of the rank-normalized halves of the chains (location) and of the rank-normalized halves of
 * |draw − median| (spread). Above 1.01 the chains disagree. NaN for draws that are NaN or all the same, and for an infinite median.
 *
 * Source: vehtari2021rank.
 */
export const rhat = /* @__PURE__ */ variableStatistic("rhat", (draws) =>
  draws.hasRanks && Number.isFinite(draws.median)
    ? Math.max(potentialScaleReduction(draws.scores), potentialScaleReduction(draws.distanceScores))
    : Number.NaN,
);
