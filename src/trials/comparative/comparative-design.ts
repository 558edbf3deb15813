/** The contract of designs that compare arms: randomized trials, adaptive or not, and single-arm trials against a fixed value. */
import type { Design } from "../design.js";

/** Why a comparative trial ended: what it found, or "maximum" when it ran to its planned end without a finding. */
export type ComparativeEnding = "superiority" | "inferiority" | "equivalence" | "futility" | "harm" | "maximum";

/** What comparative designs conclude, whatever else they say. */
export interface ComparativeConclusion {
  /** Why the trial ended. A superiority found at the last analysis is "superiority" too. */
  readonly ending: ComparativeEnding;
  /** The arm found to be best (or better than control); null when none was. */
  readonly selected: number | null;
  /** The arm that one would use with no finding either, where the design names one (such as the control, or the best so far). */
  readonly preferred: number | null;
}

/** A design whose arms are treatments to be compared. */
export interface ComparativeDesign<
  Memory,
  Outcome,
  Observed,
  Tally,
  Conclusion extends ComparativeConclusion = ComparativeConclusion,
> extends Design<Memory, Outcome, Observed, Tally, Conclusion> {
  /** Position of the control arm; absent when there is none. */
  readonly control?: number;
  /** Whether a large outcome is a good one. */
  readonly larger: "better" | "worse";
  /** Upper limit of enrollment. */
  readonly maximumPatients: number;
}
