/** The contract of futility (and harm) rules: what bound stands at each look, given what happened to paths so far. */
import type { Recipe } from "../../recipe.js";

/** What a rule may know at look k. */
export interface FutilityLook {
  readonly look: number;
  readonly fractions: readonly number[];
  /** Spending times of all looks. */
  readonly times: readonly number[];
  readonly sided: 1 | 2;
  /** The drift for which the plan has its power; a rule that uses it says so by `needsDrift`. */
  readonly drift: number;
  readonly beta: number;
  readonly alpha: number;
  /** The efficacy bound of this look, and of the last one when it is known or guessed. */
  readonly efficacy: number;
  readonly finalEfficacy: number;
  /** The probability of not stopping for efficacy under the null hypothesis, with the stops of the plan (known or guessed). */
  readonly noEfficacy: number;
  /** Bounds of the looks before: −Infinity (two-sided: 0) for none. */
  readonly former: readonly number[];
  /** The bound on Z with which the probability of having crossed downward (two-sided: inward) by now, under a drift, is `cumulative`. */
  boundFor(cumulative: number, drift: number): number;
  /** The probability of Z < z at this look, on paths that came to it, under a drift. */
  below(z: number, drift: number): number;
}

/** A rule that says the futility bound at each look. */
export interface Futility {
  readonly name: string;
  /** The bound on Z at a look: −Infinity (two-sided: 0) for none. */
  bound(at: FutilityLook): number;
  /** Whether the bounds depend on the drift of the plan. */
  readonly needsDrift: boolean;
  /** Whether the bounds depend on the last efficacy bound. */
  readonly needsFinalEfficacy?: boolean;
  /** Whether the bounds depend on the probability of not stopping for efficacy, which depends on them. */
  readonly needsNoEfficacy?: boolean;
  /** Whether the last futility bound is the last efficacy bound, whatever the rule says there. */
  readonly closes: boolean;
  /** The rule for some of the looks only, by their numbers in the plan; where it has a value for each look. The last is the final analysis. */
  atLooks?(numbers: readonly number[]): Futility;
  /** Throws when the bounds that were asked for cannot stand beside the efficacy bounds of the plan. */
  verify?(efficacy: readonly number[]): void;
  /** Words for a protocol. */
  readonly protocol: string;
  readonly recipe?: Recipe;
}
