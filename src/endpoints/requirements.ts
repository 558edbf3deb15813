/** What endpoints ask of their options. */
import { InvalidArgument } from "../errors.js";

/** @throws InvalidArgument unless the value is a finite time, 0 or later. */
export function checkDelay(caller: string, argument: string, value: unknown): void {
  if (typeof value !== "number" || !(value >= 0 && value < Number.POSITIVE_INFINITY))
    throw new InvalidArgument(caller, argument, "be a finite time, 0 or later", value);
}
