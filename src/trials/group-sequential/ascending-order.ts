/** The order of times, by two passes of counting on their highest bits. */

/** Where the high word of a double lies. */
const HIGH = /* @__PURE__ */ new Uint8Array(/* @__PURE__ */ Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;
/** Bits that one pass sorts by: the exponent's last and ten of the fraction, then the rest of the exponent. */
const BITS = 11;
const DIGITS = 1 << BITS;
/** Moves by insertion, per time, after which the native sort takes over: times whose highest bits are all alike. */
const MOST_MOVES = 16;

/** Sorts positions by their times. Buffers are reused. */
export class AscendingOrder {
  /** Positions in ascending order of time; ties by position. */
  readonly positions: Int32Array;
  private readonly byLowDigit: Int32Array;
  private readonly digits: Int32Array;
  private readonly lowPlaces = new Int32Array(DIGITS);
  private readonly highPlaces = new Int32Array(DIGITS);

  constructor(size: number) {
    this.positions = new Int32Array(size);
    this.byLowDigit = new Int32Array(size);
    this.digits = new Int32Array(size);
  }

  /** Sorts the first `count` times: numbers from 0 up, Infinity among them. Source: knuth1998sorting. */
  sort(times: Float64Array, count: number): void {
    const { byLowDigit, digits, highPlaces, lowPlaces, positions } = this;
    this.countDigits(times, count);
    for (let i = 0; i < count; i++) byLowDigit[lowPlaces[digits[i] & (DIGITS - 1)]++] = i;
    for (let i = 0; i < count; i++) {
      const position = byLowDigit[i];
      positions[highPlaces[digits[position] >> BITS]++] = position;
    }
    if (!this.finish(times, count)) this.sortNatively(times, count);
  }

  /** Positive doubles are ordered as their bits are. Afterwards the places where the times of each digit begin are known. */
  private countDigits(times: Float64Array, count: number): void {
    const { digits, highPlaces, lowPlaces } = this;
    const words = new Int32Array(times.buffer, times.byteOffset, 2 * count);
    lowPlaces.fill(0);
    highPlaces.fill(0);
    for (let i = 0; i < count; i++) {
      const digit = words[2 * i + HIGH] >>> (32 - 2 * BITS);
      digits[i] = digit;
      lowPlaces[digit & (DIGITS - 1)]++;
      highPlaces[digit >> BITS]++;
    }
    for (let digit = 0, low = 0, high = 0; digit < DIGITS; digit++) {
      const ofLow = lowPlaces[digit];
      const ofHigh = highPlaces[digit];
      lowPlaces[digit] = low;
      highPlaces[digit] = high;
      low += ofLow;
      high += ofHigh;
    }
  }

  /** Puts right by insertion what lower bits decide; false when that is too much work. */
  private finish(times: Float64Array, count: number): boolean {
    const { positions } = this;
    let moves = MOST_MOVES * count;
    for (let i = 1; i < count; i++) {
      const position = positions[i];
      const time = times[position];
      // Positions of equal times are in order already.
      if (!(times[positions[i - 1]] > time)) continue;
      let j = i;
      for (; j > 0 && times[positions[j - 1]] > time; j--) positions[j] = positions[j - 1];
      positions[j] = position;
      moves -= i - j;
      if (moves < 0) return false;
    }
    return true;
  }

  private sortNatively(times: Float64Array, count: number): void {
    const sorted = Array.from({ length: count }, (_, i) => i).sort((a, b) =>
      times[a] === times[b] ? a - b : times[a] - times[b],
    );
    this.positions.set(sorted);
  }
}
