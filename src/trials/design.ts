/** The contract of a design: what to do next, given what is known. */
import type { Endpoint } from "../endpoints/endpoint.js";
import type { Rng } from "../random/rng.js";
import type { Milestone } from "./milestone.js";
import type { Metrics } from "./operating-characteristics.js";
import type { Recipe } from "./recipe.js";
import type { Table } from "./table.js";
import type { Covariates, TrialData } from "./trial-data.js";

/** One probability for each arm; they sum to 1. */
export type Weights = ArrayLike<number>;
/** Why, in words a trial statistician can use: one sentence each. Made only when asked for. */
export type Reasons = () => readonly string[];
/** Numbers by arm that a decision rests on, by what they are: `{ "probability of being best": [0.2, 0.8] }`. Made only when asked for. */
export type Evidence = () => { readonly [name: string]: readonly number[] };

/** "Allocate thus, until then", or stop. */
export type Decision<Observed, Tally, Conclusion> =
  | {
      readonly kind: "continue";
      /** The weights of the arms for the next patient. */
      allocate(patient: Covariates, data: TrialData<Observed, Tally>): Weights;
      /** What `allocate` always answers, when neither patient nor data matter until the review. */
      readonly weights?: Weights;
      /** At most so many patients until the review: 0 suspends enrollment, Infinity leaves it open. */
      readonly enroll: number;
      readonly review: Milestone;
      readonly reasons: Reasons;
      readonly evidence?: Evidence;
    }
  | { readonly kind: "stop"; readonly conclusion: Conclusion; readonly reasons: Reasons; readonly evidence?: Evidence };

/** A decision and what the design wants to remember of it: plain data. */
export interface Step<Memory, Observed, Tally, Conclusion> {
  readonly decision: Decision<Observed, Tally, Conclusion>;
  readonly memory: Memory;
}

/**
 * `decide` and `conclude` are pure: the same memory, data and stream give the same answer.
 * A design never sees an assumed truth; it knows only its own settings and the data.
 */
export interface Design<Memory, Outcome, Observed, Tally, Conclusion> {
  readonly name: string;
  readonly arms: readonly string[];
  readonly endpoint: Endpoint<Outcome, Observed, Tally>;
  readonly start: Memory;
  /** Called when the trial opens and at each review. */
  decide(memory: Memory, data: TrialData<Observed, Tally>, rng: Rng): Step<Memory, Observed, Tally, Conclusion>;
  /** What would be concluded if the trial ended now, for whatever reason. */
  conclude(memory: Memory, data: TrialData<Observed, Tally>): Conclusion;
  /** What is worth measuring of its trials whatever the truth; the scenario's own metrics come first. */
  readonly metrics?: Metrics;
  /** The design as a protocol would say it: plain sentences made from its settings. */
  protocol?(): readonly string[];
  /** What a protocol prints beside the sentences: boundaries, timing, sample sizes. */
  tables?(): readonly Table[];
  /** How to make it again elsewhere; without one it runs in this thread only. */
  readonly recipe?: Recipe;
}
