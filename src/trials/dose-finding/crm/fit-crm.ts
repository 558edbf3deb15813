/** One fit of the continual reassessment method's model, with limits: what an analysis of a trial's data asks for. */
import { InvalidArgument } from "../../../errors.js";
import { normalQuantile } from "../../../numeric/probability/normal.js";
import { checkBetween, checkFlags, checkKnown, checkPositive } from "../../requirements.js";
import { quadrature } from "../posterior/quadrature.js";
import type { PosteriorMethod, ToxicityCounts, ToxicityModel } from "../posterior/toxicity-model.js";
import { type CrmEstimator, nearestDose } from "./crm-fitter.js";
import { crmModel } from "./crm-models.js";
import { maximumLikelihood } from "./maximum-likelihood.js";
import { adaptiveWeight, type FollowUpWeighting } from "./partial-follow-up.js";
import { type CrmModelName, checkModel, checkSkeleton } from "./skeleton.js";

/** One patient's data. */
export interface CrmPatient {
  /** Dose level, counted from 1. */
  readonly level: number;
  readonly toxic: boolean;
  /** Weight of a patient without a DLT, 0 to 1; 1 when not given. One with a DLT has weight 1. */
  readonly weight?: number;
}

/** Data, and the model that is fitted to them. */
export interface FitCrmOptions {
  readonly target: number;
  readonly skeleton: readonly number[];
  readonly patients: readonly CrmPatient[];
  /** "power" when not given. */
  readonly model?: CrmModelName;
  /** Intercept of the logistic model; 3 when not given. */
  readonly intercept?: number;
  /** Prior standard deviation of β; √1.34 when not given. */
  readonly priorDeviation?: number;
  /** "plug-in" when not given. */
  readonly estimator?: CrmEstimator;
  /** Maximizes the likelihood instead of averaging over the posterior. */
  readonly likelihood?: boolean;
  /** Of the limits; 0.9 when not given. */
  readonly confidence?: number;
  /** `quadrature()` when not given. */
  readonly posterior?: PosteriorMethod;
}

/** What a fit says. */
export interface CrmAnalysis {
  /** Posterior mean of β, or its maximum likelihood estimate. */
  readonly parameter: number;
  /** Posterior variance of β; see `fitCrm` for the maximum likelihood estimate's. */
  readonly variance: number;
  /** Estimated toxicity by dose, with lower and upper limits. */
  readonly toxicity: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  /** The recommended level, counted from 1. */
  readonly level: number;
  /** Why there is no estimate, when there is none: β and the toxicities are then limits, the others NaN. */
  readonly reason?: string;
}

const OPTIONS: readonly (keyof FitCrmOptions)[] = [
  "target",
  "skeleton",
  "patients",
  "model",
  "intercept",
  "priorDeviation",
  "estimator",
  "likelihood",
  "confidence",
  "posterior",
];

/**
 * Fits the model to patients' data.
 *
 * The limits are the curve at β ± z·sd, a normal approximation as in the R package dfcrm. The variance of the maximum likelihood estimate
 * is also that package's: ∫ β² L dβ / ∫ L dβ over [−10, 10] with prior sd 500, less the estimate's square.
 *
 * @throws InvalidArgument for a skeleton that does not increase in (0, 1), levels that are not doses, and weights outside [0, 1].
 * Source: cheung2011dose.
 */
export function fitCrm(options: FitCrmOptions): CrmAnalysis {
  checkKnown("fitCrm", options, OPTIONS);
  const { target, skeleton, patients, model: name = "power", intercept = 3, confidence = 0.9 } = options;
  const { priorDeviation = Math.sqrt(1.34), estimator = "plug-in", likelihood = false, posterior = quadrature() } = options;
  checkBetween("fitCrm", "target", target, 0, 1);
  checkModel("fitCrm", name, intercept);
  checkSkeleton("fitCrm", skeleton, name, intercept);
  checkPositive("fitCrm", "priorDeviation", priorDeviation, "standard deviation");
  checkBetween("fitCrm", "confidence", confidence, 0, 1);
  checkFlags("fitCrm", { likelihood });
  if (estimator !== "plug-in" && estimator !== "mean" && estimator !== "median")
    throw new InvalidArgument("fitCrm", "estimator", 'be "plug-in", "mean" or "median"', estimator);
  if (likelihood && estimator !== "plug-in")
    throw new InvalidArgument("fitCrm", "estimator", 'be "plug-in" for the maximum likelihood estimate', estimator);
  const counts = countsOf(patients, skeleton.length);
  const model = crmModel({ model: name, skeleton, intercept, priorDeviation });
  const critical = normalQuantile(0.5 + confidence / 2);
  if (likelihood) {
    const { parameter, variance, reason } = maximumLikelihood(model, counts);
    const toxicity = skeleton.map((_, dose) => model.toxicity(dose, parameter, 0));
    return { ...analysis(model, parameter, variance, toxicity, critical, target), ...(reason && { reason }) };
  }
  const fitted = posterior.of(model);
  fitted.update(counts);
  const parameter = fitted.parameterMean(0);
  const toxicity = skeleton.map((_, dose) =>
    estimator === "plug-in"
      ? model.toxicity(dose, parameter, 0)
      : estimator === "mean"
        ? fitted.mean(dose)
        : fitted.quantile(dose, 0.5),
  );
  return analysis(model, parameter, fitted.parameterVariance(0), toxicity, critical, target);
}

function analysis(
  model: ToxicityModel,
  parameter: number,
  variance: number,
  toxicity: readonly number[],
  critical: number,
  target: number,
): CrmAnalysis {
  const deviation = Math.sqrt(variance);
  const at = (value: number) => toxicity.map((_, dose) => model.toxicity(dose, value, 0));
  const [lower, upper] = [at(parameter + critical * deviation), at(parameter - critical * deviation)];
  return { parameter, variance, toxicity, lower, upper, level: nearestDose(toxicity, target) + 1 };
}

function countsOf(data: readonly CrmPatient[], doses: number): ToxicityCounts {
  if (!Array.isArray(data)) throw new InvalidArgument("fitCrm", "patients", "be a list of patients", data);
  const patients = new Int32Array(doses);
  const toxicities = new Int32Array(doses);
  const partialDose: number[] = [];
  const partialWeight: number[] = [];
  data.forEach((patient: CrmPatient | null | undefined, i) => {
    const { level, toxic, weight = 1 } = patient ?? ({} as Partial<CrmPatient>);
    if (typeof level !== "number" || !Number.isInteger(level) || level < 1 || level > doses)
      throw new InvalidArgument("fitCrm", `patients[${i}].level`, `be a dose level from 1 to ${doses}`, level);
    if (typeof toxic !== "boolean") throw new InvalidArgument("fitCrm", `patients[${i}].toxic`, "be true or false", toxic);
    if (typeof weight !== "number" || !(weight >= 0 && weight <= 1))
      throw new InvalidArgument("fitCrm", `patients[${i}].weight`, "be in [0, 1]", weight);
    if (toxic || weight === 1) {
      patients[level - 1]++;
      if (toxic) toxicities[level - 1]++;
    } else {
      partialDose.push(level - 1);
      partialWeight.push(weight);
    }
  });
  return { patients, toxicities, partial: partialDose.length, partialDose, partialWeight };
}

/** Patients under assessment, and how their follow-up counts. */
export interface FollowUpWeightsOptions {
  /** Follow-up of each patient so far, to the DLT for those who had one. */
  readonly followUp: readonly number[];
  readonly toxic: readonly boolean[];
  /** Length of the assessment window. */
  readonly window: number;
  /** "linear" when not given. */
  readonly weighting?: FollowUpWeighting;
}

/**
 * Returns the weights of patients under assessment for `fitCrm`: 1 for those with a DLT and for complete follow-up.
 *
 * linear: u/T. adaptive: (m + (u − s_m) / (s_(m+1) − s_m)) / (z + 1), where m of the z DLT times s are at most u, s_0 = 0, s_(z+1) = T.
 *
 * @throws InvalidArgument for lists of different lengths, a follow-up that is negative or not finite, and a window that is not positive.
 * Source: cheung2000sequential, cheung2011dose.
 */
export function followUpWeights(options: FollowUpWeightsOptions): readonly number[] {
  checkKnown("followUpWeights", options, ["followUp", "toxic", "window", "weighting"]);
  const { followUp, toxic, window, weighting = "linear" } = options;
  checkPositive("followUpWeights", "window", window, "time");
  if (weighting !== "linear" && weighting !== "adaptive")
    throw new InvalidArgument("followUpWeights", "weighting", 'be "linear" or "adaptive"', weighting);
  if (!Array.isArray(followUp)) throw new InvalidArgument("followUpWeights", "followUp", "be a list of times", followUp);
  if (!Array.isArray(toxic) || toxic.length !== followUp.length)
    throw new InvalidArgument("followUpWeights", "toxic", `have ${followUp.length} entries, one for each follow-up`, toxic);
  followUp.forEach((u, i) => {
    if (typeof u !== "number" || !(u >= 0 && u < Number.POSITIVE_INFINITY))
      throw new InvalidArgument("followUpWeights", `followUp[${i}]`, "be a finite time, 0 or more", u);
    if (typeof toxic[i] !== "boolean") throw new InvalidArgument("followUpWeights", `toxic[${i}]`, "be true or false", toxic[i]);
  });
  const parts = followUp.map((u) => Math.min(1, u / window));
  const times = Float64Array.from(parts.filter((_, i) => toxic[i])).sort();
  return parts.map((u, i) => (toxic[i] || u === 1 ? 1 : weighting === "linear" ? u : adaptiveWeight(u, times, times.length)));
}
