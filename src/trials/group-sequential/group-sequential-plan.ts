/** What a group-sequential plan is: looks and bounds, with the power, the drift and the expected information that go with them. */
import type { Recipe } from "../recipe.js";
import type { Boundaries, CrossingProbabilities } from "./boundaries.js";
import type { GroupSequentialPlanOptions } from "./plan-options.js";
import type { BoundaryRules } from "./solving/boundary-rules.js";

/** How a plan is carried over to other information than planned. */
export interface AtInformationOptions {
  /** Whether the last look given is the final analysis, whatever its information; when not given: yes if all planned looks are there. */
  readonly final?: boolean;
  /** Spending time at each look given; by default min(information, 1), and 1 at the final analysis. */
  readonly spendingTimes?: readonly number[];
}

/** A plan: the drift is the mean of Z at the last look, in which all effects are told. */
export interface GroupSequentialPlan {
  readonly options: GroupSequentialPlanOptions;
  readonly rules: BoundaryRules;
  readonly boundaries: Boundaries;
  readonly sided: 1 | 2;
  /** The type I error rate that was asked for, of both directions together. */
  readonly alpha: number;
  /** The power that was asked for; what it is, when the drift was given. */
  readonly power: number;
  /** The mean of Z at the last look for which the plan has its power: effect × √(maximum information). */
  readonly drift: number;
  /** Maximum information as a multiple of that of a fixed design with the same α and power, for the effect of the plan. */
  readonly inflation: number;
  /** One-sided p-value at each efficacy bound. */
  readonly nominal: readonly number[];
  /** Type I error rate used up by each look (both directions together), relying on the stops that the bounds rely on. */
  readonly alphaSpent: readonly number[];
  /** Type II error rate used up by each look under the drift: the probability of having stopped for futility or harm. */
  readonly betaSpent: readonly number[];
  /** What happens at each look when Z at the last one has mean `drift`. */
  crossing(drift: number): CrossingProbabilities;
  /** The probability of rejecting under a drift, in the direction(s) that count as power. */
  powerAt(drift: number): number;
  /** Expected information at the end of the trial, as a part of the maximum. */
  expectedInformation(drift: number): number;
  /** The same as a multiple of the information of the fixed design: the average sample number. */
  averageSampleNumber(drift: number): number;
  /** The plan when looks come at other information than planned; `information` is in parts of the planned maximum. */
  atInformation(information: readonly number[], options?: AtInformationOptions): GroupSequentialPlan;
  /** Sentences for a protocol. */
  protocol(): readonly string[];
  readonly recipe?: Recipe;
}
