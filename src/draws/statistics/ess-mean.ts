/** The effective sample size of the mean. */
import { effectiveSampleSize } from "../chains/effective-sample-size.js";
import { variableStatistic } from "../chains/variable-statistic.js";

/** The effective sample size of the mean of the draws as they are; NaN for draws that are not finite or all the same. Source: vehtari2021rank. */
export const essMean = /* @__PURE__ */ variableStatistic("essMean", (draws) => effectiveSampleSize(draws.halves));
