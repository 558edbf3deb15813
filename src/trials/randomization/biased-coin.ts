/** A coin that prefers some arms, for any allocation ratio. */

/**
 * Returns the part c of the biased coin that pays no heed to the preference: with probability c an arm is drawn by the ratio, else by the ratio
 * among the preferred arms.
 *
 * c = (1 − p) / (1 − r_min), where p is the probability of a preferred arm with the least share r_min; with equal shares the preferred one of
 * two arms gets p, and when each arm is preferred as often as its share, the ratio holds for every patient.
 *
 * Source: han2009randomization.
 */
export function indifference(shares: readonly number[], probability: number): number {
  return (1 - probability) / (1 - Math.min(...shares));
}

/**
 * Writes the probabilities of a coin that prefers the arms with the least score: c r_j + (1 − c) r_j / R for those, c r_j for others, where R is
 * the sum of the preferred arms' shares. Scores that differ by rounding only are equal.
 */
export function preferLeastInto(out: Float64Array, scores: Float64Array, shares: readonly number[], c: number): void {
  const arms = shares.length;
  let least = Infinity;
  for (let arm = 0; arm < arms; arm++) if (scores[arm] < least) least = scores[arm];
  const limit = least + 1e-9 * (1 + Math.abs(least));
  let preferred = 0;
  for (let arm = 0; arm < arms; arm++) if (scores[arm] <= limit) preferred += shares[arm];
  for (let arm = 0; arm < arms; arm++) {
    out[arm] = c * shares[arm] + (scores[arm] <= limit ? ((1 - c) * shares[arm]) / preferred : 0);
  }
}
