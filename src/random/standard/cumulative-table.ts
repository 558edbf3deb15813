/** Inversion of a discrete distribution over few values: one uniform, a table, and a guide into it. */
import type { Variate } from "../variate.js";

/**
 * The cumulative probabilities of 0, 1, …, n − 1 with a guide: for each of n equal parts of (0, 1) the first index that may be meant.
 * An index is found in less than two comparisons on average, and never falls as the uniform rises.
 *
 * Source: chen1974generating.
 */
export class CumulativeTable {
  private readonly cumulative: Float64Array;
  private readonly guide: Int32Array;

  /** `weights` are finite, not negative, and not all 0; they need not add up to 1. Not checked. */
  constructor(weights: ArrayLike<number>) {
    const count = weights.length;
    const cumulative = new Float64Array(count);
    let sum = 0;
    let last = 0;
    for (let i = 0; i < count; i++) {
      sum += weights[i];
      cumulative[i] = sum;
      if (weights[i] > 0) last = i;
    }
    for (let i = 0; i < count; i++) cumulative[i] = i < last ? cumulative[i] / sum : 1;
    this.cumulative = cumulative;
    this.guide = new Int32Array(count);
    for (let part = 0, i = 0; part < count; part++) {
      while (cumulative[i] <= part / count) i++;
      this.guide[part] = i;
    }
  }

  /** The index i whose interval [P(X < i), P(X ≤ i)) holds `u`, 0 < u < 1. */
  indexOf(u: number): number {
    const { cumulative, guide } = this;
    let i = guide[(u * guide.length) | 0];
    while (u >= cumulative[i]) i++;
    return i;
  }
}

/**
 * Returns a draw by table from a distribution over integers `lowest` … `highest` with one mode, given P(k + 1) / P(k) as `growth(k)`.
 *
 * The table goes as far from the mode as the probability is above 2^−64 of the mode's: what is left out, no uniform of 53 bits can reach.
 *
 * Source: chen1974generating.
 */
export function tabulatedVariate(mode: number, lowest: number, highest: number, growth: (k: number) => number): Variate {
  const below: number[] = [];
  for (let k = mode, weight = 1; k > lowest && weight > 2 ** -64; k--) {
    weight /= growth(k - 1);
    below.push(weight);
  }
  const above: number[] = [];
  for (let k = mode, weight = 1; k < highest && weight > 2 ** -64; k++) {
    weight *= growth(k);
    above.push(weight);
  }
  const first = mode - below.length;
  const table = new CumulativeTable([...below.reverse(), 1, ...above]);
  return (source) => first + table.indexOf(source.uniform());
}
