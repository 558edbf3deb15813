/** The Monte Carlo standard error of the median. */
import { quantileError } from "../chains/quantile-error.js";
import { variableStatistic } from "../chains/variable-statistic.js";

/** Half the central 68 % interval of the median as an order statistic of ESS independent draws. Source: vehtari2021rank. */
export const mcseMedian = /* @__PURE__ */ variableStatistic("mcseMedian", (draws) => quantileError(draws, 0.5));
