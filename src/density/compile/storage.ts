/** The arrays of a program: which there are, how long, and which numbers lie where. */
import type { Axis } from "../axis.js";
import type { ArraySlot, Size } from "../program.js";
import type { Node } from "./node.js";

/** Where a value lies: a whole array (`at` null), or one element. */
export interface Place {
  readonly array: number;
  readonly at: number | null;
}

type OpenSlot = { -readonly [Key in keyof ArraySlot]: ArraySlot[Key] };

/** Single numbers that share an array whose length is known at the end. */
class Numbers {
  private count = 0;
  private used = 0;

  constructor(
    readonly array: number,
    private readonly resize: (length: number) => void,
  ) {}

  next(): Place {
    this.count++;
    if (this.count > this.used) {
      this.used = this.count;
      this.resize(this.used);
    }
    return { array: this.array, at: this.count - 1 };
  }

  reset(): void {
    this.count = 0;
  }
}

export class Storage {
  readonly sizes: Size[] = [];
  readonly arrays: OpenSlot[] = [];
  /** Numbers that depend on the data only. */
  readonly boundNumbers: Numbers;
  /** Numbers of one run of an entry; the next entry uses the same room. */
  readonly runNumbers: Numbers;
  private readonly axisSizes = new Map<Axis, number>();
  private readonly lengths = new Map<number, number>();
  private readonly named = new Map<string, number>();
  private readonly pool = new Map<number, { readonly arrays: number[]; used: number }>();

  constructor() {
    this.boundNumbers = this.numbers("bound numbers");
    this.runNumbers = this.numbers("numbers");
  }

  /** The number of an axis's size; null: one. */
  sizeOf(axis: Axis | null): number {
    if (axis === null) return this.fixedSize(1);
    let size = this.axisSizes.get(axis);
    if (size === undefined) {
      const product = axis.product && ([this.sizeOf(axis.product[0]), this.sizeOf(axis.product[1])] as const);
      const fixed = axis.length === undefined ? {} : { fixed: axis.length };
      size = this.sizes.push({ name: axis.name, ...fixed, ...(product && { product }) }) - 1;
      this.axisSizes.set(axis, size);
    }
    return size;
  }

  fixedSize(length: number): number {
    let size = this.lengths.get(length);
    if (size === undefined) {
      size = this.sizes.push({ name: `${length}`, fixed: length }) - 1;
      this.lengths.set(length, size);
    }
    return size;
  }

  add(name: string, role: ArraySlot["role"], axis: Axis | null, type: ArraySlot["type"] = "f64"): number {
    return this.arrays.push({ name, type, size: this.sizeOf(axis), role }) - 1;
  }

  addFixed(name: string, role: ArraySlot["role"], length: number): number {
    return this.arrays.push({ name, type: "f64", size: this.fixedSize(length), role }) - 1;
  }

  /** A size that `bind` leaves in an array of one number: at most that of the size `of`. */
  addCounted(name: string, of: number, by: number): number {
    return this.sizes.push({ name, counted: { of, by } }) - 1;
  }

  /** A size of rows × columns. */
  addProduct(rows: number, columns: number): number {
    const name = `${this.sizes[rows].name} × ${this.sizes[columns].name}`;
    return this.sizes.push({ name, product: [rows, columns] }) - 1;
  }

  /** A work array of a size that is known by its number. */
  addWork(name: string, type: ArraySlot["type"], size: number): number {
    return this.arrays.push({ name, type, size, role: "work" }) - 1;
  }

  /** The array of a column, an index or a position. */
  arrayOf({ operation, axis, detail }: Node): number {
    const key = `${operation} ${detail.name}`;
    let array = this.named.get(key);
    if (array === undefined) {
      const role = operation === "position" ? "position" : "data";
      array = this.add(detail.name as string, role, axis, operation === "index" ? "i32" : "f64");
      this.named.set(key, array);
      if (detail.into !== undefined) this.sizeOf(detail.into);
    }
    return array;
  }

  /** A work array for the length of one run of an entry. */
  runArray(axis: Axis | null): number {
    const size = this.sizeOf(axis);
    let pool = this.pool.get(size);
    if (pool === undefined) {
      pool = { arrays: [], used: 0 };
      this.pool.set(size, pool);
    }
    if (pool.used === pool.arrays.length) pool.arrays.push(this.add(`work ${this.arrays.length}`, "work", axis));
    return pool.arrays[pool.used++];
  }

  /** Lets this many elements before and after an array be read. */
  pad(array: number, elements: number): void {
    const slot = this.arrays[array];
    slot.padding = Math.max(slot.padding ?? 0, elements);
  }

  /** The next entry may use what the last one used for itself. */
  startEntry(): void {
    this.runNumbers.reset();
    for (const pool of this.pool.values()) pool.used = 0;
  }

  private numbers(name: string): Numbers {
    const size = this.sizes.push({ name, fixed: 0 }) - 1;
    const array = this.arrays.push({ name, type: "f64", size, role: "work" }) - 1;
    return new Numbers(array, (length) => {
      this.sizes[size] = { name, fixed: length };
    });
  }
}
