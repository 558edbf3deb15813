/** i3+3: an interval design that looks one toxicity back. */
import type { CohortMemory } from "../../dose-finding/cohort-design.js";
import { DE_ESCALATE, ESCALATE, STAY } from "../../dose-finding/cohort-rules.js";
import type { DoseFindingDesign } from "../../dose-finding/dose-finding-design.js";
import { type IntervalDesignOptions, intervalDesign } from "../../dose-finding/interval-design.js";

/** `interval` is the equivalence interval; `eliminateFrom` is 3 when not given. */
export type I3PlusThreeOptions = IntervalDesignOptions;

/** A rate this near to an end of the interval is that end: y/n and φ − 0.05 are rounded. */
const ROUNDING = 1e-12;

/**
 * Returns the i3+3 design: escalate when the observed rate y/n is below the equivalence interval, stay when it is within; when it is above, stay if
 * one toxicity fewer would put it below the interval, (y − 1)/n, and de-escalate if not.
 *
 * Safety rules: Pr(p > φ) > the cutoff under Beta(1 + y, 1 + n − y) makes a dose unacceptable: it is left, and with `eliminateFrom` patients closed
 * with all above. The recommended dose has the isotonic posterior mean (prior Beta(1, 1)) nearest to φ.
 *
 * @throws InvalidArgument for a target outside its interval, and numbers out of range.
 * Source: liu2020i3plus3.
 */
export function i3PlusThree(options: I3PlusThreeOptions): DoseFindingDesign<CohortMemory> {
  return intervalDesign(options, {
    make: "i3PlusThree",
    name: "i3+3",
    ruleFor: (lower, upper) => (n, y) => {
      if (y / n < lower - ROUNDING) return ESCALATE;
      if (y / n <= upper + ROUNDING) return STAY;
      return (y - 1) / n < lower - ROUNDING ? STAY : DE_ESCALATE;
    },
    sentence: (interval) =>
      `After each cohort the observed DLT rate at the current dose is compared with the equivalence interval ${interval}: the dose is escalated when it is below and kept when it is within; when it is above, the dose is kept if one DLT fewer would put the rate below the interval, and de-escalated if not.`,
    eliminateFrom: 3,
    prior: 1,
  });
}
