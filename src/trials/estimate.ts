/** Estimates over replicates: exact sums, so that any order and grouping of replicates gives the same bits. */
import { ExactSum } from "../numeric/exact-sum.js";
import type { Estimate, MetricDescription } from "./operating-characteristics.js";

/** What is kept of a metric's values: their number, exact sum and exact sum of squares. Plain data between threads. */
export type Sums = readonly [count: number, sum: string, squares: string];

/** Adds up a metric's values; NaN values (the metric does not apply) are left out. */
export class Accumulator {
  private count = 0;
  private readonly sum = new ExactSum();
  private readonly squares = new ExactSum();

  /** Adds values[from], values[from + stride], …: `count` of them. */
  addColumn(values: Float64Array, from: number, stride: number, count: number): void {
    let sum = 0;
    let squares = 0;
    let whole = true;
    for (let i = 0, at = from; i < count; i++, at += stride) {
      const value = values[at];
      sum += value;
      squares += value * value;
      if (value !== Math.floor(value)) whole = false;
    }
    // Sums of integers below 2^53 are exact as they are; NaN fails the comparison.
    if (whole && squares < 2 ** 53) {
      this.count += count;
      this.sum.add(sum);
      this.squares.add(squares);
      return;
    }
    const kept = new Float64Array(count);
    let length = 0;
    for (let i = 0, at = from; i < count; i++, at += stride) if (!Number.isNaN(values[at])) kept[length++] = values[at];
    this.count += length;
    this.sum.addAll(kept, 0, length);
    for (let i = 0; i < length; i++) kept[i] *= kept[i];
    this.squares.addAll(kept, 0, length);
  }

  merge([count, sum, squares]: Sums): void {
    this.count += count;
    this.sum.merge(ExactSum.fromJSON(sum));
    this.squares.merge(ExactSum.fromJSON(squares));
  }

  toSums(): Sums {
    return [this.count, this.sum.toJSON(), this.squares.toJSON()];
  }

  /**
   * mean = Σx/n; standard deviation √((Σx² − (Σx)²/n)/(n − 1)); standard error sd/√n, for a proportion √(p(1 − p)/n).
   *
   * Source: morris2019using.
   */
  estimate(unit: MetricDescription["unit"]): Estimate {
    const { count } = this;
    const sum = this.sum.round();
    const mean = sum / count;
    const spread = Math.max(0, this.squares.round() - sum * mean) / (count - 1);
    const standardDeviation = Math.sqrt(spread);
    const variance = unit === "proportion" ? mean * (1 - mean) : spread;
    return { mean, standardError: Math.sqrt(variance / count), standardDeviation, count };
  }
}

/**
 * The Wilson interval of a proportion p̂ from n replicates: (p̂ + z²/2n ± z√(p̂(1 − p̂)/n + z²/4n²)) / (1 + z²/n).
 *
 * @param z Standard normal quantile; 1.959964 (95 %) when not given.
 * Source: wilson1927probable.
 */
export function wilsonInterval(
  { mean, count }: Pick<Estimate, "mean" | "count">,
  z = 1.959963984540054,
): readonly [lower: number, upper: number] {
  const share = (z * z) / count;
  const centre = mean + share / 2;
  const half = z * Math.sqrt((mean * (1 - mean)) / count + share / (4 * count));
  return [Math.max(0, (centre - half) / (1 + share)), Math.min(1, (centre + half) / (1 + share))];
}
