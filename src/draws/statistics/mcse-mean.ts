/** The Monte Carlo standard error of the mean. */
import { effectiveSampleSize } from "../chains/effective-sample-size.js";
import { variableStatistic } from "../chains/variable-statistic.js";

/** sd / √(effective sample size of the mean). Source: vehtari2021rank. */
export const mcseMean = /* @__PURE__ */ variableStatistic(
  "mcseMean",
  (draws) => Math.sqrt(draws.variance) / Math.sqrt(effectiveSampleSize(draws.halves)),
);
