/** The big stick design: a fair coin until the imbalance reaches a limit. */
import { checkInteger, checkKnown } from "../requirements.js";
import type { AllocationRule } from "./allocation-rule.js";

export interface BigStickOptions {
  /** The greatest difference between the two arms' numbers of patients that is allowed: an integer from 1. */
  readonly limit: number;
}

const EVEN = Object.freeze([0.5, 0.5]);
const FIRST = Object.freeze([1, 0]);
const SECOND = Object.freeze([0, 1]);

/**
 * Returns the big stick design for two arms: a fair coin, but once one arm has `limit` patients more than the other, the next patient gets the
 * other.
 *
 * @throws InvalidArgument for a limit that is not an integer from 1.
 * Source: soares1983some.
 */
export function bigStick(options: BigStickOptions): AllocationRule {
  checkKnown("bigStick", options, ["limit"]);
  const { limit } = options;
  checkInteger("bigStick", "limit", limit, 1, 1_000_000);
  return {
    name: "big stick",
    ratio: EVEN,
    weights(_patient, history) {
      const ahead = history.enrolledOn(0) - history.enrolledOn(1);
      return ahead >= limit ? SECOND : ahead <= -limit ? FIRST : EVEN;
    },
    protocol:
      "Patients are randomized 1 : 1 by a fair coin; when one arm is ahead of the other by " +
      `${limit} patient${limit === 1 ? "" : "s"}, the next patient is allocated to the other (big stick design).`,
    recipe: { make: "bigStick", options: { ...options } },
  };
}
