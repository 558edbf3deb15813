/** Bounds as numbers, where they are known. */
import type { Operand } from "../density/expression.js";
import { InvalidArgument } from "../errors.js";

/** The number of a bound that is a number or a constant; undefined if it is computed from data or parameters. */
export function knownBound(bound: Operand): number | undefined {
  return typeof bound === "number" ? bound : bound.operation === "constant" ? bound.about.value : undefined;
}

/**
 * The number of a bound, for transforms in numbers.
 *
 * @throws InvalidArgument if the bound is computed from data or parameters: then only expressions can be transformed.
 */
export function boundAsNumber(caller: string, argument: string, bound: Operand): number {
  const value = knownBound(bound);
  if (value === undefined)
    throw new InvalidArgument(caller, argument, "be a number when numbers are transformed", "an expression");
  return value;
}

/**
 * The bound itself, if it can be one.
 *
 * @throws InvalidArgument if it is NaN or infinite.
 */
export function finiteBound(caller: string, argument: string, bound: Operand): Operand {
  const value = knownBound(bound);
  if (value !== undefined && !Number.isFinite(value)) throw new InvalidArgument(caller, argument, "be finite", value);
  return bound;
}
