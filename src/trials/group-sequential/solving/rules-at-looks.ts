/** Rules that list a value for each look, for a trial that took only some of the looks. */
import type { BoundaryRules } from "./boundary-rules.js";

/**
 * Returns how bounds come about when the looks are those of the plan with these numbers (from 0), in order; the last is the final analysis.
 * A rule with a value for each interim look keeps the values of the looks there are; all others know looks by their information only.
 */
export function rulesAtLooks(
  { efficacy, futility }: BoundaryRules,
  numbers: readonly number[],
): Pick<BoundaryRules, "efficacy" | "futility"> {
  return {
    efficacy: "bounds" in efficacy ? (efficacy.atLooks?.(numbers) ?? efficacy) : efficacy,
    ...(futility && { futility: futility.atLooks?.(numbers) ?? futility }),
  };
}

/** The values of the interim looks among `numbers`. */
export function valuesAtLooks<Value>(values: readonly Value[], numbers: readonly number[]): Value[] {
  return numbers.slice(0, -1).map((number) => values[number]);
}
