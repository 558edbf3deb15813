/** The contract between the compiler and the backends: a density as loops over arrays, plain data. Both backends give the same bits. */
import type { Instruction } from "./instruction.js";
import type { OperatorStep } from "./operator.js";

/** A run-time length: `fixed`, the product of two others, counted by `bind`, or bound with the data. */
export interface Size {
  readonly name: string;
  readonly fixed?: number;
  readonly product?: readonly [number, number];
  /** `bind` leaves it in the array `by`. It is at most the size `of`, which arrays of this size have room for. */
  readonly counted?: { readonly of: number; readonly by: number };
}

/**
 * An array of the program. `position` arrays lie one after the other in memory in their order, and so do `gradient` arrays (one for each
 * position array, same order and sizes). `padding` elements may be read before the first and after the last one (shifted loads); they are 0.
 */
export interface ArraySlot {
  readonly name: string;
  readonly type: "f64" | "i32";
  /** The number of its size in `Program.sizes`. */
  readonly size: number;
  readonly role: "position" | "gradient" | "data" | "work" | "output";
  readonly padding?: number;
}

export type Step =
  /** `size` null: runs once. Order "any" has independent rows (two at a time in SIMD lanes); the others go row by row, and see what earlier rows stored. */
  | {
      readonly kind: "loop";
      readonly size: number | null;
      readonly order: "any" | "forward" | "backward";
      readonly body: readonly Instruction[];
    }
  | { readonly kind: "zero"; readonly array: number }
  | { readonly kind: "operator"; readonly call: OperatorStep };

/**
 * `bind` runs once when data are bound; `density` writes value and gradient; `outputs` the recorded variables; `terms` each term of the sum. `weighted` does
 * what `density` does, from distinct rows, each as often as it occurs; without steps where rows cannot repeat.
 */
export type EntryName = "bind" | "density" | "weighted" | "outputs" | "terms";

/** A compiled density. */
export interface Program {
  readonly sizes: readonly Size[];
  readonly arrays: readonly ArraySlot[];
  readonly entries: Readonly<Record<EntryName, readonly Step[]>>;
  /** The array (of one element) with log π. */
  readonly value: number;
  /** The array with one value for each name of `termNames`. */
  readonly terms: number;
  readonly termNames: readonly string[];
}
