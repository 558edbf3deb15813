/** The contract between the compiler and the backends: a density as loops over arrays, plain data. Both backends give the same bits. */

/** A run-time length: `fixed`, the product of two others, or bound with the data. */
export interface Size {
  readonly name: string;
  readonly fixed?: number;
  readonly product?: readonly [number, number];
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

// biome-ignore format: one line a group
export type UnaryOperation = "negate" | "absolute" | "squareRoot" | "floor" | "exp" | "log" | "log1p" | "expm1" | "tanh" | "logGamma" | "digamma" | "trigamma"
  | "normalCdf" | "logNormalCdf" | "inverseMills" | "log1pExp" | "inverseLogit" | "sin" | "cos";
// biome-ignore format: one line a group
export type BinaryOperation = "add" | "subtract" | "multiply" | "divide" | "minimum" | "maximum" | "less" | "lessOrEqual" | "equal" | "power";

/** One line of a loop's body. Operands are the numbers of earlier lines; comparisons give 1 or 0. */
export type Instruction =
  | { readonly op: "constant"; readonly value: number }
  /** array[row + shift] (shift 0 if not said). */
  | { readonly op: "load"; readonly array: number; readonly shift?: number }
  /** array[at], the same for every row. */
  | { readonly op: "element"; readonly array: number; readonly at: number }
  /** array[index[row]]. */
  | { readonly op: "gather"; readonly array: number; readonly index: number }
  /** The row's number, from 0. */
  | { readonly op: "row" }
  | { readonly op: UnaryOperation; readonly a: number }
  | { readonly op: BinaryOperation; readonly a: number; readonly b: number }
  /** test ≠ 0 ? a : b. */
  | { readonly op: "select"; readonly test: number; readonly a: number; readonly b: number }
  /** array[row] = value. */
  | { readonly op: "store"; readonly array: number; readonly value: number }
  /** array[at] = value; in code that runs once. */
  | { readonly op: "storeAt"; readonly array: number; readonly at: number; readonly value: number }
  /** array[at] = Σ value: even rows in one sum, odd rows in another, each in row order from +0, then even + odd. */
  | { readonly op: "sum"; readonly array: number; readonly at: number; readonly value: number }
  /** array[at] = Σ log value for values in [1, 2]: as `sum`, with running products whose log is added after each 512 rows of a lane. */
  | { readonly op: "sumLog"; readonly array: number; readonly at: number; readonly value: number }
  /** array[index[row]] += value, in row order. */
  | { readonly op: "scatter"; readonly array: number; readonly index: number; readonly value: number };

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

/** A whole-array step. Backward reads everything and adds to `inputAdjoints` (−1: not wanted). */
export interface OperatorStep {
  readonly name: string;
  readonly phase: "forward" | "backward";
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  readonly work: readonly number[];
  readonly inputAdjoints: readonly number[];
  readonly outputAdjoints: readonly number[];
  readonly settings: unknown;
}

/** `bind` runs once when data are bound; `density` writes value and gradient; `outputs` the recorded variables; `terms` each term of the sum. */
export type EntryName = "bind" | "density" | "outputs" | "terms";

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
