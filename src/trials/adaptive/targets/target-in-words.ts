/** Allocation targets in a protocol's words. */
import type { AllocationTarget } from "./allocation-target.js";

/** Returns what the target is and, unless it is fixed, that it is estimated from what is known. */
export function targetInWords({ protocol, scales, constant }: AllocationTarget): string {
  if (constant) return protocol;
  const how = scales.includes("proportion") ? " (proportions are estimated by (events + 1) / (patients + 2))" : "";
  return `${protocol}, from the outcomes known${how}`;
}
