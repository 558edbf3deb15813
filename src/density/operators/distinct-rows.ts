/** Rows that several columns have in common: each once, with how often it occurs. */
import type { Operator } from "../operator.js";

/** So many rows are looked at first, half of them neighbors: where no two are equal, the search is not worth its time. */
const probe = 256;

/**
 * The distinct rows of its inputs (columns of numbers or indices, or matrices row by row). The outputs are how many there are, how often each occurs, and one
 * array for each input with the distinct rows at its beginning, in the order in which they first occur. Rows are equal where all their bits are. Where more
 * than half are distinct, or none of 256 repeats, it gives up: all rows are handed over as they are, each counted once.
 */
export const distinctRowsOperator: Operator<null> = {
  name: "distinct-rows",
  forward({ inputs, outputs: [number, counts, ...copies] }) {
    const rows = counts.length;
    const kinds = mayRepeat(inputs, rows) ? distinctRows(inputs, counts) : undefined;
    number[0] = kinds?.count ?? rows;
    if (kinds === undefined) {
      counts.fill(1);
      for (const [k, input] of inputs.entries()) copies[k].set(input);
    } else for (const [k, input] of inputs.entries()) copyRows(copies[k], input, input.length / rows, kinds);
  },
};

/** Whether any of the first rows, or of those spread over the second half, occurs twice. */
function mayRepeat(columns: readonly (Float64Array | Int32Array)[], rows: number): boolean {
  if (rows <= 2 * probe) return true;
  const kinds = new RowKinds(columns, rows, probe);
  const stride = Math.floor(rows / probe);
  for (let k = 0; k < probe; k++) if (kinds.numberOf(k < probe / 2 ? k : k * stride) < k) return true;
  return false;
}

/** The kinds of rows, and how often each occurs; undefined if there are more than half as many as rows. */
function distinctRows(columns: readonly (Float64Array | Int32Array)[], counts: Float64Array): RowKinds | undefined {
  const rows = counts.length;
  const most = rows >> 1;
  const kinds = new RowKinds(columns, rows, most + 1);
  counts.fill(0);
  for (let row = 0; row < rows; row++) {
    counts[kinds.numberOf(row)]++;
    if (kinds.count > most) return undefined;
  }
  return kinds;
}

/** Kinds of rows, numbered as they are met. Source: knuth1998sorting, section 6.4 (open addressing). */
class RowKinds {
  count = 0;
  /** The first row of each. */
  readonly firsts: Int32Array;
  /** The number of a kind, plus 1, at the place of its hash or behind; 0 where there is none. */
  private readonly table: Int32Array;
  /** The columns as 32-bit words. */
  private readonly words: readonly Int32Array[];

  /** At most so many kinds are met. */
  constructor(
    columns: readonly (Float64Array | Int32Array)[],
    private readonly rows: number,
    most: number,
  ) {
    this.words = columns.map(({ buffer, byteOffset, byteLength }) => new Int32Array(buffer, byteOffset, byteLength / 4));
    this.firsts = new Int32Array(most);
    let size = 4;
    while (size < 2 * most) size *= 2;
    this.table = new Int32Array(size);
  }

  numberOf(row: number): number {
    const { table, firsts } = this;
    const mask = table.length - 1;
    let place = this.hashOf(row) & mask;
    while (table[place] !== 0 && !this.areEqual(firsts[table[place] - 1], row)) place = (place + 1) & mask;
    if (table[place] === 0) {
      firsts[this.count++] = row;
      table[place] = this.count;
    }
    return table[place] - 1;
  }

  /** The words of a row mixed into 32 bits. */
  private hashOf(row: number): number {
    let hash = 0;
    for (const words of this.words) {
      const width = words.length / this.rows;
      for (let k = row * width; k < (row + 1) * width; k++) {
        hash = Math.imul(hash ^ words[k], 0x85ebca6b);
        hash ^= hash >>> 13;
      }
    }
    hash = Math.imul(hash, 0xc2b2ae35);
    return hash ^ (hash >>> 16);
  }

  private areEqual(a: number, b: number): boolean {
    for (const words of this.words) {
      const width = words.length / this.rows;
      for (let k = 0; k < width; k++) if (words[a * width + k] !== words[b * width + k]) return false;
    }
    return true;
  }
}

/** The first row of each kind, one after the other. */
function copyRows(
  to: Float64Array | Int32Array,
  from: Float64Array | Int32Array,
  width: number,
  { count, firsts }: RowKinds,
): void {
  for (let kind = 0; kind < count; kind++) for (let k = 0; k < width; k++) to[kind * width + k] = from[firsts[kind] * width + k];
}
