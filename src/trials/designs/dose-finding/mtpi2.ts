/** mTPI-2: mTPI with intervals of equal length. */
import type { CohortMemory } from "../../dose-finding/cohort-design.js";
import type { DoseFindingDesign } from "../../dose-finding/dose-finding-design.js";
import { type IntervalDesignOptions, intervalDesign } from "../../dose-finding/interval-design.js";
import { keysAround, strongestKey } from "../../dose-finding/keys.js";

/** `interval` is the equivalence interval; `eliminateFrom` is 2 when not given (1 at the lowest dose). */
export type Mtpi2Options = IntervalDesignOptions;

/**
 * Returns the mTPI-2 design: the intervals below and above the equivalence interval are cut into pieces of its length, and it acts on the
 * piece of the largest unit probability mass: posterior probability (Beta(1 + y, 1 + n − y)) divided by length; the pieces at 0 and 1 may be
 * shorter, and are divided by their own length. Of equal masses the lowest counts.
 *
 * The dose above is blocked as in mTPI. The recommended dose has the isotonic posterior mean (prior Beta(1, 1)) nearest to φ.
 *
 * @throws InvalidArgument for a target outside its interval, and numbers out of range.
 * Source: guo2017bayesian.
 */
export function mtpi2(options: Mtpi2Options): DoseFindingDesign<CohortMemory> {
  return intervalDesign(options, {
    make: "mtpi2",
    name: "mTPI-2",
    ruleFor: (lower, upper) => {
      const keys = keysAround(lower, upper);
      return (n, y) => strongestKey(keys, n, y, "lowest");
    },
    sentence: (interval) =>
      `After each cohort the DLT probabilities from 0 to 1 are cut into intervals as long as the equivalence interval ${interval} (those at the ends may be shorter), and the one with the largest unit probability mass (posterior probability divided by length, Beta(1, 1) prior) is found: the dose is escalated when it lies below the equivalence interval, kept when it is that interval, de-escalated when it lies above.`,
    eliminateFrom: 2,
    stopFrom: 1,
    atCutoff: true,
    prior: 1,
  });
}
