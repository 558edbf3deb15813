/** Tests of two and more arms that responses share. */
import { chiSquareUpperTail, log, normalUpperTail, studentTUpperTail } from "../../numeric/index.js";
import type { ArmComparison } from "./response.js";

/** No comparison can be made. */
export const NOT_COMPARABLE: ArmComparison = Object.freeze({ difference: null, statistic: null, pValue: null });

/** A comparison by a statistic that is standard normal when the arms are equal. */
export function normalComparison(difference: number, standardError: number): ArmComparison {
  const statistic = difference / standardError;
  if (!(standardError > 0) || !Number.isFinite(statistic)) return NOT_COMPARABLE;
  return { difference, statistic, pValue: Math.min(1, 2 * normalUpperTail(Math.abs(statistic))) };
}

/** An arm's estimate, the variance of one response, and the number of patients. */
export interface ArmEstimate {
  readonly estimate: number;
  readonly variance: number;
  readonly patients: number;
}

/**
 * Welch's t test of two means with unequal variances; degrees of freedom by Satterthwaite.
 *
 * t = (m1 − m2) / √(v1/n1 + v2/n2), df = (v1/n1 + v2/n2)² / ((v1/n1)²/(n1 − 1) + (v2/n2)²/(n2 − 1)). Source: welch1947generalization.
 */
export function welchComparison(first: ArmEstimate, second: ArmEstimate): ArmComparison {
  const u = first.variance / first.patients;
  const v = second.variance / second.patients;
  const difference = first.estimate - second.estimate;
  const statistic = difference / Math.sqrt(u + v);
  if (!(first.patients > 1 && second.patients > 1 && u + v > 0) || !Number.isFinite(statistic)) return NOT_COMPARABLE;
  const freedom = ((u + v) * (u + v)) / ((u * u) / (first.patients - 1) + (v * v) / (second.patients - 1));
  return { difference, statistic, pValue: Math.min(1, 2 * studentTUpperTail(Math.abs(statistic), freedom)) };
}

/** Wald test of two rates on the log scale. */
export function logRatioComparison(first: ArmEstimate, second: ArmEstimate): ArmComparison {
  const relative = (arm: ArmEstimate) => arm.variance / arm.patients / (arm.estimate * arm.estimate);
  return normalComparison(log(first.estimate / second.estimate), Math.sqrt(relative(first) + relative(second)));
}

/**
 * The Wald statistic of equality: Σ w_k (e_k − ē)² with w_k = n_k / v_k and ē the weighted mean; NaN when an arm has no estimate.
 *
 * Source: tymofyeyev2007implementing.
 */
export function waldHomogeneity(arms: readonly ArmEstimate[]): number {
  let weights = 0;
  let sum = 0;
  for (const { estimate, variance, patients } of arms) {
    weights += patients / variance;
    sum += (patients / variance) * estimate;
  }
  const mean = sum / weights;
  return arms.reduce((total, { estimate, variance, patients }) => {
    const difference = estimate - mean;
    return total + (patients / variance) * (difference * difference);
  }, 0);
}

/** P value of a chi-square statistic; null when there is none. */
export function homogeneityPValue(statistic: number, arms: number): number | null {
  return statistic >= 0 && statistic < Infinity ? chiSquareUpperTail(statistic, arms - 1) : null;
}
