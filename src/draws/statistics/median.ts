/** The median of all draws. */
import { variableStatistic } from "../chains/variable-statistic.js";

/** The middle draw, or the mean of the middle two; NaN if a draw is. Source: hyndman1996sample. */
export const median = /* @__PURE__ */ variableStatistic("median", (draws) => draws.median);
