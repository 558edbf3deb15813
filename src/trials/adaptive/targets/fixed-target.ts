/** A target that the user gives. */
import { sharesOf } from "../../randomization/ratio.js";
import { checkKnown } from "../../requirements.js";
import type { AllocationTarget } from "./allocation-target.js";

/**
 * Returns fixed proportions as target, whatever is learned.
 *
 * @throws InvalidArgument for a ratio that is not positive.
 */
export function fixedTarget(options: { readonly ratio: readonly number[] }): AllocationTarget {
  checkKnown("fixedTarget", options, ["ratio"]);
  const shares = sharesOf("fixedTarget", options.ratio);
  return {
    name: "fixed",
    scales: ["proportion", "mean", "rate"],
    arms: shares.length,
    constant: true,
    proportionsInto: (out) => out.set(shares),
    protocol: `fixed proportions ${shares.map((share) => Number(share.toPrecision(4))).join(" : ")}`,
    recipe: { make: "fixedTarget", options: { ratio: [...options.ratio] } },
  };
}
