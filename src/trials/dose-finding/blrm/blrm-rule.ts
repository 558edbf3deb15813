/** The rule of a BLRM: which dose comes next, given the posterior. */
import type { ToxicityPosterior } from "../posterior/toxicity-model.js";
import type { TwoParameterPosterior } from "../posterior/two-parameter-quadrature.js";
import type { BlrmStoppingRule, DoseIncrement } from "./blrm-options.js";
import type { BlrmSettings } from "./blrm-settings.js";
import { mtdVariation } from "./mtd-variation.js";

const NOBODY: ArrayLike<number> = [];

/** Doses that may be chosen: up to `highest`, all or only those with patients. */
export interface Candidates {
  readonly highest: number;
  readonly triedOnly: boolean;
}

/** Asks the posterior; its buffers are used again for the next data. */
export class BlrmRule {
  /** Of the last choice, by dose; only doses up to `looked − 1` have been looked at. */
  readonly target: Float64Array;
  readonly over: Float64Array;
  looked = 0;
  private readonly settings: BlrmSettings;
  private readonly posterior: ToxicityPosterior;

  constructor(settings: BlrmSettings) {
    this.settings = settings;
    this.posterior = settings.posterior.of(settings.model);
    this.target = new Float64Array(settings.arms.length);
    this.over = new Float64Array(settings.arms.length);
  }

  /** Takes in the data; everything asked after this is about them. */
  update(patients: ArrayLike<number>, toxicities: ArrayLike<number>): void {
    this.posterior.update({ patients, toxicities, partial: 0, partialDose: NOBODY, partialWeight: NOBODY });
  }

  /**
   * Chooses among the candidates that overdose control allows: the most probable in the target interval, the highest when none is more
   * probable than `leastTargetProbability`, or the one of least expected loss. −1 when there is none. The first of equals.
   */
  choose({ highest, triedOnly }: Candidates, patients: ArrayLike<number>): number {
    const { posterior, settings, target, over } = this;
    const { lower, upper, losses, leastTargetProbability } = settings;
    let best = -1;
    let bestValue = 0;
    let highestEligible = -1;
    let most = 0;
    this.looked = 0;
    for (let dose = 0; dose <= highest; dose++) {
      const belowUpper = posterior.probabilityBelow(dose, upper);
      over[dose] = 1 - belowUpper;
      target[dose] = Number.NaN;
      this.looked = dose + 1;
      // The overdose probability rises with the dose: all above are not eligible either.
      if (!this.isEligible(dose)) break;
      if (triedOnly && patients[dose] === 0) continue;
      target[dose] = belowUpper - posterior.probabilityBelow(dose, lower);
      const value = losses === undefined ? target[dose] : -this.expectedLoss(losses, dose);
      if (best < 0 || value > bestValue) {
        best = dose;
        bestValue = value;
      }
      highestEligible = dose;
      if (target[dose] > most) most = target[dose];
    }
    return losses === undefined && !(most > leastTargetProbability) ? highestEligible : best;
  }

  /** Whether overdose control allows the dose, whose `over` is known. */
  private isEligible(dose: number): boolean {
    const { overdoseQuantile: quantile, maximumOverdoseProbability } = this.settings;
    // The quantile is below the limit just when more than its probability is.
    return quantile === undefined
      ? this.over[dose] <= maximumOverdoseProbability
      : this.posterior.probabilityBelow(dose, quantile.below) > quantile.probability;
  }

  private expectedLoss(losses: readonly number[], dose: number): number {
    const { unacceptable } = this.settings;
    const under = 1 - this.target[dose] - this.over[dose];
    const loss = losses[0] * under + losses[1] * this.target[dose];
    if (unacceptable === undefined) return loss + losses[2] * this.over[dose];
    const worst = 1 - this.posterior.probabilityBelow(dose, unacceptable);
    return loss + losses[2] * (this.over[dose] - worst) + losses[3] * worst;
  }

  /** The highest dose that the increments and skipping allow after the last dose. */
  highestAllowed(last: number, highestTried: number, toxicities: ArrayLike<number>): number {
    const { increments, incrementsByToxicities, noSkipping, amounts } = this.settings;
    let highest = noSkipping ? Math.min(highestTried + 1, amounts.length - 1) : amounts.length - 1;
    if (increments.length + incrementsByToxicities.length === 0) return highest;
    let toxic = 0;
    for (let dose = 0; dose < amounts.length; dose++) toxic += toxicities[dose];
    const factor = 1 + Math.min(incrementAt(increments, amounts[last]), incrementAt(incrementsByToxicities, toxic));
    // A product that is the amount up to rounding does not exclude it.
    const limit = amounts[last] * factor * (1 + 1e-12);
    while (highest > last && amounts[highest] > limit) highest--;
    return highest;
  }

  /** The number of the first stopping rule that holds at the dose; −1 for none. */
  stoppingRule(dose: number, patients: ArrayLike<number>): number {
    return this.settings.stopping.findIndex((rule) => this.holds(rule, dose, patients));
  }

  private holds(rule: BlrmStoppingRule, dose: number, patients: ArrayLike<number>): boolean {
    if (rule.patients !== undefined) {
      let all = 0;
      for (let d = 0; d < patients.length; d++) all += patients[d];
      if (all < rule.patients) return false;
    }
    if (rule.patientsAtDose !== undefined && this.patientsNear(dose, rule.nearness ?? 0, patients) < rule.patientsAtDose)
      return false;
    if (rule.targetProbability !== undefined && this.targetAt(dose) < rule.targetProbability) return false;
    return rule.variation === undefined || this.variation() <= rule.variation;
  }

  patientsNear(dose: number, nearness: number, patients: ArrayLike<number>): number {
    const { amounts } = this.settings;
    let near = 0;
    for (let d = 0; d < amounts.length; d++)
      if (Math.abs(amounts[d] - amounts[dose]) <= nearness * amounts[dose] * (1 + 1e-12)) near += patients[d];
    return near;
  }

  targetAt(dose: number): number {
    const { posterior, settings } = this;
    return posterior.probabilityBelow(dose, settings.upper) - posterior.probabilityBelow(dose, settings.lower);
  }

  overAt(dose: number): number {
    return 1 - this.posterior.probabilityBelow(dose, this.settings.upper);
  }

  variation(): number {
    return mtdVariation(this.posterior as TwoParameterPosterior, this.settings.target);
  }

  /** Whether the posterior can tell how well the MTD is known. */
  get knowsVariation(): boolean {
    return typeof (this.posterior as Partial<TwoParameterPosterior>).probabilityFirstBelow === "function";
  }

  quantile(dose: number, probability: number): number {
    return this.posterior.quantile(dose, probability);
  }
}

/** The increment that holds from `value` on. */
function incrementAt(increments: readonly DoseIncrement[], value: number): number {
  let found = Number.POSITIVE_INFINITY;
  for (const { from, increment } of increments) if (from <= value) found = increment;
  return found;
}
