/** Bulk effective sample size. */
import { effectiveSampleSize } from "../chains/effective-sample-size.js";
import { variableStatistic } from "../chains/variable-statistic.js";

/**
 * The effective sample size of the mean of the rank-normalized halves: whether the middle of the distribution is known.
 * At least 100 for each chain are wanted. NaN for fewer than 6 iterations and for draws that are NaN or all the same.
 *
 * Source: vehtari2021rank.
 */
export const essBulk = /* @__PURE__ */ variableStatistic("essBulk", (draws) =>
  draws.hasRanks ? effectiveSampleSize(draws.scores) : Number.NaN,
);
