/** The memory of one bound program: its layout, its header, and the views of its arrays. */
import type { Columns } from "../backend.js";
import type { Program } from "../program.js";
import { checkColumns, sizesPointedInto } from "./column-data.js";
import { addressPlace, type Layout, layOut, lengthPlace, lengthsOf } from "./layout.js";

/** Fewer rows than these are not worth machine code of their own. */
const leastSaved = 64;

export class ProgramMemory {
  layout!: Layout;
  /** The elements of each array. */
  views!: readonly (Float64Array | Int32Array)[];
  position!: Float64Array;
  gradient!: Float64Array;
  /** Whether so few rows are distinct that the density is better computed from those. */
  rowsRepeat = false;
  /** All of it. */
  buffer!: ArrayBuffer;
  private readonly pointedInto;

  /** `roomFor` gives a buffer of at least so many bytes: the same one while it is large enough. */
  constructor(
    readonly program: Program,
    private readonly roomFor: (byteLength: number) => ArrayBuffer,
  ) {
    this.pointedInto = sizesPointedInto(program);
  }

  /**
   * Lays the arrays out anew, all 0 but the data.
   *
   * @throws InvalidArgument for sizes and columns that do not fit.
   */
  bind(sizes: Readonly<Record<string, number>>, columns: Columns): void {
    const { program } = this;
    const lengths = lengthsOf(program, sizes);
    checkColumns(program, columns, lengths, this.pointedInto);
    this.layout = layOut(program, lengths);
    const { addresses, byteLength, positionAddress, gradientAddress, dimension } = this.layout;
    this.buffer = this.roomFor(byteLength);
    new Uint8Array(this.buffer, 0, byteLength).fill(0);
    const header = new Int32Array(this.buffer);
    for (let size = 0; size < lengths.length; size++) header[lengthPlace(size) / 4] = lengths[size];
    for (let array = 0; array < addresses.length; array++) header[addressPlace(program, array) / 4] = addresses[array];
    this.views = program.arrays.map(({ type, size }, array) =>
      type === "f64"
        ? new Float64Array(this.buffer, addresses[array], lengths[size])
        : new Int32Array(this.buffer, addresses[array], lengths[size]),
    );
    this.position = new Float64Array(this.buffer, positionAddress, dimension);
    this.gradient = new Float64Array(this.buffer, gradientAddress, dimension);
    for (const [array, { role, name }] of program.arrays.entries()) if (role === "data") this.views[array].set(columns[name]);
  }

  /** Takes over the sizes that the program has counted; arrays that are so long are cut. */
  takeCounts(): void {
    const { sizes, arrays, entries } = this.program;
    if (entries.weighted.length === 0) return;
    const lengths = [...this.layout.lengths];
    const header = new Int32Array(this.buffer);
    let saved = 0;
    let distinct = 0;
    for (const [size, { counted, product }] of sizes.entries()) {
      if (counted !== undefined) {
        lengths[size] = this.views[counted.by][0];
        distinct += lengths[size];
        saved += lengths[counted.of] - lengths[size];
      } else if (product !== undefined) lengths[size] = lengths[product[0]] * lengths[product[1]];
      header[lengthPlace(size) / 4] = lengths[size];
    }
    this.rowsRepeat = saved >= Math.max(distinct, leastSaved);
    if (!this.rowsRepeat) return;
    this.layout = { ...this.layout, lengths };
    this.views = this.views.map((view, array) => view.subarray(0, lengths[arrays[array].size]));
  }
}
