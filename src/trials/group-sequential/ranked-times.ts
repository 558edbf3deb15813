/** Times of which only those of certain ranks are asked for, in ascending order of rank. */
export class RankedTimes {
  count = 0;
  private readonly values: Float64Array;
  /** Everything before this place is in its final, lower part. */
  private settled = 0;

  constructor(size: number) {
    this.values = new Float64Array(size);
  }

  clear(): void {
    this.count = 0;
    this.settled = 0;
  }

  add(value: number): void {
    this.values[this.count++] = value;
  }

  /** The value with `rank` values below it, by quickselect among those not settled. Ranks must not fall from call to call. Source: hoare1961find. */
  atRank(rank: number): number {
    const { values } = this;
    let low = this.settled;
    let high = this.count - 1;
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
    this.settled = rank;
    return values[rank];
  }

  /** How many values are at most `value`, which is that of rank `rank − 1`: `rank`, and those that tie with it. */
  countUpTo(value: number, rank: number): number {
    let count = rank;
    for (let i = rank; i < this.count; i++) if (this.values[i] <= value) count++;
    return count;
  }
}
