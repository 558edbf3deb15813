/** The contract of group-sequential boundaries: when to stop, on the scale of the Z statistic; large Z speaks for the new treatment. */

/** Looks k = 0 … K − 1; each list has one entry per look. */
export interface Boundaries {
  /** Information at each look as a part of the last look's; increasing, the last is 1. */
  readonly fractions: readonly number[];
  readonly sided: 1 | 2;
  /** One-sided: stop for efficacy at z ≥ efficacy[k]. Two-sided: at |z| ≥ efficacy[k]. Infinity where the look cannot stop for it. */
  readonly efficacy: readonly number[];
  /** One-sided: stop for futility at z < futility[k], −Infinity for never. Two-sided: at |z| < futility[k], 0 for never. */
  readonly futility: readonly number[];
  /** One-sided only: stop for harm at z ≤ harm[k]; −Infinity for never. */
  readonly harm: readonly number[];
  /** Whether the efficacy bounds rely on stopping when the futility (and harm) bounds are crossed. */
  readonly binding: boolean;
}

/** The probabilities of what can happen at each look, under one drift: Z at the last look has mean `drift` and variance 1. */
export interface CrossingProbabilities {
  readonly drift: number;
  readonly efficacy: readonly number[];
  /** Two-sided only: the part of `efficacy` in the wrong (negative) direction. */
  readonly opposite: readonly number[];
  readonly futility: readonly number[];
  readonly harm: readonly number[];
}
