/** Numbers of patients by level of factors and arm, kept up to date as a trial grows. */
import type { Covariates } from "../trial-data.js";
import type { AllocationHistory } from "./allocation-rule.js";
import { type CheckedFactor, levelOf } from "./factors.js";

/** Levels of a factor (or strata) that are remembered; with more of them all is counted anew, so that memory stays bounded. */
const MOST_LEVELS = 4096;

/**
 * The counts of a history. `update` compares the history with the patients counted last (arm, and which covariates they are) and counts
 * only what differs: a look at each patient, about 4 ns, instead of looking up their levels, about 40 ns for each factor. What it
 * answers depends on the history alone. Covariates must not change once a patient has them.
 */
export class FactorCounts {
  /** `margins[f][level · arms + arm]`: patients; strata are the combinations of all levels, `strata[stratum · arms + arm]`. */
  readonly margins: Int32Array[];
  strata: Int32Array;
  /** Patients of each stratum in order, and how many they are. */
  readonly members: Int32Array[] = [];
  readonly memberCounts: number[] = [];
  private readonly factors: readonly CheckedFactor[];
  private readonly arms: number;
  private readonly levels: Map<number | string, number>[];
  private readonly stratumIds = new Map<number, number>();
  private stratumCount = 0;
  /** A level of each factor, and the stratum, of the patient looked up last. */
  private readonly found: Int32Array;
  private count = 0;
  private armOf = new Int32Array(64);
  private stratumOf = new Int32Array(64);
  private levelsOf: Int32Array;
  private readonly covariatesOf: Covariates[] = [];

  constructor(factors: readonly CheckedFactor[], arms: number) {
    this.factors = factors;
    this.arms = arms;
    this.levels = factors.map(() => new Map());
    this.margins = factors.map(() => new Int32Array(16 * arms));
    this.strata = new Int32Array(16 * arms);
    this.found = new Int32Array(factors.length);
    this.levelsOf = new Int32Array(64 * factors.length);
  }

  /** Counts exactly the patients of `history`. */
  update(history: AllocationHistory): void {
    const { armOf, covariatesOf } = this;
    const enrolled = history.enrolled;
    const both = enrolled < this.count ? enrolled : this.count;
    let same = 0;
    while (same < both && armOf[same] === history.armOf(same) && covariatesOf[same] === history.covariatesOf(same)) same++;
    if (same === 0 && this.count > 0) this.clear();
    while (this.count > same) this.removeLast();
    while (this.count < enrolled) this.add(history.armOf(this.count), history.covariatesOf(this.count));
  }

  /** Finds the patient's levels, which `level` tells, and returns their stratum. */
  find(patient: Covariates): number {
    const { factors, found } = this;
    let stratum = 0;
    for (let f = 0; f < factors.length; f++) {
      const level = this.levelId(f, levelOf(factors[f], patient));
      found[f] = level;
      stratum = this.stratumId(f, stratum, level);
    }
    return stratum;
  }

  /** The level of factor `f` of the patient found last. */
  level(f: number): number {
    return this.found[f];
  }

  private clear(): void {
    this.count = 0;
    for (const margin of this.margins) margin.fill(0);
    this.strata.fill(0);
    this.memberCounts.fill(0);
    if (this.stratumCount < MOST_LEVELS && this.levels.every((known) => known.size < MOST_LEVELS)) return;
    for (const known of this.levels) known.clear();
    this.stratumIds.clear();
    this.stratumCount = 0;
    this.members.length = 0;
    this.memberCounts.length = 0;
  }

  private add(arm: number, covariates: Covariates): void {
    const { arms, found, margins } = this;
    const i = this.count;
    if (i === this.armOf.length) this.grow();
    const stratum = this.find(covariates);
    for (let f = 0; f < found.length; f++) {
      margins[f][found[f] * arms + arm]++;
      this.levelsOf[i * found.length + f] = found[f];
    }
    this.strata[stratum * arms + arm]++;
    this.armOf[i] = arm;
    this.stratumOf[i] = stratum;
    this.covariatesOf[i] = covariates;
    this.join(stratum, i);
    this.count = i + 1;
  }

  private join(stratum: number, patient: number): void {
    const count = this.memberCounts[stratum]++;
    if (count === this.members[stratum].length) this.members[stratum] = twice(this.members[stratum]);
    this.members[stratum][count] = patient;
  }

  private removeLast(): void {
    const { arms, found, margins } = this;
    const i = --this.count;
    const arm = this.armOf[i];
    for (let f = 0; f < found.length; f++) margins[f][this.levelsOf[i * found.length + f] * arms + arm]--;
    this.strata[this.stratumOf[i] * arms + arm]--;
    this.memberCounts[this.stratumOf[i]]--;
  }

  private levelId(f: number, value: number | string): number {
    const known = this.levels[f];
    let id = known.get(value);
    if (id === undefined) {
      id = known.size;
      known.set(value, id);
      if ((id + 1) * this.arms > this.margins[f].length) this.margins[f] = twice(this.margins[f]);
    }
    return id;
  }

  /** Strata are numbered as they come: the stratum so far and the next level name the next one; the last factor's count. */
  private stratumId(f: number, before: number, level: number): number {
    const last = f === this.factors.length - 1;
    if (f === 0 && !last) return level;
    const address = (before * 2 ** 21 + level) * 32 + f;
    let id = this.stratumIds.get(address);
    if (id === undefined) {
      id = last ? this.stratumCount++ : this.stratumIds.size;
      this.stratumIds.set(address, id);
      if (last) this.newStratum(id);
    }
    return id;
  }

  private newStratum(id: number): void {
    this.members[id] = new Int32Array(16);
    this.memberCounts[id] = 0;
    if ((id + 1) * this.arms > this.strata.length) this.strata = twice(this.strata);
  }

  private grow(): void {
    this.armOf = twice(this.armOf);
    this.stratumOf = twice(this.stratumOf);
    this.levelsOf = twice(this.levelsOf);
  }
}

function twice(array: Int32Array): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(2 * array.length);
  grown.set(array);
  return grown;
}
