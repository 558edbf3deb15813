/** Minimization: the arm that makes the factors' margins most alike. */
import { InvalidArgument } from "../../errors.js";
import { checkKnown } from "../requirements.js";
import type { AllocationRule } from "./allocation-rule.js";
import { indifference, preferLeastInto } from "./biased-coin.js";
import { FactorCounts } from "./factor-counts.js";
import { checkFactors, type Factor, factorsInWords } from "./factors.js";
import { ratioInWords, sharesOf } from "./ratio.js";

/** How unequal the arms' numbers of patients are. */
export type Imbalance = "range" | "variance" | "standard-deviation";

export interface MinimizationOptions {
  /** The factors whose levels are to be balanced, with their weights. */
  readonly factors: readonly Factor[];
  /** Measure of imbalance; "range" when not given. With two arms "variance" compares the sums of the marginal numbers (Taves). */
  readonly imbalance?: Imbalance;
  /** p_H, probability of the arm with the least imbalance: above 1/K (with an unequal ratio: the smallest share), at most 1; 0.8 when not given. */
  readonly probability?: number;
  /** Positive numbers, one for each arm; 1 : 1 when not given. */
  readonly ratio?: readonly number[];
  /** Weight of the imbalance among all patients; 0 when not given. */
  readonly overallWeight?: number;
  /** Weight of the imbalance within the patient's stratum (combination of all levels); 0 when not given. */
  readonly stratumWeight?: number;
}

const OPTIONS = ["factors", "imbalance", "probability", "ratio", "overallWeight", "stratumWeight"];

const MEASURES: { readonly [name in Imbalance]: (counts: Float64Array) => number } = {
  range: rangeOf,
  variance: varianceOf,
  "standard-deviation": (counts) => Math.sqrt(varianceOf(counts)),
};

/**
 * Returns minimization after Pocock and Simon: for each arm k, the imbalance G_k = Σ_f w_f d_f(k) that the patient's margins would have if they
 * got arm k; the arm with the least G is allocated with probability p_H, ties at random.
 *
 * d is the range, the sample variance or the standard deviation over arms of the number of patients with the patient's level (each divided by
 * K times the arm's share, so that unequal ratios are aimed at). Overall and within-stratum imbalance may be added (Hu and Hu).
 *
 * Cost per patient: one look at each patient before (see `FactorCounts`) and K² steps for each factor.
 *
 * @throws InvalidArgument for factors without a name, weights that are not positive, a ratio that is not, and a p_H that prefers no arm.
 * Source: pocock1975sequential, han2009randomization, hu2012asymptotic.
 */
export function minimization(options: MinimizationOptions): AllocationRule {
  const caller = "minimization";
  checkKnown(caller, options, OPTIONS);
  const { factors, imbalance = "range", probability = 0.8, ratio = [1, 1], overallWeight = 0, stratumWeight = 0 } = options;
  const checked = checkFactors(caller, factors);
  const shares = sharesOf(caller, ratio);
  checkSettings(caller, shares, { imbalance, probability, overallWeight, stratumWeight });
  const arms = shares.length;
  const c = indifference(shares, probability);
  const step = Float64Array.from(shares, (share) => 1 / (arms * share));
  const counts = new FactorCounts(checked, arms);
  const scaled = new Float64Array(arms);
  const scores = new Float64Array(arms);
  const weights = new Float64Array(arms);
  const measure = MEASURES[imbalance];
  /** Adds the weighted imbalance of one group of patients, had the next one each arm. */
  const addImbalance = (weight: number) => {
    for (let arm = 0; arm < arms; arm++) scaled[arm] *= step[arm];
    for (let arm = 0; arm < arms; arm++) {
      const before = scaled[arm];
      scaled[arm] = before + step[arm];
      scores[arm] += weight * measure(scaled);
      scaled[arm] = before;
    }
  };
  return {
    name: "minimization",
    ratio: shares,
    weights(patient, history) {
      counts.update(history);
      const stratum = counts.find(patient);
      scores.fill(0);
      for (let f = 0; f < checked.length; f++) {
        const margin = counts.margins[f];
        const from = counts.level(f) * arms;
        for (let arm = 0; arm < arms; arm++) scaled[arm] = margin[from + arm];
        addImbalance(checked[f].weight);
      }
      if (overallWeight > 0) {
        for (let arm = 0; arm < arms; arm++) scaled[arm] = history.enrolledOn(arm);
        addImbalance(overallWeight);
      }
      if (stratumWeight > 0) {
        for (let arm = 0; arm < arms; arm++) scaled[arm] = counts.strata[stratum * arms + arm];
        addImbalance(stratumWeight);
      }
      preferLeastInto(weights, scores, shares, c);
      return weights;
    },
    protocol: inWords(options, shares),
    recipe: { make: caller, options: { ...options, factors: [...factors] } },
  };
}

function rangeOf(counts: Float64Array): number {
  let least = counts[0];
  let most = counts[0];
  for (let arm = 1; arm < counts.length; arm++) {
    if (counts[arm] < least) least = counts[arm];
    if (counts[arm] > most) most = counts[arm];
  }
  return most - least;
}

/** The sample variance, with K − 1 in the denominator. */
function varianceOf(counts: Float64Array): number {
  let sum = 0;
  for (let arm = 0; arm < counts.length; arm++) sum += counts[arm];
  const mean = sum / counts.length;
  let squares = 0;
  for (let arm = 0; arm < counts.length; arm++) squares += (counts[arm] - mean) * (counts[arm] - mean);
  return squares / (counts.length - 1);
}

type Settings = Required<Pick<MinimizationOptions, "imbalance" | "probability" | "overallWeight" | "stratumWeight">>;

function checkSettings(caller: string, shares: readonly number[], settings: Settings): void {
  const { imbalance, probability, ...weights } = settings;
  if (typeof imbalance !== "string" || !Object.hasOwn(MEASURES, imbalance))
    throw new InvalidArgument(caller, "imbalance", `be one of ${Object.keys(MEASURES).join(", ")}`, imbalance);
  const least = Math.min(...shares);
  if (typeof probability !== "number" || !(probability > least && probability <= 1))
    throw new InvalidArgument(caller, "probability", `be above ${Number(least.toPrecision(4))} and at most 1`, probability);
  for (const [name, weight] of Object.entries(weights))
    if (typeof weight !== "number" || !(weight >= 0 && weight < 1e9))
      throw new InvalidArgument(caller, name, "be finite, 0 or more", weight);
}

function inWords(options: MinimizationOptions, shares: readonly number[]): string {
  const { factors, imbalance = "range", probability = 0.8, overallWeight = 0, stratumWeight = 0 } = options;
  const checked = checkFactors("minimization", factors);
  const weighted = checked.some(({ weight }) => weight !== 1) || overallWeight > 0 || stratumWeight > 0;
  const also = [
    overallWeight > 0 ? `among all patients (weight ${overallWeight})` : [],
    stratumWeight > 0 ? `within the patient's stratum (weight ${stratumWeight})` : [],
  ].flat();
  return (
    `Patients are randomized ${ratioInWords(shares)} by minimization (Pocock and Simon) over ${factorsInWords(checked, weighted)}: ` +
    `the arm that gives the least total imbalance, measured by the ${imbalance.replace("-", " ")} of the marginal numbers of patients` +
    `${also.length === 0 ? "" : ` and ${also.join(" and ")}`}, ` +
    `is allocated with probability ${Number(probability.toPrecision(4))}, ties at random.`
  );
}
