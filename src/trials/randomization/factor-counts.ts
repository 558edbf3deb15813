/** Numbers of patients by level of factors and arm, kept up to date as a trial grows. */
import type { Covariates } from "../trial-data.js";
import type { AllocationHistory } from "./allocation-rule.js";
import { type CheckedFactor, levelOf } from "./factors.js";

/** Levels, strata and kinds of patients that are remembered from trial to trial; with more of them all is learned anew, so that memory stays bounded. */
const MOST_REMEMBERED = 4096;

/**
 * The counts of a history. `update` compares the history with the patients counted last (arm, and which covariates they are) and counts
 * only what differs: one look at each patient before (1 to 2 ns), instead of looking up all their levels again (about 20 ns for each factor). What it
 * answers depends on the history alone. Covariates must not change once a patient has them.
 */
export class FactorCounts {
  /** `margins[f][level · arms + arm]`: patients; strata are the combinations of all levels, `strata[stratum · arms + arm]`. */
  readonly margins: Int32Array[];
  strata: Int32Array;
  /** Patients of each stratum in order, and how many they are. */
  readonly members: Int32Array[] = [];
  readonly memberCounts: number[] = [];
  /** Changes when strata get other numbers. */
  generation = 0;
  private readonly factors: readonly CheckedFactor[];
  private readonly arms: number;
  private readonly levels: Map<number | string, number>[];
  private readonly stratumIds = new Map<number, number>();
  private stratumCount = 0;
  /** Covariates that were seen: which kind of patient they are, the kind's levels, and its stratum. */
  private readonly kinds = new Map<Covariates, number>();
  private kindLevels: Int32Array;
  private kindStratum = new Int32Array(64);
  private found = 0;
  private count = 0;
  private armOf = new Int32Array(64);
  private kindOf = new Int32Array(64);
  private readonly covariatesOf: Covariates[] = [];

  constructor(factors: readonly CheckedFactor[], arms: number) {
    this.factors = factors;
    this.arms = arms;
    this.levels = factors.map(() => new Map());
    this.margins = factors.map(() => new Int32Array(16 * arms));
    this.strata = new Int32Array(16 * arms);
    this.kindLevels = new Int32Array(64 * factors.length);
  }

  /** Counts exactly the patients of `history`. */
  update(history: AllocationHistory): void {
    const { armOf, covariatesOf } = this;
    const enrolled = history.enrolled;
    const both = enrolled < this.count ? enrolled : this.count;
    let same = 0;
    while (same < both && armOf[same] === history.armOf(same) && covariatesOf[same] === history.covariatesOf(same)) same++;
    if (same === 0) this.clear();
    while (this.count > same) this.removeLast();
    while (this.count < enrolled) this.add(history.armOf(this.count), history.covariatesOf(this.count));
  }

  /** Counts no patients. */
  clear(): void {
    if (this.count === 0) return;
    this.count = 0;
    for (const margin of this.margins) margin.fill(0);
    this.strata.fill(0);
    this.memberCounts.fill(0);
    if (this.kinds.size >= MOST_REMEMBERED) this.forget();
  }

  /** Counts one more patient. */
  add(arm: number, covariates: Covariates): void {
    const { arms, margins } = this;
    const i = this.count;
    if (i === this.armOf.length) {
      this.armOf = twice(this.armOf);
      this.kindOf = twice(this.kindOf);
    }
    const stratum = this.find(covariates);
    const from = this.found * margins.length;
    for (let f = 0; f < margins.length; f++) margins[f][this.kindLevels[from + f] * arms + arm]++;
    this.strata[stratum * arms + arm]++;
    this.armOf[i] = arm;
    this.kindOf[i] = this.found;
    this.covariatesOf[i] = covariates;
    const member = this.memberCounts[stratum]++;
    if (member === this.members[stratum].length) this.members[stratum] = twice(this.members[stratum]);
    this.members[stratum][member] = i;
    this.count = i + 1;
  }

  /** Finds the patient's levels, which `level` tells, and returns their stratum. */
  find(patient: Covariates): number {
    this.found = this.kinds.get(patient) ?? this.learn(patient);
    return this.kindStratum[this.found];
  }

  /** The level of factor `f` of the patient found last. */
  level(f: number): number {
    return this.kindLevels[this.found * this.factors.length + f];
  }

  private removeLast(): void {
    const { arms, margins } = this;
    const i = --this.count;
    const arm = this.armOf[i];
    const kind = this.kindOf[i];
    for (let f = 0; f < margins.length; f++) margins[f][this.kindLevels[kind * margins.length + f] * arms + arm]--;
    this.strata[this.kindStratum[kind] * arms + arm]--;
    this.memberCounts[this.kindStratum[kind]]--;
  }

  private learn(patient: Covariates): number {
    const { factors } = this;
    const kind = this.kinds.size;
    if (kind === this.kindStratum.length) {
      this.kindStratum = twice(this.kindStratum);
      this.kindLevels = twice(this.kindLevels);
    }
    let stratum = 0;
    for (let f = 0; f < factors.length; f++) {
      const level = this.levelId(f, levelOf(factors[f], patient));
      this.kindLevels[kind * factors.length + f] = level;
      stratum = this.stratumId(f, stratum, level);
    }
    this.kindStratum[kind] = stratum;
    this.kinds.set(patient, kind);
    return kind;
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

  private forget(): void {
    this.generation++;
    this.kinds.clear();
    for (const known of this.levels) known.clear();
    this.stratumIds.clear();
    this.stratumCount = 0;
    this.members.length = 0;
    this.memberCounts.length = 0;
  }
}

function twice(array: Int32Array): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(2 * array.length);
  grown.set(array);
  return grown;
}
