/** What the distribution functions ask of their arguments. */
import { InvalidArgument } from "../../errors.js";

export function requireNumber(caller: string, argument: string, value: number): void {
  if (!(typeof value === "number" && !Number.isNaN(value))) throw new InvalidArgument(caller, argument, "be a number", value);
}

export function requireFinite(caller: string, argument: string, value: number): void {
  if (!(value - value === 0)) throw new InvalidArgument(caller, argument, "be a finite number", value);
}

export function requirePositive(caller: string, argument: string, value: number): void {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY))
    throw new InvalidArgument(caller, argument, "be positive and finite", value);
}

export function requireProbability(caller: string, argument: string, value: number): void {
  if (!(value >= 0 && value <= 1)) throw new InvalidArgument(caller, argument, "be in [0, 1]", value);
}

export function requireCount(caller: string, argument: string, value: number): void {
  if (!(Number.isSafeInteger(value) && value >= 0)) throw new InvalidArgument(caller, argument, "be an integer from 0", value);
}
