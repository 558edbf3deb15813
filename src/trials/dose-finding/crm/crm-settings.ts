/** The settings that all designs of the continual reassessment method share: their options, checked, and what is made of them. */
import { InvalidArgument } from "../../../errors.js";
import type { Weights } from "../../design.js";
import type { Plain } from "../../recipe.js";
import { checkBetween, checkFlags, checkInteger, checkPositive } from "../../requirements.js";
import { type Doses, doseLabels } from "../dose-finding-design.js";
import { quadrature } from "../posterior/quadrature.js";
import type { PosteriorMethod } from "../posterior/toxicity-model.js";
import { type CrmEstimator, CrmFitter } from "./crm-fitter.js";
import { crmModel } from "./crm-models.js";
import { type CrmModelName, checkModel, checkSkeleton, skeletonOf } from "./skeleton.js";

/** What a CRM and a TITE-CRM are made of. Either `skeleton`, or `doses`, `halfwidth` and `priorLevel` must be given. */
export interface CrmModelOptions {
  /** The toxicity probability aimed at, φ. */
  readonly target: number;
  /** How many doses, or their amounts or labels in increasing order; may be left out when there is a skeleton. */
  readonly doses?: Doses;
  /** Prior guesses of the toxicity of each dose, increasing. */
  readonly skeleton?: readonly number[];
  /** Makes the skeleton (see `indifferenceSkeleton`): half the width of the indifference interval … */
  readonly halfwidth?: number;
  /** … and the level, counted from 1, thought to be the maximum tolerated dose. */
  readonly priorLevel?: number;
  /** The upper limit of enrollment. */
  readonly maximumPatients: number;
  /** "power" (p = s^exp(β)) or "logistic" (logit p = intercept + exp(β) x); "power" when not given. */
  readonly model?: CrmModelName;
  /** Intercept of the logistic model; 3 when not given. */
  readonly intercept?: number;
  /** Prior standard deviation of β, whose prior mean is 0; √1.34 when not given. */
  readonly priorDeviation?: number;
  /** "plug-in" when not given. */
  readonly estimator?: CrmEstimator;
  /** How the posterior is computed; `quadrature()` when not given. */
  readonly posterior?: PosteriorMethod;
  /** Dose level of the first patients, counted from 1; the lowest when not given. */
  readonly startLevel?: number;
  /** The levels, counted from 1 and never falling, of the first patients as long as none has a DLT; the model takes over after that. */
  readonly initialSequence?: readonly number[];
  /** Goes up by one level at most; true when not given. */
  readonly noSkipping?: boolean;
  /** Stops the trial when Pr(toxicity at the lowest dose > target | data) is above this; never when not given. */
  readonly safetyCutoff?: number;
  /** Also recommends a dose at which nobody was treated; false when not given. */
  readonly recommendUntried?: boolean;
  /** Length of the toxicity assessment window, in the scenario's time unit; 1 when not given. */
  readonly window?: number;
}

export const CRM_MODEL_OPTIONS: readonly (keyof CrmModelOptions)[] = [
  "target",
  "doses",
  "skeleton",
  "halfwidth",
  "priorLevel",
  "maximumPatients",
  "model",
  "intercept",
  "priorDeviation",
  "estimator",
  "posterior",
  "startLevel",
  "initialSequence",
  "noSkipping",
  "safetyCutoff",
  "recommendUntried",
  "window",
];

export interface CrmSettings {
  readonly target: number;
  readonly arms: readonly string[];
  readonly skeleton: readonly number[];
  readonly maximumPatients: number;
  readonly model: CrmModelName;
  readonly intercept: number;
  readonly priorDeviation: number;
  readonly estimator: CrmEstimator;
  readonly posterior: PosteriorMethod;
  /** Position of the first dose. */
  readonly startDose: number;
  /** Positions of the doses of the first patients without a DLT among them. */
  readonly initial: readonly number[];
  readonly noSkipping: boolean;
  /** 1 when there is no safety stop. */
  readonly safetyCutoff: number;
  readonly recommendUntried: boolean;
  readonly window: number;
  readonly fitter: CrmFitter;
  /** Weights that treat everybody at a dose, by dose. */
  readonly weights: readonly Weights[];
}

/** @throws InvalidArgument for anything out of range; see `CrmModelOptions`. */
export function crmSettings(caller: string, options: CrmModelOptions): CrmSettings {
  const { target, maximumPatients, model = "power", intercept = 3, priorDeviation = Math.sqrt(1.34) } = options;
  const { estimator = "plug-in", posterior = quadrature(), safetyCutoff = 1, window = 1 } = options;
  const { noSkipping = true, recommendUntried = false } = options;
  checkBetween(caller, "target", target, 0, 1);
  checkInteger(caller, "maximumPatients", maximumPatients, 1, 500);
  checkModel(caller, model, intercept);
  checkPositive(caller, "priorDeviation", priorDeviation, "standard deviation");
  if (priorDeviation > 100) throw new InvalidArgument(caller, "priorDeviation", "be at most 100", priorDeviation);
  if (estimator !== "plug-in" && estimator !== "mean" && estimator !== "median")
    throw new InvalidArgument(caller, "estimator", 'be "plug-in", "mean" or "median"', estimator);
  if (typeof posterior?.of !== "function")
    throw new InvalidArgument(caller, "posterior", "be a way to compute posteriors, such as quadrature()", posterior);
  if (safetyCutoff !== 1) checkBetween(caller, "safetyCutoff", safetyCutoff, 0, 1);
  checkFlags(caller, { noSkipping, recommendUntried });
  checkPositive(caller, "window", window, "time");
  const { arms, skeleton } = dosesAndSkeleton(caller, options, model, intercept);
  const startDose = startOf(caller, options, arms.length);
  const toxicityModel = crmModel({ model, skeleton, intercept, priorDeviation });
  const fitter = new CrmFitter({ model: toxicityModel, posterior, estimator, target, safetyCutoff });
  return {
    target,
    arms,
    skeleton,
    maximumPatients,
    model,
    intercept,
    priorDeviation,
    estimator,
    posterior,
    startDose,
    initial: (options.initialSequence ?? []).map((level) => level - 1),
    noSkipping,
    safetyCutoff,
    recommendUntried,
    window,
    fitter,
    weights: arms.map((_, dose) => Float64Array.from(arms, (_, arm) => (arm === dose ? 1 : 0))),
  };
}

/** The options with another upper limit of enrollment. */
export function limitedOptions<Options extends CrmModelOptions>(options: Options, patients: number): Options {
  const { initialSequence } = options;
  return {
    ...options,
    maximumPatients: patients,
    ...(initialSequence && { initialSequence: initialSequence.slice(0, patients) }),
  };
}

/** The options with the recipe of their posterior; undefined when the posterior is the user's own and has none. */
export function crmRecipe(make: string, options: CrmModelOptions): { make: string; options: Plain } | undefined {
  const { posterior, ...plain } = options;
  if (posterior !== undefined && posterior.recipe === undefined) return undefined;
  return { make, options: { ...plain, ...(posterior && { posterior: { ...posterior.recipe } }) } as unknown as Plain };
}

function dosesAndSkeleton(
  caller: string,
  options: CrmModelOptions,
  model: CrmModelName,
  intercept: number,
): { readonly arms: readonly string[]; readonly skeleton: readonly number[] } {
  const { target, doses, skeleton, halfwidth, priorLevel } = options;
  if (skeleton !== undefined) {
    checkSkeleton(caller, skeleton, model, intercept);
    if (halfwidth !== undefined)
      throw new InvalidArgument(caller, "halfwidth", "be absent when the skeleton is given", halfwidth);
    if (priorLevel !== undefined)
      throw new InvalidArgument(caller, "priorLevel", "be absent when the skeleton is given", priorLevel);
    const arms = doseLabels(caller, doses ?? skeleton.length);
    if (arms.length !== skeleton.length)
      throw new InvalidArgument(caller, "skeleton", `have ${arms.length} guesses, one for each dose`, skeleton);
    return { arms, skeleton: Object.freeze([...skeleton]) };
  }
  if (halfwidth === undefined || priorLevel === undefined || doses === undefined) {
    throw new InvalidArgument(caller, "skeleton", "be given, or doses, halfwidth and priorLevel to make one", skeleton);
  }
  const arms = doseLabels(caller, doses);
  return {
    arms,
    skeleton: Object.freeze(skeletonOf(caller, { target, halfwidth, priorLevel, doses: arms.length, model, intercept })),
  };
}

function startOf(caller: string, { startLevel, initialSequence, maximumPatients }: CrmModelOptions, doses: number): number {
  if (startLevel !== undefined) checkInteger(caller, "startLevel", startLevel, 1, doses);
  if (initialSequence === undefined) return (startLevel ?? 1) - 1;
  if (startLevel !== undefined)
    throw new InvalidArgument(caller, "startLevel", "be absent when there is an initial sequence", startLevel);
  if (!Array.isArray(initialSequence) || initialSequence.length === 0 || initialSequence.length > maximumPatients) {
    throw new InvalidArgument(caller, "initialSequence", `give the levels of 1 to ${maximumPatients} patients`, initialSequence);
  }
  for (let i = 0; i < initialSequence.length; i++)
    checkInteger(caller, `initialSequence[${i}]`, initialSequence[i], i === 0 ? 1 : initialSequence[i - 1], doses);
  return initialSequence[0] - 1;
}
