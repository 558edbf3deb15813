/** All that decides on boundaries, but for the drift. */
import type { BoundaryFamily } from "../efficacy/boundary-family.js";
import type { Futility } from "../futility/futility.js";
import type { Spending } from "../spending/spending.js";

/** Harm bounds spend a probability under the null hypothesis. */
export interface HarmRule {
  readonly spending: Spending;
  readonly total: number;
}

export interface BoundaryRules {
  /** The function to name in errors. */
  readonly caller: string;
  readonly fractions: readonly number[];
  /** Spending times of efficacy, and of futility and harm. */
  readonly times: readonly number[];
  readonly futilityTimes: readonly number[];
  readonly sided: 1 | 2;
  /** For one direction. */
  readonly alpha: number;
  readonly beta: number;
  readonly efficacy: Spending | BoundaryFamily;
  readonly futility?: Futility;
  readonly harm?: HarmRule;
  readonly binding: boolean;
  /** Whether a bound may stop the trial at each look. */
  readonly testEfficacy: readonly boolean[];
  readonly testFutility: readonly boolean[];
  readonly testHarm: readonly boolean[];
}
