/** The median absolute deviation. */
import { medianOfSorted } from "../chains/order.js";
import { variableStatistic } from "../chains/variable-statistic.js";

/** 1.4826 × median |draw − median|, which is the standard deviation for normal draws; NaN if a draw is. Source: hampel1974influence. */
export const mad = /* @__PURE__ */ variableStatistic("mad", (draws) =>
  draws.hasMissing ? Number.NaN : 1.4826 * medianOfSorted(draws.sortedDistances),
);
