/** What the options of samplers must satisfy. */
import { InvalidArgument } from "../errors.js";

/** Throws `InvalidArgument` unless `value` is above `low` and below `high`. */
export function requireBetween(caller: string, argument: string, value: number, low: number, high: number): void {
  if (!(value > low && value < high)) {
    const requirement =
      high === Infinity ? (low === 0 ? "be positive and finite" : `be above ${low}`) : `be in (${low}, ${high})`;
    throw new InvalidArgument(caller, argument, requirement, value);
  }
}

/** Throws `InvalidArgument` unless `value` is at least 0 and below 1. */
export function requireShare(caller: string, argument: string, value: number): void {
  if (!(value >= 0 && value < 1)) throw new InvalidArgument(caller, argument, "be in [0, 1)", value);
}

/** Throws `InvalidArgument` unless `value` is a whole number from `least` to `most`. */
export function requireWhole(
  caller: string,
  argument: string,
  value: number,
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return;
  const range = most === Number.MAX_SAFE_INTEGER ? `at least ${least}` : `from ${least} to ${most}`;
  throw new InvalidArgument(caller, argument, `be a whole number, ${range}`, value);
}
