/** Rows that several columns have in common: each once, with how often it occurs. */
import type { Operator } from "../operator.js";

/**
 * The distinct rows of its inputs (columns of numbers or indices, or matrices row by row). The outputs are how many there are, how often each occurs, and one
 * array for each input with the distinct rows at its beginning, in the order in which they first occur. Rows are equal where all their bits are. Where more
 * than half are distinct it gives up: all rows are handed over as they are, each counted once.
 */
export const distinctRowsOperator: Operator<null> = {
  name: "distinct-rows",
  forward({ inputs, outputs: [number, counts, ...copies] }) {
    const rows = counts.length;
    const words = wordsOf(inputs, rows);
    const width = rows === 0 ? 0 : words.length / rows;
    const firsts = firstOfEach(words, width, counts);
    const count = firsts?.length ?? rows;
    if (firsts === undefined) counts.fill(1);
    for (const [k, input] of inputs.entries()) copyRows(copies[k], input, firsts, rows);
    number[0] = count;
  },
};

/** The columns as 32-bit words, row by row. */
function wordsOf(columns: readonly (Float64Array | Int32Array)[], rows: number): Int32Array {
  const parts = columns.map(({ buffer, byteOffset, byteLength }) => new Int32Array(buffer, byteOffset, byteLength / 4));
  const words = new Int32Array(parts.reduce((sum, part) => sum + part.length, 0));
  const stride = words.length / rows;
  let offset = 0;
  for (const part of parts) {
    const width = part.length / rows;
    for (let row = 0; row < rows; row++) for (let k = 0; k < width; k++) words[row * stride + offset + k] = part[row * width + k];
    offset += width;
  }
  return words;
}

/** The number of the first of each kind of row, and how often each occurs; undefined if they are more than half of all. */
function firstOfEach(words: Int32Array, width: number, counts: Float64Array): Int32Array | undefined {
  const rows = counts.length;
  const most = rows >> 1;
  const firsts = new Int32Array(most);
  const mask = tableSizeFor(rows) - 1;
  // Open addressing: the number of a distinct row, plus 1; 0 where none is.
  const table = new Int32Array(mask + 1);
  let found = 0;
  for (let row = 0; row < rows; row++) {
    let place = hashOf(words, row * width, width) & mask;
    while (table[place] !== 0 && !isEqual(words, firsts[table[place] - 1] * width, row * width, width))
      place = (place + 1) & mask;
    if (table[place] === 0) {
      if (found === most) return undefined;
      firsts[found++] = row;
      table[place] = found;
      counts[found - 1] = 0;
    }
    counts[table[place] - 1]++;
  }
  return firsts.subarray(0, found);
}

/** A power of two, more than twice the distinct rows that are looked for. Source: knuth1998sorting, section 6.4 (open addressing). */
function tableSizeFor(rows: number): number {
  let size = 4;
  while (size <= rows) size *= 2;
  return size;
}

/** The words of a row mixed into 32 bits. */
function hashOf(words: Int32Array, start: number, width: number): number {
  let hash = 0;
  for (let k = start; k < start + width; k++) {
    hash = Math.imul(hash ^ words[k], 0x85ebca6b);
    hash ^= hash >>> 13;
  }
  hash = Math.imul(hash, 0xc2b2ae35 | 0);
  return hash ^ (hash >>> 16);
}

function isEqual(words: Int32Array, a: number, b: number, width: number): boolean {
  for (let k = 0; k < width; k++) if (words[a + k] !== words[b + k]) return false;
  return true;
}

/** The rows of the given numbers, one after the other; all of them where none are given. */
function copyRows(
  to: Float64Array | Int32Array,
  from: Float64Array | Int32Array,
  chosen: Int32Array | undefined,
  rows: number,
): void {
  if (chosen === undefined) {
    to.set(from);
    return;
  }
  const width = from.length / rows;
  for (let place = 0; place < chosen.length; place++)
    for (let k = 0; k < width; k++) to[place * width + k] = from[chosen[place] * width + k];
}
