/** What rules ask of their target. */
import { InvalidArgument } from "../../../errors.js";
import type { AllocationTarget } from "./allocation-target.js";

/** @throws InvalidArgument unless `target` is an allocation target. */
export function checkTarget(caller: string, target: unknown): asserts target is AllocationTarget {
  const { proportionsInto, scales, protocol } = (typeof target === "object" && target !== null ? target : {}) as Record<
    string,
    unknown
  >;
  if (typeof proportionsInto !== "function" || !Array.isArray(scales) || typeof protocol !== "string")
    throw new InvalidArgument(caller, "target", "be an allocation target, such as neymanTarget()", target);
}
