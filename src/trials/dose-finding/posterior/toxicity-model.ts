/** The contracts of dose–toxicity models and of how their posteriors are computed. */
import type { Recipe } from "../../recipe.js";

/** A curve of toxicity over doses with one or two parameters, jointly normal a priori. */
export interface ToxicityModel {
  readonly doses: number;
  /** Prior mean; its length is the number of parameters, 1 or 2. */
  readonly mean: readonly number[];
  /** Prior covariance, row by row. */
  readonly covariance: readonly number[];
  /** Pr(toxicity) at the dose; `second` is ignored by models of one parameter. */
  toxicity(dose: number, first: number, second: number): number;
  /** The first parameter at which the dose has that toxicity, given the second: the exact limit of an interval's probability. */
  firstAt(dose: number, toxicity: number, second: number): number;
  /** Whether toxicity increases with the first parameter. */
  readonly increasing: boolean;
}

/** What is known of patients: counts of complete assessments by dose, and partly followed patients without toxicity. */
export interface ToxicityCounts {
  readonly patients: ArrayLike<number>;
  readonly toxicities: ArrayLike<number>;
  /** Dose and weight (0 to 1) of each patient under assessment, who contributes 1 − weight · Pr(toxicity); the first `partial` entries count. */
  readonly partial: number;
  readonly partialDose: ArrayLike<number>;
  readonly partialWeight: ArrayLike<number>;
}

/** The posterior of a model: `update` first, then ask. Buffers are reused; what it answers depends on the last update alone. */
export interface ToxicityPosterior {
  update(counts: ToxicityCounts): void;
  /** Posterior mean and variance of a parameter (0: the first). */
  parameterMean(parameter: number): number;
  parameterVariance(parameter: number): number;
  /** Posterior mean, distribution function and quantile of Pr(toxicity) at a dose. */
  mean(dose: number): number;
  probabilityBelow(dose: number, toxicity: number): number;
  quantile(dose: number, probability: number): number;
}

/** A way to compute posteriors: quadrature, Laplace's approximation, … */
export interface PosteriorMethod {
  readonly name: string;
  of(model: ToxicityModel): ToxicityPosterior;
  readonly recipe: Recipe;
}
