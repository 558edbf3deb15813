/** What designs, modifiers and scenarios ask of their options. */
import { InvalidArgument } from "../errors.js";

export { requireKnownOptions as checkKnown } from "../errors.js";

/** @throws InvalidArgument unless `value` is an integer from `least` to `most`. */
export function checkInteger(caller: string, argument: string, value: unknown, least: number, most: number): void {
  if (typeof value !== "number" || !Number.isInteger(value) || value < least || value > most) {
    throw new InvalidArgument(caller, argument, `be an integer from ${least} to ${most}`, value);
  }
}

/** @throws InvalidArgument unless `value` is strictly between `low` and `high`. */
export function checkBetween(caller: string, argument: string, value: unknown, low: number, high: number): void {
  if (typeof value !== "number" || !(value > low && value < high)) {
    throw new InvalidArgument(caller, argument, `be in (${low}, ${high})`, value);
  }
}

/** @throws InvalidArgument unless each of the values is true or false. */
export function checkFlags(caller: string, flags: { readonly [argument: string]: unknown }): void {
  for (const [argument, value] of Object.entries(flags)) {
    if (typeof value !== "boolean") throw new InvalidArgument(caller, argument, "be true or false", value);
  }
}

/** @throws InvalidArgument unless `value` is a positive, finite number. */
export function checkPositive(caller: string, argument: string, value: unknown, what: string): void {
  if (typeof value !== "number" || !(value > 0 && value < Number.POSITIVE_INFINITY)) {
    throw new InvalidArgument(caller, argument, `be a positive, finite ${what}`, value);
  }
}
