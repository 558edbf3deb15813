/** Times of which only those of certain ranks are asked for. */

/** Intervals that times are sorted into. */
const INTERVALS = 512;

/** Buffers are reused. */
export class RankedTimes {
  count = 0;
  private readonly added: Float64Array;
  /** By interval, in ascending order of intervals. */
  private readonly values: Float64Array;
  /** Of each interval the place of its first value, and at the end their number. */
  private readonly starts = new Int32Array(INTERVALS + 1);
  private readonly intervals: Int32Array;
  private least = Infinity;
  private greatest = -Infinity;
  private isSorted = false;

  constructor(size: number) {
    this.added = new Float64Array(size);
    this.values = new Float64Array(size);
    this.intervals = new Int32Array(size);
  }

  clear(): void {
    this.count = 0;
    this.least = Infinity;
    this.greatest = -Infinity;
    this.isSorted = false;
  }

  /** Adds a finite time. */
  add(value: number): void {
    this.added[this.count++] = value;
    if (value < this.least) this.least = value;
    if (value > this.greatest) this.greatest = value;
    this.isSorted = false;
  }

  /** The value with `rank` values below it. */
  atRank(rank: number): number {
    if (!this.isSorted) this.sortByInterval();
    const interval = this.intervalOf(rank);
    return this.select(rank, this.starts[interval], this.starts[interval + 1] - 1);
  }

  /** How many values are at most `value`, which `atRank(rank − 1)` gave: `rank`, and those that tie with it (in its interval). */
  countUpTo(value: number, rank: number): number {
    const { starts, values } = this;
    const end = starts[this.intervalOf(rank - 1) + 1];
    let count = rank;
    for (let i = rank; i < end; i++) if (values[i] <= value) count++;
    return count;
  }

  /** The interval in which the value of a rank lies, by bisection. */
  private intervalOf(rank: number): number {
    const { starts } = this;
    let low = 0;
    let high = INTERVALS;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= rank) low = middle;
      else high = middle;
    }
    return low;
  }

  /** Equal intervals from the least to the greatest: a rising function of time, so the order of intervals is that of times. */
  private sortByInterval(): void {
    const { added, count, intervals, least, starts, values } = this;
    const scale = this.greatest > least ? (INTERVALS - 1) / (this.greatest - least) : 0;
    starts.fill(0);
    for (let i = 0; i < count; i++) {
      const interval = ((added[i] - least) * scale) | 0;
      intervals[i] = interval;
      starts[interval]++;
    }
    for (let interval = 0, sum = 0; interval <= INTERVALS; interval++) {
      sum += starts[interval];
      starts[interval] = sum;
    }
    // From the end of each interval down to its beginning.
    for (let i = 0; i < count; i++) values[--starts[intervals[i]]] = added[i];
    this.isSorted = true;
  }

  /** The value of a rank among those at places `low` to `high`, by quickselect. Source: hoare1961find. */
  private select(rank: number, low: number, high: number): number {
    const { values } = this;
    while (low < high) {
      const pivot = values[(low + high) >> 1];
      let i = low;
      let j = high;
      while (i <= j) {
        while (values[i] < pivot) i++;
        while (values[j] > pivot) j--;
        if (i > j) break;
        const value = values[i];
        values[i++] = values[j];
        values[j--] = value;
      }
      if (rank <= j) high = j;
      else if (rank >= i) low = i;
      else break;
    }
    return values[rank];
  }
}
