/** How well a randomization balanced, and how well it could be predicted. */
import { log } from "../../numeric/index.js";
import type { Weights } from "../design.js";
import type { MetricDescription } from "../operating-characteristics.js";
import type { Covariates } from "../trial-data.js";
import type { AllocationHistory, AllocationRule } from "./allocation-rule.js";
import { FactorCounts } from "./factor-counts.js";
import type { CheckedFactor } from "./factors.js";

/**
 * Balance of a trial in a group of patients. The imbalance of a group is the range over arms of n_k / (K r_k): with two arms and 1 : 1 the
 * difference of their numbers of patients.
 */
export interface Imbalances {
  /** At the end; the mean over groups where there are several (the levels of a factor, the strata). */
  readonly final: number;
  /** Mean over patients of the imbalance of their group after their allocation. */
  readonly mean: number;
  /** The largest that any patient left behind. */
  readonly maximum: number;
}

/** Balance and predictability of one trial's randomization: plain data. */
export interface RandomizationBalance {
  readonly overall: Imbalances;
  /** By factor: the levels of the factor are the groups. */
  readonly margins: readonly Imbalances[];
  /** The combinations of all factors' levels are the groups; absent without factors. */
  readonly strata?: Imbalances;
  /** Σ_k (n_k − n r_k)² / (n r_k) at the end: about the number of patients that imbalance wastes; D²/n with two arms and 1 : 1. */
  readonly loss: number;
  /** Part of the allocations guessed by the convergence strategy: guess the arm that is behind, the larger one or any when none is. */
  readonly correctGuesses: number;
  /** The same for a guesser who knows the rule: the mean of the largest weight. */
  readonly predictability: number;
  /** Part of the allocations that were certain. */
  readonly deterministic: number;
  /** Mean Shannon entropy of the weights, in bits: 1 for a fair coin. */
  readonly entropy: number;
}

/**
 * Returns the balance and predictability of a trial that was randomized by the rule: the rule is asked again for the weights of each patient.
 *
 * @param key The key that the trial gave to the rule.
 * @param counts Where to count; given again and again, it knows the levels already.
 * Source: rosenberger2015randomization, blackwell1957design.
 */
export function randomizationBalance(
  rule: AllocationRule,
  history: AllocationHistory,
  key: number,
  factors: readonly CheckedFactor[] = [],
  counts = factors.length === 0 ? undefined : new FactorCounts(factors, rule.ratio.length),
): RandomizationBalance {
  const shares = rule.ratio;
  const enrolled = history.enrolled;
  const before = new HistoryBefore(history, shares.length);
  counts?.clear();
  const groups = Array.from({ length: factors.length + (counts === undefined ? 1 : 2) }, () => new GroupImbalance());
  const guesses = new Guesses(shares);
  for (let i = 0; i < enrolled; i++) {
    const patient = history.covariatesOf(i);
    const arm = history.armOf(i);
    guesses.add(rule.weights(patient, before, key), before, arm);
    before.advance(arm);
    groups[0].add(rangeOf(before.counts, 0, shares));
    if (counts === undefined) continue;
    counts.add(arm, patient);
    const stratum = counts.find(patient);
    for (let f = 0; f < factors.length; f++)
      groups[f + 1].add(rangeOf(counts.margins[f], counts.level(f) * shares.length, shares));
    groups[factors.length + 1].add(rangeOf(counts.strata, stratum * shares.length, shares));
  }
  const finals = counts === undefined ? [] : [...counts.margins, counts.strata].map((table) => meanRange(table, shares));
  const imbalances = groups.map((group, g) => group.imbalances(g === 0 ? rangeOf(before.counts, 0, shares) : finals[g - 1]));
  return {
    overall: imbalances[0],
    margins: imbalances.slice(1, factors.length + 1),
    ...(counts === undefined ? {} : { strata: imbalances[factors.length + 1] }),
    loss: lossOf(before.counts, enrolled, shares),
    ...guesses.means(),
  };
}

/** The first patients of a history: what the rule knew when the next one came. */
class HistoryBefore implements AllocationHistory {
  enrolled = 0;
  readonly counts: Int32Array;
  private readonly history: AllocationHistory;

  constructor(history: AllocationHistory, arms: number) {
    this.history = history;
    this.counts = new Int32Array(arms);
  }

  advance(arm: number): void {
    this.counts[arm]++;
    this.enrolled++;
  }

  enrolledOn(arm: number): number {
    return this.counts[arm];
  }

  armOf(index: number): number {
    return this.history.armOf(index);
  }

  covariatesOf(index: number): Covariates {
    return this.history.covariatesOf(index);
  }
}

/** Adds up the imbalances that patients left behind. */
class GroupImbalance {
  private sum = 0;
  private largest = 0;
  private count = 0;

  add(imbalance: number): void {
    this.count++;
    this.sum += imbalance;
    if (imbalance > this.largest) this.largest = imbalance;
  }

  imbalances(final: number): Imbalances {
    return { final, mean: this.count === 0 ? 0 : this.sum / this.count, maximum: this.largest };
  }
}

/** Adds up how predictable the allocations were. */
class Guesses {
  private count = 0;
  private correct = 0;
  private largest = 0;
  private certain = 0;
  private bits = 0;
  private readonly shares: readonly number[];

  constructor(shares: readonly number[]) {
    this.shares = shares;
  }

  add(weights: Weights, before: AllocationHistory, arm: number): void {
    let most = 0;
    for (let k = 0; k < this.shares.length; k++) {
      const weight = weights[k];
      if (weight > most) most = weight;
      if (weight > 0 && weight < 1) this.bits -= weight * log(weight);
    }
    this.count++;
    this.largest += most;
    if (most > 1 - 1e-12) this.certain++;
    this.correct += guessedRight(before, arm, this.shares);
  }

  means(): Pick<RandomizationBalance, "correctGuesses" | "predictability" | "deterministic" | "entropy"> {
    const n = this.count === 0 ? 1 : this.count;
    const entropy = this.bits / Math.LN2 / n;
    return { correctGuesses: this.correct / n, predictability: this.largest / n, deterministic: this.certain / n, entropy };
  }
}

/** Probability that the convergence strategy names the arm: 1, 0, or a part when several are equally far behind and equally large. */
function guessedRight(before: AllocationHistory, arm: number, shares: readonly number[]): number {
  let behind = Infinity;
  for (let k = 0; k < shares.length; k++) behind = Math.min(behind, before.enrolledOn(k) / shares[k]);
  const limit = behind * (1 + 1e-9);
  let largest = 0;
  for (let k = 0; k < shares.length; k++)
    if (before.enrolledOn(k) / shares[k] <= limit && shares[k] > largest) largest = shares[k];
  let candidates = 0;
  let among = false;
  for (let k = 0; k < shares.length; k++) {
    if (before.enrolledOn(k) / shares[k] > limit || shares[k] < largest * (1 - 1e-9)) continue;
    candidates++;
    if (k === arm) among = true;
  }
  return among ? 1 / candidates : 0;
}

function rangeOf(counts: Int32Array, from: number, shares: readonly number[]): number {
  const arms = shares.length;
  let least = Infinity;
  let most = -Infinity;
  for (let arm = 0; arm < arms; arm++) {
    const scaled = counts[from + arm] / (arms * shares[arm]);
    if (scaled < least) least = scaled;
    if (scaled > most) most = scaled;
  }
  return most - least;
}

/** Mean of the ranges over groups that have patients. */
function meanRange(table: Int32Array, shares: readonly number[]): number {
  let sum = 0;
  let groups = 0;
  for (let from = 0; from < table.length; from += shares.length) {
    let patients = 0;
    for (let arm = 0; arm < shares.length; arm++) patients += table[from + arm];
    if (patients === 0) continue;
    sum += rangeOf(table, from, shares);
    groups++;
  }
  return groups === 0 ? 0 : sum / groups;
}

function lossOf(counts: Int32Array, enrolled: number, shares: readonly number[]): number {
  if (enrolled === 0) return 0;
  let loss = 0;
  for (let arm = 0; arm < shares.length; arm++) {
    const expected = enrolled * shares[arm];
    loss += ((counts[arm] - expected) * (counts[arm] - expected)) / expected;
  }
  return loss;
}

/** What `writeBalance` writes, in its order. */
export function describeBalance(factors: readonly CheckedFactor[]): readonly MetricDescription[] {
  const group = (name: string, where: string): readonly MetricDescription[] => [
    { name: `finalImbalance${name}`, label: `final imbalance${where}`, unit: "number" },
    { name: `meanImbalance${name}`, label: `mean imbalance${where}`, unit: "number" },
    { name: `maximumImbalance${name}`, label: `maximum imbalance${where}`, unit: "number" },
  ];
  return [
    ...group("", ""),
    ...factors.flatMap(({ covariate }) => group(`[${covariate}]`, ` by ${covariate}`)),
    ...(factors.length === 0 ? [] : group("[strata]", " within strata")),
    { name: "loss", label: "patients lost to imbalance", unit: "number" },
    { name: "correctGuesses", label: "correct guesses (convergence strategy)", unit: "number" },
    { name: "predictability", label: "correct guesses (rule known)", unit: "number" },
    { name: "deterministic", label: "deterministic allocations", unit: "number" },
    { name: "entropy", label: "entropy per allocation (bits)", unit: "number" },
  ];
}

/** Writes the numbers that `describeBalance` describes, from position `at` on; NaN for a trial that has no balance. */
export function writeBalance(out: Float64Array, at: number, balance: RandomizationBalance | undefined, factors: number): void {
  const groups = factors === 0 ? 1 : factors + 2;
  if (balance === undefined) {
    out.fill(Number.NaN, at, at + 3 * groups + 5);
    return;
  }
  let next = at;
  for (let g = 0; g < groups; g++) {
    const group = g === 0 ? balance.overall : g <= factors ? balance.margins[g - 1] : (balance.strata as Imbalances);
    out[next++] = group.final;
    out[next++] = group.mean;
    out[next++] = group.maximum;
  }
  out[next++] = balance.loss;
  out[next++] = balance.correctGuesses;
  out[next++] = balance.predictability;
  out[next++] = balance.deterministic;
  out[next++] = balance.entropy;
}
