/** Whether ranks are uniform: an exact test, valid however small the p-value. */
import { exp } from "../numeric/index.js";

/** How much two of the cumulated rounding errors of a sum's distribution can be. */
const LEAST_TAIL = 1e-14;

/**
 * Returns the test of `count` independent ranks, each of 0 … largest. Its p-value is thrice the least of three, at most 1. The first is of the mean rank (draws
 * that lie to one side of the truth), the second of the mean distance from the middle rank (draws too narrow or too wide), both from the exact distribution
 * of a sum of equally likely integers; the third of the largest distance D of the ranks' distribution function from the uniform one: 2 e^(−2 n D²).
 *
 * Source: talts2018validating, massart1990tight.
 */
export function rankTest(count: number, largest: number): (ranks: ArrayLike<number>) => number {
  const sumOfRanks = tailsOf(count, largest, false);
  const isOdd = largest % 2 === 1;
  const sumOfDistances = tailsOf(count, Math.floor(largest / 2), !isOdd);
  return (ranks) => {
    let sum = 0;
    let distances = 0;
    for (let i = 0; i < count; i++) {
      sum += ranks[i];
      distances += Math.floor(Math.abs(ranks[i] - 0.5 * largest));
    }
    return Math.min(1, 3 * Math.min(sumOfRanks(sum), sumOfDistances(distances), shapePValue(ranks, largest)));
  };
}

/**
 * The two-sided p-value of a sum of `count` integers, each equally likely 0 … largest; `halved`: 0 has half the probability of the others. Sums over windows
 * of the distribution so far make that of one more.
 */
function tailsOf(count: number, largest: number, halved: boolean): (sum: number) => number {
  const share = 1 / (largest + (halved ? 0.5 : 1));
  let distribution = Float64Array.of(1);
  for (let n = 0; n < count; n++) {
    const next = new Float64Array(distribution.length + largest);
    let window = 0;
    for (let k = 0; k < next.length; k++) {
      if (k < distribution.length) window += distribution[k];
      if (k > largest) window -= distribution[k - largest - 1];
      const atZero = halved && k < distribution.length ? 0.5 * distribution[k] : 0;
      next[k] = Math.max(0, share * (window - atZero));
    }
    distribution = next;
  }
  return (sum) => {
    let upTo = 0;
    let from = 0;
    for (let k = 0; k <= sum; k++) upTo += distribution[k];
    for (let k = sum; k < distribution.length; k++) from += distribution[k];
    return Math.min(1, Math.max(LEAST_TAIL, 2 * Math.min(upTo, from)));
  };
}

/** The bound on the distance of distribution functions holds for discrete ones too. Source: massart1990tight. */
function shapePValue(ranks: ArrayLike<number>, largest: number): number {
  const counts = new Float64Array(largest + 1);
  for (let i = 0; i < ranks.length; i++) counts[ranks[i]]++;
  let upTo = 0;
  let most = 0;
  for (let rank = 0; rank <= largest; rank++) {
    upTo += counts[rank];
    most = Math.max(most, Math.abs(upTo / ranks.length - (rank + 1) / (largest + 1)));
  }
  return Math.min(1, 2 * exp(-2 * ranks.length * most * most));
}
