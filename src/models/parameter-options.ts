/** How parameters are declared. */
import type { Axis } from "../density/axis.js";
import { Expression } from "../density/expression.js";
import type { Distribution, VectorDistribution } from "../distributions/index.js";
import { InvalidArgument } from "../errors.js";
import type { Transform } from "../transforms/index.js";
import { IndexColumn } from "./columns.js";
import { type NamesOf, requireNames } from "./known-options.js";

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

/** The axis of a column of groups, or the axis itself. Throws `InvalidArgument` for what is neither a column of groups nor an axis. */
export function axisOf(caller: string, argument: string, over: Over): Axis {
  if (over instanceof IndexColumn) return over.levels;
  if (over instanceof Expression || typeof over?.name !== "string")
    throw new InvalidArgument(caller, argument, "be a column declared as index, or an axis", over);
  return over;
}

const OPTIONS: NamesOf<ParameterOptions> = { over: true, length: true, centered: true, constrain: true };

/** @throws InvalidArgument for options that there are not, which a misspelled one is. */
export const requireParameterOptions = (options: ParameterOptions): void => requireNames("parameter", options, OPTIONS);
