/** Pareto-smoothed importance sampling. */
import { exp } from "../../numeric/elementary/exponential.js";
import { log10 } from "../../numeric/elementary/logarithms-to-base.js";
import { logSumExp } from "../../numeric/special/log-sum-exp.js";
import { requireThat } from "../requirements.js";
import { smoothTail } from "./smooth-tail.js";

/** How importance ratios are smoothed. */
export interface PsisOptions {
  /** Effective sample size of the draws divided by their number; 1 (independent draws) when not given. */
  readonly relativeEfficiency?: number;
}

/** Smoothed importance weights. */
export interface PsisWeights {
  /** Logarithms of weights that add up to 1, in the order of the ratios. */
  readonly logWeights: Float64Array;
  /** The shape of the weights' tail; NaN if the largest weights are all the same, Infinity if there are too few to tell (below 25 draws). */
  readonly khat: number;
  /** Above it, the estimates from this number of draws are not to be trusted. */
  readonly khatThreshold: number;
  /** Weights that were smoothed. */
  readonly tailLength: number;
  /** Relative efficiency / Σ weights². */
  readonly effectiveSampleSize: number;
}

/**
 * Weights for draws whose target differs from what they were drawn from by `logRatios` (up to a constant): the largest
 * min(S/5, 3 √(S/relative efficiency)) are replaced by quantiles of a generalized Pareto distribution.
 *
 * @throws InvalidArgument for no ratios, ratios that are NaN or +Infinity, and an efficiency that is not positive.
 * Source: vehtari2024pareto.
 */
export function psis(logRatios: ArrayLike<number>, options: PsisOptions = {}): PsisWeights {
  const caller = "psis";
  const { relativeEfficiency = 1 } = options;
  const positive = relativeEfficiency > 0 && relativeEfficiency < Number.POSITIVE_INFINITY;
  requireThat(positive, caller, "relativeEfficiency", "be positive and finite", relativeEfficiency);
  requireThat(logRatios.length > 0, caller, "logRatios", "hold at least one ratio", logRatios);
  const logWeights = Float64Array.from(logRatios);
  let largest = Number.NEGATIVE_INFINITY;
  for (let s = 0; s < logWeights.length; s++) {
    requireThat(logWeights[s] < Number.POSITIVE_INFINITY, caller, `logRatios[${s}]`, "be a number below Infinity", logWeights[s]);
    largest = Math.max(largest, logWeights[s]);
  }
  requireThat(largest > Number.NEGATIVE_INFINITY, caller, "logRatios", "hold a ratio above 0", logRatios);
  for (let s = 0; s < logWeights.length; s++) logWeights[s] -= largest;
  const tailLength = importanceTailLength(logWeights.length, relativeEfficiency);
  const khat = smoothWeights(logWeights, tailLength);
  const total = logSumExp(logWeights);
  let squares = 0;
  for (let s = 0; s < logWeights.length; s++) {
    logWeights[s] -= total;
    squares += exp(2 * logWeights[s]);
  }
  const khatThreshold = reliableKhat(logWeights.length);
  return { logWeights, khat, khatThreshold, tailLength, effectiveSampleSize: relativeEfficiency / squares };
}

/** `smoothTail` of log weights; of fewer than 5 nothing is known, so that nothing may be trusted. Source: vehtari2024pareto. */
export function smoothWeights(logWeights: Float64Array, tailLength: number): number {
  return tailLength < 5 ? Number.POSITIVE_INFINITY : smoothTail(logWeights, tailLength, "log");
}

/** ⌈min(S/5, 3 √(S/relative efficiency))⌉. Source: vehtari2024pareto. */
export function importanceTailLength(draws: number, relativeEfficiency: number): number {
  return Math.ceil(Math.min(0.2 * draws, 3 * Math.sqrt(draws / relativeEfficiency)));
}

/** min(1 − 1/log10 S, 0.7): the largest k-hat at which smoothed estimates from S draws are reliable. Source: vehtari2024pareto. */
export function reliableKhat(draws: number): number {
  return Math.min(1 - 1 / log10(draws), 0.7);
}
