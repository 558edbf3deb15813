/** Places in memory, as code: at addresses that are fixed, or where the header says; rows are at a run-time offset. */
import type { Program } from "../../program.js";
import { type FunctionBody, i32, type Local, valueType } from "../../wasm/index.js";
import { addressPlace, lengthPlace } from "../layout.js";

/** Locals that hold where the current row is; code that runs once has none. */
export interface RowPlace {
  /** Eight times the row: the offset into arrays of doubles. */
  readonly offset: Local;
  /** Four times the row: the offset into arrays of 32-bit integers. */
  readonly halfOffset: Local;
}

export class AddressBook {
  private readonly bases = new Map<number, Local>();
  /** Where the current row is. */
  row: RowPlace | undefined;

  constructor(
    private readonly body: FunctionBody,
    private readonly program: Program,
    private readonly fixed: readonly number[],
  ) {}

  /** Leaves the length of a size on the stack. */
  pushLength(size: number): void {
    this.body.i32Const(0).access(i32.load, lengthPlace(size));
  }

  /** Keeps the address of an array in a local, for code in a loop, unless it is fixed. */
  keepBase(array: number): void {
    if (this.bases.has(array) || this.fixed[array] > 0) return;
    const local = this.body.addLocal(valueType.i32);
    this.pushBase(array);
    this.body.set(local);
    this.bases.set(array, local);
  }

  /** Leaves the address of an array on the stack, up to the offset that it returns. */
  pushBase(array: number): number {
    const local = this.bases.get(array);
    const fixed = this.fixed[array] || 0;
    if (local !== undefined) this.body.get(local);
    else this.body.i32Const(0);
    if (local === undefined && fixed === 0) this.body.access(i32.load, addressPlace(this.program, array));
    return fixed;
  }

  /** Leaves the address that is so many bytes (in a local) behind an array's start on the stack, up to the offset that it returns. */
  pushBehind(array: number, bytes: Local): number {
    const offset = this.pushBase(array);
    this.body.get(bytes).apply(i32.add);
    return offset;
  }

  /** Leaves the address of array[row + shift] on the stack, up to the offset that it returns. */
  pushRow(array: number, shift = 0): number {
    const isDouble = this.isDouble(array);
    const width = isDouble ? 8 : 4;
    const { row } = this;
    const base = row === undefined ? this.pushBase(array) : this.pushBehind(array, isDouble ? row.offset : row.halfOffset);
    const offset = base + width * shift;
    if (offset >= 0) return offset;
    this.body.i32Const(-offset).apply(i32.sub);
    return 0;
  }

  isDouble(array: number): boolean {
    return this.program.arrays[array].type === "f64";
  }

  /** Gives the locals back. */
  release(): void {
    for (const local of this.bases.values()) this.body.releaseLocal(local);
    this.bases.clear();
  }
}
