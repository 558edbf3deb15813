/** Logarithms of binomial and Poisson probabilities without cancellation, for rejection samplers. */
import { log, log1p } from "../../numeric/elementary.js";
import { stirlingError } from "../../numeric/special/stirling-error.js";

/** x ln(x / mean) + mean − x ≥ 0, whose terms nearly cancel. Source: loader2000. */
function deviance(x: number, mean: number): number {
  const difference = mean - x;
  return difference - x * log1p(difference / x);
}

/** ln √(2π) */
const LOG_ROOT_TWO_PI = 0.9189385332046727;

/**
 * Returns ln P(X = k) of a Poisson variate: k ln mean − mean − ln k!.
 *
 * Source: loader2000.
 */
export function logPoissonMass(k: number, mean: number): number {
  if (k === 0) return -mean;
  return -stirlingError(k) - deviance(k, mean) - LOG_ROOT_TWO_PI - 0.5 * log(k);
}

/**
 * Returns ln P(X = k) of a binomial variate of `trials` n with probability p, 0 < p < 1: ln C(n, k) + k ln p + (n − k) ln(1 − p).
 *
 * Source: loader2000.
 */
export function logBinomialMass(k: number, trials: number, probability: number): number {
  const failures = trials - k;
  if (k === 0) return trials * log1p(-probability);
  if (failures === 0) return trials * log(probability);
  return (
    stirlingError(trials) -
    stirlingError(k) -
    stirlingError(failures) -
    deviance(k, trials * probability) -
    deviance(failures, trials * (1 - probability)) -
    LOG_ROOT_TWO_PI -
    0.5 * log(k * (failures / trials))
  );
}
