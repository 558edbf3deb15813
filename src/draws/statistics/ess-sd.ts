/** The effective sample size of the standard deviation. */
import { variableStatistic } from "../chains/variable-statistic.js";

/** The effective sample size of the mean of (draw − mean)²; NaN for draws that are not finite or all the same. Source: vehtari2021rank. */
export const essSd = /* @__PURE__ */ variableStatistic("essSd", (draws) => {
  const { mean } = draws;
  return draws.effectiveSampleSizeOf((draw) => (draw - mean) * (draw - mean));
});
