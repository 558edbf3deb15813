/** The order of times, by one native sort of numbers. */

/** Where the low word of a double lies. */
const LOW = /* @__PURE__ */ new Uint8Array(/* @__PURE__ */ Uint32Array.of(1).buffer)[0] === 1 ? 0 : 1;

/** Sorts positions by their times. Buffers are reused. */
export class AscendingOrder {
  /** Positions in ascending order of time; ties by position. */
  readonly positions: Int32Array;
  private readonly keys: Float64Array;
  private readonly words: Uint32Array;
  private readonly bits: number;

  constructor(size: number) {
    this.positions = new Int32Array(size);
    this.keys = new Float64Array(size);
    this.words = new Uint32Array(this.keys.buffer);
    this.bits = Math.max(1, 32 - Math.clz32(Math.max(1, size - 1)));
  }

  /** Sorts the first `count` times: numbers from 0 up, Infinity among them. */
  sort(times: Float64Array, count: number): void {
    const { keys, positions, words } = this;
    const mask = 2 ** this.bits - 1;
    // Positive doubles are ordered as their bits are: the lowest bits carry the position, and what they hid is put right afterwards.
    for (let i = 0; i < count; i++) keys[i] = times[i] < Number.MAX_VALUE ? times[i] : Number.MAX_VALUE;
    for (let i = 0; i < count; i++) words[2 * i + LOW] = ((words[2 * i + LOW] & ~mask) | i) >>> 0;
    keys.subarray(0, count).sort();
    for (let i = 0; i < count; i++) {
      const position = words[2 * i + LOW] & mask;
      const time = times[position];
      let j = i;
      while (j > 0 && (times[positions[j - 1]] > time || (times[positions[j - 1]] === time && positions[j - 1] > position))) {
        positions[j] = positions[j - 1];
        j--;
      }
      positions[j] = position;
    }
  }
}
