/** Tail effective sample size. */
import { variableStatistic } from "../chains/variable-statistic.js";

/**
 * The smaller of the effective sample sizes of the 5 % and 95 % quantiles: whether the tails are known.
 * At least 100 for each chain are wanted. NaN where either is, as for a variable of two values.
 *
 * Source: vehtari2021rank.
 */
export const essTail = /* @__PURE__ */ variableStatistic("essTail", (draws) =>
  Math.min(draws.effectiveSampleSizeAt(0.05), draws.effectiveSampleSizeAt(0.95)),
);
