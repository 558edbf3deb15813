/** Stratified randomization: any rule, apart in each stratum. */
import { InvalidArgument } from "../../errors.js";
import { rngFromSeed } from "../../random/index.js";
import { checkKnown } from "../requirements.js";
import type { Covariates } from "../trial-data.js";
import type { AllocationHistory, AllocationRule } from "./allocation-rule.js";
import { FactorCounts } from "./factor-counts.js";
import { type CheckedFactor, checkFactors, type Factor, factorsInWords, levelOf } from "./factors.js";

export interface StratifiedOptions {
  /** The rule that is followed in each stratum: made by another function of this folder. */
  readonly rule: AllocationRule;
  /** The covariates whose levels make the strata. A patient without a value has a level of their own. */
  readonly factors: readonly Factor[];
}

/**
 * Returns stratified randomization: in each stratum (combination of the factors' levels) the rule sees that stratum's patients only, and gets
 * a key of the stratum's own.
 *
 * @throws InvalidArgument for a rule that is none, and factors without a name.
 * Source: zelen1974randomization.
 */
export function stratified(options: StratifiedOptions): AllocationRule {
  checkKnown("stratified", options, ["rule", "factors"]);
  const { rule, factors } = options;
  checkRule("stratified", "rule", rule);
  const checked = checkFactors("stratified", factors);
  const { recipe } = rule;
  const counts = new FactorCounts(checked, rule.ratio.length);
  const view = new StratumHistory(counts, rule.ratio.length);
  const keys = new StratumKeys(checked);
  return {
    name: `${rule.name}, stratified`,
    ratio: rule.ratio,
    weights(patient, history, key) {
      counts.update(history);
      const stratum = counts.find(patient);
      view.show(history, stratum);
      return rule.weights(patient, view, keys.keyOf(stratum, counts.generation, patient, key));
    },
    ...(rule.constant === undefined ? {} : { constant: rule.constant }),
    protocol: `${rule.protocol} Randomization is stratified by ${factorsInWords(checked)}.`,
    ...(recipe === undefined ? {} : { recipe: { make: "stratified", options: { factors: [...factors], rule: recipe } } }),
  };
}

/** The keys of strata: made from the trial's key and the stratum's name. */
class StratumKeys {
  private readonly factors: readonly CheckedFactor[];
  private readonly names: string[] = [];
  private readonly keys: number[] = [];
  private key = -1;
  private generation = 0;

  constructor(factors: readonly CheckedFactor[]) {
    this.factors = factors;
  }

  keyOf(stratum: number, generation: number, patient: Covariates, key: number): number {
    if (generation !== this.generation) this.names.length = 0;
    if (generation !== this.generation || key !== this.key) this.keys.length = 0;
    this.generation = generation;
    this.key = key;
    const known = this.keys[stratum];
    if (known !== undefined) return known;
    this.names[stratum] ??= JSON.stringify(this.factors.map((factor) => levelOf(factor, patient)));
    const own = Math.floor(rngFromSeed(key).child(this.names[stratum]).uniform() * 2 ** 53);
    this.keys[stratum] = own;
    return own;
  }
}

/** @throws InvalidArgument unless `rule` is an allocation rule. */
export function checkRule(caller: string, argument: string, rule: unknown): asserts rule is AllocationRule {
  const { weights, ratio, protocol } = (typeof rule === "object" && rule !== null ? rule : {}) as Partial<AllocationRule>;
  if (typeof weights !== "function" || !Array.isArray(ratio) || typeof protocol !== "string")
    throw new InvalidArgument(caller, argument, "be an allocation rule, such as permutedBlocks({ blockSize: 4 })", rule);
}

/** The patients of one stratum as a history of their own. */
class StratumHistory implements AllocationHistory {
  enrolled = 0;
  private history!: AllocationHistory;
  private stratum = 0;
  private readonly counts: FactorCounts;
  private readonly arms: number;

  constructor(counts: FactorCounts, arms: number) {
    this.counts = counts;
    this.arms = arms;
  }

  show(history: AllocationHistory, stratum: number): void {
    this.history = history;
    this.stratum = stratum;
    this.enrolled = this.counts.memberCounts[stratum];
  }

  enrolledOn(arm: number): number {
    return this.counts.strata[this.stratum * this.arms + arm];
  }

  armOf(index: number): number {
    return this.history.armOf(this.counts.members[this.stratum][index]);
  }

  covariatesOf(index: number): Covariates {
    return this.history.covariatesOf(this.counts.members[this.stratum][index]);
  }
}
