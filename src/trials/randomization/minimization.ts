/** Minimization: the arm that makes the factors' margins most alike. */
import { InvalidArgument } from "../../errors.js";
import { checkKnown } from "../requirements.js";
import type { AllocationHistory, AllocationRule } from "./allocation-rule.js";
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
  const c = indifference(shares, probability);
  const counts = new FactorCounts(checked, shares.length);
  const imbalances = new Imbalances(shares, MEASURES[imbalance]);
  const weights = new Float64Array(shares.length);
  return {
    name: "minimization",
    ratio: shares,
    weights(patient, history) {
      counts.update(history);
      const stratum = counts.find(patient);
      imbalances.scores.fill(0);
      for (let f = 0; f < checked.length; f++) imbalances.add(checked[f].weight, counts.margins[f], counts.level(f));
      if (overallWeight > 0) imbalances.addOverall(overallWeight, history);
      if (stratumWeight > 0) imbalances.add(stratumWeight, counts.strata, stratum);
      preferLeastInto(weights, imbalances.scores, shares, c);
      return weights;
    },
    protocol: inWords(options, shares),
    recipe: { make: caller, options: { ...options, factors: [...factors] } },
  };
}

/** Adds up, for each arm, the imbalance that groups of patients would have if the next patient got it. */
class Imbalances {
  readonly scores: Float64Array;
  private readonly scaled: Float64Array;
  /** What a patient counts on each arm: 1 / (K r_k). */
  private readonly step: Float64Array;
  private readonly measure: (counts: Float64Array) => number;

  constructor(shares: readonly number[], measure: (counts: Float64Array) => number) {
    this.scores = new Float64Array(shares.length);
    this.scaled = new Float64Array(shares.length);
    this.step = Float64Array.from(shares, (share) => 1 / (shares.length * share));
    this.measure = measure;
  }

  /** The group is row `row` of the table of counts. */
  add(weight: number, table: Int32Array, row: number): void {
    const { scaled, step } = this;
    const from = row * scaled.length;
    for (let arm = 0; arm < scaled.length; arm++) scaled[arm] = table[from + arm] * step[arm];
    this.addScaled(weight);
  }

  /** The group is all patients. */
  addOverall(weight: number, history: AllocationHistory): void {
    const { scaled, step } = this;
    for (let arm = 0; arm < scaled.length; arm++) scaled[arm] = history.enrolledOn(arm) * step[arm];
    this.addScaled(weight);
  }

  private addScaled(weight: number): void {
    const { scaled, scores, step, measure } = this;
    for (let arm = 0; arm < scaled.length; arm++) {
      const before = scaled[arm];
      scaled[arm] = before + step[arm];
      scores[arm] += weight * measure(scaled);
      scaled[arm] = before;
    }
  }
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
    `the arm that gives the least total imbalance, measured by the ${imbalance.replace("-", " ")} over arms of the numbers of patients with the new patient's levels` +
    `${also.length === 0 ? "" : ` and ${also.join(" and ")}`}, ` +
    `is allocated with probability ${Number(probability.toPrecision(4))}, ties at random.`
  );
}
