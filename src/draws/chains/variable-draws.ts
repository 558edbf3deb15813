/** The draws of one variable, with what several statistics need computed once. */
import { isInformative } from "./available.js";
import { effectiveSampleSize } from "./effective-sample-size.js";
import { meanOf, varianceAround } from "./moments.js";
import { medianOfSorted, normalScoresInto, quantileOfSorted, sortedDistances } from "./order.js";
import { pooled, type Sequences, splitChains } from "./split.js";

/** Chains of one variable; every member is computed when first asked for. */
export class VariableDraws {
  readonly chains: readonly Float64Array[];
  private keptPool: Float64Array | undefined;
  private keptInformative: boolean | undefined;
  private keptSorted: Float64Array | undefined;
  private keptDistances: Float64Array | undefined;
  private keptHalves: Sequences | undefined;
  private keptScores: Sequences | undefined;
  private keptMean: number | undefined;
  private keptVariance: number | undefined;

  constructor(chains: readonly Float64Array[]) {
    this.chains = chains;
  }

  /** All draws, chain after chain. */
  get pool(): Float64Array {
    this.keptPool ??= pooled(this.chains);
    return this.keptPool;
  }

  /** Whether the draws are finite and vary by at least the machine epsilon: figures on their own scale exist. */
  get isInformative(): boolean {
    this.keptInformative ??= isInformative(this.pool);
    return this.keptInformative;
  }

  /** Whether the draws have ranks: none is NaN, and they are not all the same; infinite ones have. */
  get hasRanks(): boolean {
    return !this.hasMissing && this.sorted[0] !== this.sorted[this.sorted.length - 1];
  }

  /** All draws in increasing order; NaN last. */
  get sorted(): Float64Array {
    this.keptSorted ??= this.pool.slice().sort();
    return this.keptSorted;
  }

  /** Whether a draw is NaN. */
  get hasMissing(): boolean {
    return Number.isNaN(this.sorted[this.sorted.length - 1]);
  }

  get mean(): number {
    this.keptMean ??= meanOf(this.pool);
    return this.keptMean;
  }

  /** Variance with divisor S − 1. */
  get variance(): number {
    this.keptVariance ??= varianceAround(this.mean, this.pool);
    return this.keptVariance;
  }

  get median(): number {
    return this.hasMissing ? Number.NaN : medianOfSorted(this.sorted);
  }

  /** |draw − median| of all draws in increasing order. */
  get sortedDistances(): Float64Array {
    this.keptDistances ??= sortedDistances(this.sorted, this.median);
    return this.keptDistances;
  }

  quantile(probability: number): number {
    return this.hasMissing ? Number.NaN : quantileOfSorted(this.sorted, probability);
  }

  /** Both halves of each chain. */
  get halves(): Sequences {
    this.keptHalves ??= splitChains(this.chains);
    return this.keptHalves;
  }

  /** The halves, rank-normalized. */
  get scores(): Sequences {
    this.keptScores ??= normalScores(this.halves, this.sorted);
    return this.keptScores;
  }

  /** The halves of the distances from the median, rank-normalized. */
  get distanceScores(): Sequences {
    const { median } = this;
    return normalScores(
      mapped(this.halves, (draw) => Math.abs(draw - median)),
      this.sortedDistances,
    );
  }

  /** The effective sample size of the mean of `transform` of the draws. */
  effectiveSampleSizeOf(transform: (draw: number) => number): number {
    return effectiveSampleSize(mapped(this.halves, transform));
  }

  /** The effective sample size of the share of draws at or below the quantile at `probability`; of the next lower one for 1. */
  effectiveSampleSizeAt(probability: number): number {
    if (!this.isInformative) return Number.NaN;
    const draws = this.pool.length;
    const quantile = this.quantile(probability === 1 ? (draws - 0.5) / draws : probability);
    return this.effectiveSampleSizeOf((draw) => (draw <= quantile ? 1 : 0));
  }
}

function mapped(sequences: Sequences, transform: (draw: number) => number): Sequences {
  const values = new Float64Array(sequences.values.length);
  for (let i = 0; i < values.length; i++) values[i] = transform(sequences.values[i]);
  return { ...sequences, values };
}

/** `allSorted` holds the same values in order, unless splitting dropped some. */
function normalScores(sequences: Sequences, allSorted: Float64Array): Sequences {
  const { values } = sequences;
  const sorted = values.length === allSorted.length ? allSorted : values.slice().sort();
  const scores = new Float64Array(values.length);
  normalScoresInto(scores, values, sorted);
  return { ...sequences, values: scores };
}
