/** The Monte Carlo standard error of a quantile. */
import { betaQuantile, betaUpperQuantile } from "../../numeric/probability/beta.js";
import type { VariableDraws } from "./variable-draws.js";

/** P(Z ≤ −1) of a standard normal Z, at the digits that R's posterior has. */
const ONE_SD_BELOW = 0.1586553;
/** 1 − 0.8413447. */
const ONE_SD_ABOVE = 0.1586553;

/**
 * Half the distance between the order statistics that bound the quantile's central 68 %, from the beta distribution with
 * ESS p + 1 and ESS (1 − p) + 1 of the share below it.
 *
 * Source: vehtari2021rank.
 */
export function quantileError(draws: VariableDraws, probability: number): number {
  const size = draws.effectiveSampleSizeAt(probability);
  if (Number.isNaN(size)) return Number.NaN;
  const { sorted } = draws;
  const alpha = size * probability + 1;
  const beta = size * (1 - probability) + 1;
  const low = Math.max(Math.floor(betaQuantile(ONE_SD_BELOW, alpha, beta) * sorted.length), 1);
  const high = Math.min(Math.ceil(betaUpperQuantile(ONE_SD_ABOVE, alpha, beta) * sorted.length), sorted.length);
  return (sorted[high - 1] - sorted[low - 1]) / 2;
}
