/** What the arguments of random variates must satisfy. */
import { InvalidArgument } from "../errors.js";

/** Throws `InvalidArgument` unless `satisfied`. */
export function requireThat(satisfied: boolean, caller: string, argument: string, requirement: string, received: unknown): void {
  if (!satisfied) throw new InvalidArgument(caller, argument, requirement, received);
}

/** Throws `InvalidArgument` unless `value` is a finite number. */
export function requireFinite(caller: string, argument: string, value: number): void {
  requireThat(Number.isFinite(value), caller, argument, "be a finite number", value);
}

/** Throws `InvalidArgument` unless `value` is a finite number above 0. */
export function requirePositive(caller: string, argument: string, value: number): void {
  requireThat(Number.isFinite(value) && value > 0, caller, argument, "be positive and finite", value);
}

/** Throws `InvalidArgument` unless `value` is a finite number, 0 or above. */
export function requireNonNegative(caller: string, argument: string, value: number): void {
  requireThat(Number.isFinite(value) && value >= 0, caller, argument, "be at least 0 and finite", value);
}

/** Throws `InvalidArgument` unless `value` is a number from 0 to 1. */
export function requireProbability(caller: string, argument: string, value: number): void {
  requireThat(typeof value === "number" && value >= 0 && value <= 1, caller, argument, "be in [0, 1]", value);
}

/** Throws `InvalidArgument` unless `value` is an integer from `least` to `most`. */
export function requireInteger(caller: string, argument: string, value: number, least: number, most: number): void {
  const bounds = most === Number.MAX_SAFE_INTEGER ? `${least} to 2^53 - 1` : `${least} to ${most}`;
  requireThat(
    Number.isInteger(value) && value >= least && value <= most,
    caller,
    argument,
    `be an integer from ${bounds}`,
    value,
  );
}

/** Throws `InvalidArgument` unless `weights` has entries, all finite and at least 0, and one above 0. */
export function requireWeights(caller: string, argument: string, weights: ArrayLike<number>): void {
  let positive = false;
  for (let i = 0; i < weights.length; i++) {
    requireNonNegative(caller, `${argument}[${i}]`, weights[i]);
    if (weights[i] > 0) positive = true;
  }
  requireThat(positive, caller, argument, "have an entry above 0", weights);
}
