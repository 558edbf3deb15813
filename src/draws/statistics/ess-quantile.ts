/** The effective sample size of a quantile. */
import { type VariableStatistic, variableStatistic } from "../chains/variable-statistic.js";
import { requireProbability } from "../requirements.js";

/**
 * The effective sample size of the share of draws at or below the quantile at `probability`; named `essQ5` for 0.05.
 * NaN where that share is 0 or 1, and for draws that are not finite or all the same.
 *
 * @throws InvalidArgument unless `probability` is in [0, 1].
 * Source: vehtari2021rank.
 */
export function essQuantile(probability: number): VariableStatistic {
  requireProbability("essQuantile", "probability", probability);
  const name = `essQ${Number((100 * probability).toPrecision(12))}`;
  return variableStatistic(name, (draws) => draws.effectiveSampleSizeAt(probability));
}
