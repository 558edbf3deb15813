/** The contract of responses: an endpoint, which direction is good, and the estimates that comparisons and allocation rest on. */
import type { Endpoint } from "../../endpoints/endpoint.js";
import type { Recipe } from "../recipe.js";

/** The comparison of one arm with another. Null where it cannot be made, such as without patients or without any variation. */
export interface ArmComparison {
  /** Estimate of the first arm less that of the second (log ratio for rates). */
  readonly difference: number | null;
  /** Of the difference, about standard normal (or t) when the arms are equal; its sign is the difference's. */
  readonly statistic: number | null;
  /** Two-sided. */
  readonly pValue: number | null;
}

/** A kind of response of patients, as designs that compare arms use it. */
export interface Response<Outcome, Observed, Tally> {
  readonly name: string;
  readonly endpoint: Endpoint<Outcome, Observed, Tally>;
  /** Whether a large outcome is a good one. */
  readonly larger: "better" | "worse";
  /** 1 when a large estimate is good, −1 when a small one is. */
  readonly direction: 1 | -1;
  /** What is measured, and what the estimate is: "proportion" is in [0, 1], "rate" is positive. */
  readonly scale: "proportion" | "mean" | "rate";
  /** Patients that the estimate comes from. */
  patients(tally: Tally): number;
  /** Proportion, mean or rate; NaN without patients. */
  estimate(tally: Tally): number;
  /** Variance of one patient's response: that of the estimate is variance / patients. NaN when it cannot be estimated. */
  variance(tally: Tally): number;
  compare(first: Tally, second: Tally): ArmComparison;
  /** The chi-square statistic of equality of all arms, with arms − 1 degrees of freedom; NaN when it cannot be computed. */
  homogeneity(tallies: readonly Tally[]): number;
  /** The response in a protocol's words: "a binary outcome, known 28 time units after entry; the event is a good outcome". */
  readonly protocol: string;
  /** The name of the test that `compare` makes. */
  readonly test: string;
  readonly recipe: Recipe;
}
