/** The contract of spending functions: how much of an error probability may be used up by when. */
import type { Recipe } from "../../recipe.js";

export interface Spending {
  /** What it is called in a table. */
  readonly name: string;
  /**
   * The amount of `total` spent up to spending time `time` (0 to 1): 0 at 0, all of `total` from 1 on, never decreasing.
   * `total` is given since some families (Lan–DeMets O'Brien–Fleming) are not proportional to it.
   */
  spent(time: number, total: number): number;
  /** Words for a protocol, such as "a Hwang–Shih–DeCani spending function with γ = −4". */
  readonly protocol: string;
  /** How to make it again; absent when it cannot be said in plain data. */
  readonly recipe?: Recipe;
}
