/** The Monte Carlo standard error of the mean. */
import { effectiveSampleSize } from "../chains/effective-sample-size.js";
import { meanOf, varianceAround } from "../chains/moments.js";
import { pooled, splitChains } from "../chains/split.js";
import { variableStatistic } from "../chains/variable-statistic.js";

/** sd / √(effective sample size of the mean). Source: vehtari2021rank. */
export const mcseMean = /* @__PURE__ */ variableStatistic(
  "mcseMean",
  (draws) => Math.sqrt(draws.variance) / Math.sqrt(effectiveSampleSize(draws.halves)),
);

/** The same number for those who want no other statistic: without what all of them share. Source: vehtari2021rank. */
export function mcseMeanOf(chains: readonly Float64Array[]): number {
  const pool = pooled(chains);
  return Math.sqrt(varianceAround(meanOf(pool), pool)) / Math.sqrt(effectiveSampleSize(splitChains(chains)));
}
