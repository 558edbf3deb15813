/** The standard deviation of all draws. */
import { variableStatistic } from "../chains/variable-statistic.js";

/** √(Σ (draw − mean)² / (S − 1)); NaN for one draw, and if a draw is NaN or infinite. Source: chan1983algorithms. */
export const sd = /* @__PURE__ */ variableStatistic("sd", (draws) => Math.sqrt(draws.variance));
