/** Keyboard: act on the key with the largest posterior probability. */
import { InvalidArgument } from "../../../errors.js";
import type { CohortMemory } from "../../dose-finding/cohort-design.js";
import type { DoseFindingDesign } from "../../dose-finding/dose-finding-design.js";
import { type IntervalDesignOptions, intervalDesign } from "../../dose-finding/interval-design.js";
import { keysAround, strongestKey } from "../../dose-finding/keys.js";
import { checkFlags } from "../../requirements.js";

/** `interval` is the target key; `eliminateFrom` is 3 when not given (decision tables mark unacceptable doses from 1 patient on). */
export interface KeyboardOptions extends IntervalDesignOptions {
  /** Stops the trial already when Pr(p > φ | data) at the lowest dose is above the cutoff less `extraSafetyOffset`. */
  readonly extraSafety?: boolean;
  /** 0 to 0.5; 0.05 when not given. */
  readonly extraSafetyOffset?: number;
}

/**
 * Returns the Keyboard design: [0, 1] is cut into keys as wide as the target key, and it acts on the strongest one, that of the largest
 * posterior probability under Beta(1 + y, 1 + n − y) (a short key at 0 or 1 counts by its probability times the ratio of the widths). Of equally
 * strong keys the highest counts.
 *
 * Pr(p > φ) > the cutoff makes a dose unacceptable: with `eliminateFrom` patients it is closed with all above. The recommended dose is BOIN's:
 * the isotonic posterior mean with prior Beta(0.05, 0.05) nearest to φ. Decisions are those of the R package Keyboard 0.1.3,
 * but for exact ties (y = n/2 where 1/2 is an edge of the target key), in which the package follows the rounding of its sums.
 *
 * @throws InvalidArgument for a target outside its key, and numbers out of range.
 * Source: yan2017keyboard.
 */
export function keyboard(options: KeyboardOptions): DoseFindingDesign<CohortMemory> {
  const { extraSafety = false, extraSafetyOffset = 0.05, eliminationCutoff = 0.95 } = options ?? {};
  checkFlags("keyboard", { extraSafety });
  if (typeof extraSafetyOffset !== "number" || !(extraSafetyOffset >= 0 && extraSafetyOffset < 0.5)) {
    throw new InvalidArgument("keyboard", "extraSafetyOffset", "be in [0, 0.5)", extraSafetyOffset);
  }
  return intervalDesign(options, {
    make: "keyboard",
    name: "Keyboard",
    ruleFor: (lower, upper) => {
      const keys = keysAround(lower, upper);
      return (n, y) => strongestKey(keys, n, y, "highest");
    },
    sentence: (interval) =>
      `After each cohort the DLT probabilities from 0 to 1 are cut into keys as wide as the target key ${interval} (those at the ends may be shorter), and the key with the largest posterior probability for its width (Beta(1, 1) prior) is found: the dose is escalated when it lies below the target key, kept when it is the target key, de-escalated when it lies above.`,
    eliminateFrom: 3,
    prior: 0.05,
    ...(extraSafety ? { lowestCutoff: eliminationCutoff - extraSafetyOffset } : {}),
    own: ["extraSafety", "extraSafetyOffset"],
  });
}
