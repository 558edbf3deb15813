/** Fits of the continual reassessment method's model to the data of a trial. */
import type { PosteriorMethod, ToxicityCounts, ToxicityModel, ToxicityPosterior } from "../posterior/toxicity-model.js";
import { LastCounts } from "./last-counts.js";

/**
 * How a dose's toxicity is estimated. plug-in: the curve at the posterior mean of β. mean, median: the posterior mean or median of the
 * toxicity itself.
 */
export type CrmEstimator = "plug-in" | "mean" | "median";

/** What the model says, given the data. */
export interface CrmFit {
  /** Posterior mean of β. */
  readonly parameter: number;
  /** The estimated toxicity of each dose. */
  readonly toxicity: Float64Array;
  /** Position of the dose that the estimates recommend. */
  readonly dose: number;
  /** Pr(toxicity at the lowest dose > target | data), where it may be above the cutoff; else NaN. */
  readonly excess: number;
}

export interface CrmFitterSettings {
  readonly model: ToxicityModel;
  readonly posterior: PosteriorMethod;
  readonly estimator: CrmEstimator;
  readonly target: number;
  /** `excess` is wanted where it may be above this; 1: never. */
  readonly safetyCutoff: number;
}

/** Fits that are kept, at most; then they are forgotten and begun anew. */
const KEPT = 20_000;

/** Makes fits; those to complete assessments are kept by their counts, which come again from trial to trial. */
export class CrmFitter {
  private readonly settings: CrmFitterSettings;
  private readonly posterior: ToxicityPosterior;
  private readonly kept = new Map<string, CrmFit>();
  /** The data that the posterior was updated with last, and what was asked of them; a dose of −1 and an excess of −1 were not. */
  private readonly last: LastCounts;
  private lastDose = -1;
  private lastExcess = -1;
  private readonly estimates: Float64Array;
  /** Complete assessments by dose at which the excess is not above the cutoff: also not with more patients without a DLT. */
  private readonly safe: LastCounts;

  constructor(settings: CrmFitterSettings) {
    this.settings = settings;
    this.posterior = settings.posterior.of(settings.model);
    this.last = new LastCounts(settings.model.doses);
    this.safe = new LastCounts(settings.model.doses);
    this.estimates = new Float64Array(settings.model.doses);
  }

  fit(counts: ToxicityCounts): CrmFit {
    if (counts.partial > 0) return this.compute(counts);
    let key = "";
    for (let dose = 0; dose < counts.patients.length; dose++)
      key += String.fromCharCode(counts.patients[dose], counts.toxicities[dose]);
    const known = this.kept.get(key);
    if (known !== undefined) return known;
    const fit = this.compute(counts);
    if (this.kept.size === KEPT) this.kept.clear();
    this.kept.set(key, fit);
    return fit;
  }

  /** The dose of the fit, without the rest of it. */
  doseOf(counts: ToxicityCounts): number {
    if (counts.partial === 0) return this.fit(counts).dose;
    this.update(counts);
    if (this.lastDose < 0) {
      this.estimateInto(this.estimates);
      this.lastDose = nearestDose(this.estimates, this.settings.target);
    }
    return this.lastDose;
  }

  /**
   * Whether the excess of the fit is above the cutoff.
   *
   * Follow-up without a DLT multiplies the likelihood by 1 − w p (or 1 − p), which falls as p rises: it can only lower the excess. So where
   * complete assessments alone are not above the cutoff, nothing is to be computed until there is another DLT.
   */
  isExcessive(counts: ToxicityCounts): boolean {
    const { safetyCutoff, posterior } = this.settings;
    if (safetyCutoff === 1) return false;
    if (counts.partial === 0) return this.fit(counts).excess > safetyCutoff;
    // Approximations need not keep the order of the posteriors that they approximate.
    if (posterior.name === "quadrature") {
      if (this.safe.isExceededBySafe(counts)) return false;
      const complete = { ...counts, partial: 0 };
      if (!(this.fit(complete).excess > safetyCutoff)) {
        this.safe.keep(complete);
        return false;
      }
    }
    this.update(counts);
    if (this.lastExcess === -1) this.lastExcess = this.excess();
    return this.lastExcess > safetyCutoff;
  }

  private update(counts: ToxicityCounts): void {
    if (this.last.equals(counts)) return;
    this.last.keep(counts);
    this.lastDose = -1;
    this.lastExcess = -1;
    this.posterior.update(counts);
  }

  private compute(counts: ToxicityCounts): CrmFit {
    this.update(counts);
    const toxicity = new Float64Array(this.settings.model.doses);
    const parameter = this.estimateInto(toxicity);
    return { parameter, toxicity, dose: nearestDose(toxicity, this.settings.target), excess: this.excess() };
  }

  /** Writes the estimated toxicities. Returns the posterior mean of β. */
  private estimateInto(toxicity: Float64Array): number {
    const { posterior } = this;
    const { model, estimator } = this.settings;
    const parameter = posterior.parameterMean(0);
    for (let dose = 0; dose < model.doses; dose++) {
      toxicity[dose] =
        estimator === "plug-in"
          ? model.toxicity(dose, parameter, 0)
          : estimator === "mean"
            ? posterior.mean(dose)
            : posterior.quantile(dose, 0.5);
    }
    return parameter;
  }

  /** By Markov's inequality Pr(p > target) is at most E(p) / target, which is cheaper, and mostly enough to know. */
  private excess(): number {
    const { posterior } = this;
    const { target, safetyCutoff } = this.settings;
    if (safetyCutoff === 1 || posterior.mean(0) <= safetyCutoff * target) return Number.NaN;
    return 1 - posterior.probabilityBelow(0, target);
  }
}

/**
 * Position of the dose with toxicity nearest to the target: the highest when all are at most the target, the lowest when all are at least
 * the target, else the nearest, the lower of equals.
 */
export function nearestDose(toxicity: ArrayLike<number>, target: number): number {
  const doses = toxicity.length;
  let low = 0;
  let high = 0;
  let nearest = 0;
  for (let dose = 0; dose < doses; dose++) {
    if (toxicity[dose] <= target) low++;
    if (toxicity[dose] >= target) high++;
    if (Math.abs(toxicity[dose] - target) < Math.abs(toxicity[nearest] - target)) nearest = dose;
  }
  return low === doses ? doses - 1 : high === doses ? 0 : nearest;
}
