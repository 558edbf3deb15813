/** mTPI: the modified toxicity probability interval design. */
import { betaCdfInteger, betaUpperTailInteger } from "../../../numeric/probability/beta-cdf-integer.js";
import type { CohortMemory } from "../../dose-finding/cohort-design.js";
import { DE_ESCALATE, ESCALATE, STAY } from "../../dose-finding/cohort-rules.js";
import type { DoseFindingDesign } from "../../dose-finding/dose-finding-design.js";
import { type IntervalDesignOptions, intervalDesign } from "../../dose-finding/interval-design.js";

/** `interval` is the equivalence interval; `eliminateFrom` is 2 when not given (1 at the lowest dose). */
export type MtpiOptions = IntervalDesignOptions;

const ROUNDING = 1e-12;

/**
 * Returns the modified toxicity probability interval (mTPI) design: it acts on the interval of the largest unit probability mass
 * (escalate: below the equivalence interval [a, b], stay: within, de-escalate: above; of equal ones the more careful).
 *
 * p | y ~ Beta(1 + y, 1 + n − y) with distribution function F; UPM below = F(a)/a, within = (F(b) − F(a))/(b − a), above = (1 − F(b))/(1 − b).
 * The dose above is blocked while it has 2 patients or more and Pr(p > φ) ≥ the cutoff there; the trial stops when that holds at the lowest
 * dose. Such a dose is always left for the one below. The recommended dose has the isotonic posterior mean (prior Beta(1, 1)) nearest to φ.
 *
 * @throws InvalidArgument for a target outside its interval, and numbers out of range.
 * Source: ji2010modified.
 */
export function mtpi(options: MtpiOptions): DoseFindingDesign<CohortMemory> {
  return intervalDesign(options, {
    make: "mtpi",
    name: "mTPI",
    ruleFor: (lower, upper) => (n, y) => {
      const toLower = betaCdfInteger(lower, 1 + y, 1 + n - y);
      const below = toLower / lower;
      const within = (betaCdfInteger(upper, 1 + y, 1 + n - y) - toLower) / (upper - lower);
      const above = betaUpperTailInteger(upper, 1 + y, 1 + n - y) / (1 - upper);
      // Equal up to rounding is equal: with 1 of 2 and [0.2, 0.3] both masses are 1.12 exactly.
      const largest = Math.max(below, within, above) * (1 - ROUNDING);
      return above >= largest ? DE_ESCALATE : within >= largest ? STAY : ESCALATE;
    },
    sentence: (interval) =>
      `After each cohort the unit probability mass (posterior probability divided by length, Beta(1, 1) prior) of the DLT probability at the current dose is computed for the equivalence interval ${interval} and for the intervals below and above it: the dose is escalated when it is largest below, kept when it is largest within, de-escalated when it is largest above.`,
    eliminateFrom: 2,
    stopFrom: 1,
    atCutoff: true,
    prior: 1,
  });
}
