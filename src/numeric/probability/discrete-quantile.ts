/** The search behind the quantiles of all distributions on integers. */

/** Equality up to rounding. */
const BELOW = 1 - 1e-14;
const ABOVE = 1 + 1e-14;

/**
 * The smallest integer k in [lowest, highest] at which the lower tail has reached p (`isUpper` false: P(X ≤ k) ≥ p) or the
 * upper tail has sunk to p (`isUpper`: P(X > k) ≤ p), found by doubling steps from `start` and halving.
 *
 * A tail that equals p up to rounding counts as having reached it. For p > 1/2 the other tail and 1 − p, which has the more
 * digits, decide too.
 */
export function discreteQuantile(
  p: number,
  isUpper: boolean,
  tail: (k: number, isUpper: boolean) => number,
  start: number,
  lowest: number,
  highest: number,
): number {
  if (p === 0 || p === 1) return (p === 0) === isUpper ? highest : lowest;
  const isReached = (k: number) => {
    const isWithin = isUpper ? tail(k, true) <= p * ABOVE : tail(k, false) >= p * BELOW;
    return isWithin || (p > 0.5 && (isUpper ? tail(k, false) >= (1 - p) * BELOW : tail(k, true) <= (1 - p) * ABOVE));
  };
  const first = Math.min(Math.max(Math.round(start) || 0, lowest), highest);
  let below = first;
  let reached = first;
  for (let step = 1; reached < highest && !isReached(reached); step *= 2) {
    below = reached + 1;
    reached = Math.min(reached + step, highest);
  }
  if (reached === first) {
    for (let step = 1; below > lowest; step *= 2) {
      below = Math.max(reached - step, lowest);
      if (!isReached(below)) {
        below++;
        break;
      }
      reached = below;
    }
  }
  while (below < reached) {
    const middle = below + Math.floor((reached - below) / 2);
    if (isReached(middle)) reached = middle;
    else below = middle + 1;
  }
  return reached;
}

/** A start for the search: the normal quantile with a correction for skewness. Source: cornish1938. */
export function cornishFisher(z: number, mean: number, sd: number, skewness: number): number {
  return mean + sd * (z + (skewness * (z * z - 1)) / 6) - 0.5;
}
