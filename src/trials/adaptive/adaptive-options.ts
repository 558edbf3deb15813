/** The options of Bayesian adaptive designs. */
import type { Response } from "../comparative/response.js";
import type { AdaptivePrior } from "./arm-posteriors.js";

/** How control's share is protected from adaptation. */
export type ControlAllocation =
  /** Not at all. */
  | "adaptive"
  /** As large as the largest of the other arms. */
  | "matched"
  /** Fixed at √k / (√k + k) of k other arms that are left, … */
  | "square-root"
  /** … as many as there are at the start, … */
  | "square-root at start"
  /** … and the other arms share the rest equally. */
  | "square-root fixed"
  /** Fixed, or by the number of arms dropped so far. */
  | number
  | readonly number[];

/** Drops of arms whose difference is small. */
export interface DifferenceOptions {
  /** The arm is dropped when the probability is above this: one number, or one for each analysis. */
  readonly probability: number | readonly number[];
  /** The difference that is of no importance, in units of the parameter (a probability, mean or rate). */
  readonly difference: number;
  /** Only against the first control, not against an arm that became control; false when not given. */
  readonly onlyFirstControl?: boolean;
}

/** An arm that opens, or is closed, after an analysis (counted from 1) by plan. */
export type PlannedChange =
  | { readonly afterLook: number; readonly opens: number }
  | { readonly afterLook: number; readonly closes: number };

/** What a Bayesian adaptive trial is made of. */
export interface BayesianAdaptiveOptions<Outcome, Observed, Tally> {
  /** Number of arms, or their names. */
  readonly arms: number | readonly string[];
  /** What is measured, such as `binaryResponse()`. */
  readonly response: Response<Outcome, Observed, Tally>;
  /** Analyses: after so many patients, in order of enrollment, have been followed up. */
  readonly looks: readonly number[];
  /** Patients enrolled by each analysis: it waits for them, and enrollment waits for it. When not given, enrollment goes on while outcomes are awaited. */
  readonly enrolledAtLooks?: readonly number[];
  /** What is known of the arms' parameters before the trial: uniform for probabilities, Jeffreys' for rates, the reference prior for means when not given. */
  readonly prior?: AdaptivePrior;
  /** Position of control, from 0; without one the arms are compared with each other. */
  readonly control?: number;
  /** An arm is found best when P(best), or P(better than control), is above this; 0.99 when not given. */
  readonly superiority?: number | readonly number[];
  /** An arm is dropped when the probability is below this; 0.01 when not given. */
  readonly inferiority?: number | readonly number[];
  /** With control: drops arms when P(|arm − control| < difference) is high. Without: stops when P(all arms within the difference) is. */
  readonly equivalence?: DifferenceOptions;
  /** With control: drops arms when P(better than control by less than the difference) is high. */
  readonly futility?: DifferenceOptions;
  /** Allocation is in proportion to this power of P(best): a number, one for each analysis, or "n/2N" (patients evaluated over twice the maximum); 1 when not given. */
  readonly tuning?: number | readonly number[] | "n/2N";
  /** What the power is of: P(best), or √(P(best) · posterior variance / (patients + 1)); "best" when not given. */
  readonly measure?: "best" | "best and variance";
  /** Allocation before the first analysis; equal between arms without a fixed share when not given. */
  readonly start?: readonly number[];
  /** Shares that are fixed, and the least and largest share of others, by arm (null for none) or, for limits, the same for all. */
  readonly fixed?: readonly (number | null)[];
  readonly minimum?: number | readonly (number | null)[];
  readonly maximum?: number | readonly (number | null)[];
  /** What is enlarged by (arms at the start) / (arms left) when arms are dropped. */
  readonly rescale?: "fixed" | "limits" | "both";
  /** Needed with control, unless it has a fixed or a least share. */
  readonly controlAllocation?: ControlAllocation;
  /** Analysis, counted from 1, after which allocation adapts; the first when not given. */
  readonly adaptAfterLook?: number;
  /** Arms that open or are closed by plan. */
  readonly changes?: readonly PlannedChange[];
}
