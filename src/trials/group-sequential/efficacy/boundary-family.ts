/** The contract of classical boundary families: bounds up to a constant, which is solved for to meet α. */
import type { Recipe } from "../../recipe.js";

export interface BoundaryFamily {
  /** What it is called in a table. */
  readonly name: string;
  /** The bounds on Z at each look for a constant; at least one bound, none decreasing, grows with it. Infinity for no bound. */
  bounds(constant: number, fractions: readonly number[]): number[];
  /** The family for some of the looks only, by their numbers in the plan; where it has a value for each look. The last is the final analysis. */
  atLooks?(numbers: readonly number[]): BoundaryFamily;
  /** Words for a protocol, such as "O'Brien–Fleming bounds". */
  readonly protocol: string;
  /** How to make it again. */
  readonly recipe?: Recipe;
}
