/** The contract of randomization: the arms' probabilities for the next patient, given those before. */
import type { Weights } from "../design.js";
import type { Recipe } from "../recipe.js";
import type { Covariates } from "../trial-data.js";

/** What a rule may know of the patients before: a part of `TrialData`. */
export interface AllocationHistory {
  readonly enrolled: number;
  enrolledOn(arm: number): number;
  armOf(index: number): number;
  covariatesOf(index: number): Covariates;
}

/** Reusable by every design that randomizes; pure: the same patient, history and key give the same weights. */
export interface AllocationRule {
  readonly name: string;
  /** Number of arms, and the proportions they are to get in the long run; they sum to 1. */
  readonly ratio: readonly number[];
  /** The arm is drawn with these probabilities from the patient's own stream. The array may be reused by the next call. */
  weights(patient: Covariates, history: AllocationHistory, key: number): Weights;
  /** The rule never looks at patient or history: its weights are always `ratio`. */
  readonly constant?: true;
  /** One sentence for the protocol. */
  readonly protocol: string;
  readonly recipe?: Recipe;
}
