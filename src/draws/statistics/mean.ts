/** The mean of all draws. */
import { variableStatistic } from "../chains/variable-statistic.js";

/** Σ draws / S; NaN if a draw is. Source: chan1983algorithms. */
export const mean = /* @__PURE__ */ variableStatistic("mean", (draws) => draws.mean);
