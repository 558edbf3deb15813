/** The contract of loops: their bodies, line by line. */

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
