/** How parameters are declared. */
import type { Axis } from "../density/axis.js";
import type { Distribution, VectorDistribution } from "../distributions/index.js";
import type { Transform } from "../transforms/index.js";
import { IndexColumn } from "./columns.js";

/** A distribution of numbers, or of vectors. */
export type AnyDistribution = Distribution | VectorDistribution;

/** What a parameter has one element each of: the levels of a column of groups, the rows, or an axis. */
export type Over<Name extends string = string> = IndexColumn<string, Name> | Axis;

export interface ParameterOptions<O extends Over = Over> {
  /** One element for each level of a column of groups, or for each element of an axis. */
  readonly over?: O;
  /** One element for each of 1 … length. */
  readonly length?: number;
  /**
   * `false`: samples z ~ the standard form and computes location + scale·z, which suits groups with little data (default `true`). For distributions with
   * a location and a scale.
   */
  readonly centered?: boolean;
  /** Where the elements lie together, such as `orderedTransform`; by default what the distribution's support says. */
  readonly constrain?: (length: number) => Transform;
}

/** The axis of what a parameter is over. */
export const axisOf = (over: Over): Axis => (over instanceof IndexColumn ? over.levels : over);
