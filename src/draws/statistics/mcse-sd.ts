/** The Monte Carlo standard error of the standard deviation. */
import { variableStatistic } from "../chains/variable-statistic.js";

/**
 * √((m₄ − m₂²) / (4 m₂ ESS)), m_k = Σ (draw − mean)^k / S and ESS that of (draw − mean)²: the delta method for √m₂.
 *
 * Source: kenney1951mathematics, vehtari2021rank.
 */
export const mcseSd = /* @__PURE__ */ variableStatistic("mcseSd", (draws) => {
  const { mean, pool } = draws;
  let second = 0;
  let fourth = 0;
  for (let i = 0; i < pool.length; i++) {
    const square = (pool[i] - mean) * (pool[i] - mean);
    second += square;
    fourth += square * square;
  }
  second /= pool.length;
  fourth /= pool.length;
  const size = draws.effectiveSampleSizeOf((draw) => (draw - mean) * (draw - mean));
  return Math.sqrt((fourth - second * second) / size / second / 4);
});
