/** The Monte Carlo standard error of a quantile. */
import { quantileError } from "../chains/quantile-error.js";
import { type VariableStatistic, variableStatistic } from "../chains/variable-statistic.js";
import { requireProbability } from "../requirements.js";

/**
 * Half the central 68 % interval of the quantile as an order statistic of ESS independent draws; named `mcseQ5` for 0.05.
 *
 * @throws InvalidArgument unless `probability` is in [0, 1].
 * Source: vehtari2021rank.
 */
export function mcseQuantile(probability: number): VariableStatistic {
  requireProbability("mcseQuantile", "probability", probability);
  return variableStatistic(`mcseQ${Number((100 * probability).toPrecision(12))}`, (draws) => quantileError(draws, probability));
}
