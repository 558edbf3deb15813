/** The contract of allocation targets: the proportions that a response-adaptive rule steers to, given what is known of the arms. */
import type { Recipe } from "../../recipe.js";

/** What is estimated of the arms' responses: numbers by arm. */
export interface ResponseEstimates {
  /** What the means are: a proportion, a mean or a rate. */
  readonly scale: "proportion" | "mean" | "rate";
  /** 1 when a large mean is good, −1 when a small one is. */
  readonly direction: 1 | -1;
  /** Position of the control arm, or −1. */
  readonly control: number;
  readonly mean: Float64Array;
  /** Standard deviation of one patient's response. */
  readonly deviation: Float64Array;
}

/** Pure; what it writes sums to 1. */
export interface AllocationTarget {
  readonly name: string;
  /** Kinds of responses that it is defined for. */
  readonly scales: readonly ResponseEstimates["scale"][];
  /** The number of arms that it is for; absent for any number. */
  readonly arms?: number;
  /** The proportions are the same whatever is learned. */
  readonly constant?: true;
  proportionsInto(out: Float64Array, estimates: ResponseEstimates): void;
  /** The target in a protocol's words: "Neyman allocation, which …". */
  readonly protocol: string;
  readonly recipe?: Recipe;
}
