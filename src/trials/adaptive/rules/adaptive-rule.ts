/** The contract of response-adaptive rules: the arms' probabilities for the next patient, given the outcomes known so far. */
import type { Response } from "../../comparative/response.js";
import type { Recipe } from "../../recipe.js";
import type { Covariates, TrialData } from "../../trial-data.js";
import type { ResponseEstimates } from "../targets/allocation-target.js";

/** What is known of the arms: numbers by arm. The arrays are reused. */
export interface ArmState {
  /** Patients enrolled, whether or not their outcome is known. */
  readonly enrolled: Float64Array;
  /** Patients whose outcome is known. */
  readonly known: Float64Array;
  /** Good and bad outcomes known; of proportions only. */
  readonly successes: Float64Array;
  readonly failures: Float64Array;
  readonly estimates: ResponseEstimates;
  /** Whether every arm can be estimated; until then rules allocate evenly. */
  readonly estimated: boolean;
}

/** Where a rule that looks at single patients finds them. */
export interface PatientSource {
  readonly data: TrialData<unknown, unknown>;
  readonly response: Response<never, unknown, unknown>;
}

/** Pure: the same state (and patients) give the same weights. */
export interface AdaptiveRule {
  readonly name: string;
  /** Kinds of responses that it is defined for. */
  readonly scales: readonly ResponseEstimates["scale"][];
  /** The number of arms that it is for; absent for any number. */
  readonly arms?: number;
  /** Its weights may be 0 for as long as it likes: an arm may starve. */
  readonly mayStarve?: true;
  /** Patients that are allocated by the same weights; absent when the design decides. */
  readonly block?: number;
  /** Writes probabilities that sum to 1. `control` is the position of the control arm, or −1. */
  weightsInto(out: Float64Array, state: ArmState, control: number): void;
  /** Learns from single patients; what it returns gives the weights of patients with their covariates. Instead of `weightsInto`. */
  byPatient?(source: PatientSource, state: ArmState, control: number): (out: Float64Array, patient: Covariates) => void;
  /** One sentence for the protocol. */
  readonly protocol: string;
  readonly recipe?: Recipe;
}
