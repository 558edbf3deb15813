/** A quantile of all draws. */
import { type VariableStatistic, variableStatistic } from "../chains/variable-statistic.js";
import { requireProbability } from "../requirements.js";

/**
 * The quantile at `probability` by R's type 7, linear between order statistics; named `q5` for 0.05. NaN if a draw is.
 *
 * @throws InvalidArgument unless `probability` is in [0, 1].
 * Source: hyndman1996sample.
 */
export function quantile<const Probability extends number>(probability: Probability): VariableStatistic {
  requireProbability("quantile", "probability", probability);
  return variableStatistic(`q${percent(probability)}`, (draws) => draws.quantile(probability));
}

/** 0.05 → "5", without the noise of 100 × 0.07. */
function percent(probability: number): string {
  return String(Number((100 * probability).toPrecision(12)));
}
