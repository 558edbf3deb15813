/** The settings of a BLRM: its options, checked, and what is made of them. */
import { InvalidArgument } from "../../../errors.js";
import type { Weights } from "../../design.js";
import type { Plain } from "../../recipe.js";
import { checkBetween, checkFlags, checkInteger, checkPositive } from "../../requirements.js";
import { type Doses, doseLabels } from "../dose-finding-design.js";
import { quadrature } from "../posterior/quadrature.js";
import type { PosteriorMethod, ToxicityModel } from "../posterior/toxicity-model.js";
import { twoParameterLogistic } from "../two-parameter-logistic.js";
import { checkedIncrements, checkedStopping, checkLosses, checkProbability, checkQuantile, priorOf } from "./blrm-checks.js";
import type { BlrmModelOptions, BlrmOptions, BlrmStoppingRule, DoseIncrement } from "./blrm-options.js";

export interface BlrmModelSettings {
  readonly arms: readonly string[];
  readonly amounts: readonly number[];
  readonly referenceDose: number;
  /** Mean of (log α, log β), and their covariance, row by row. */
  readonly mean: readonly number[];
  readonly covariance: readonly number[];
  readonly lower: number;
  readonly upper: number;
  readonly unacceptable: number | undefined;
  readonly model: ToxicityModel;
  readonly posterior: PosteriorMethod;
}

export interface BlrmSettings extends BlrmModelSettings {
  readonly maximumPatients: number;
  readonly cohortSize: number;
  readonly startDose: number;
  readonly maximumOverdoseProbability: number;
  readonly overdoseQuantile: { readonly probability: number; readonly below: number } | undefined;
  readonly leastTargetProbability: number;
  readonly losses: readonly number[] | undefined;
  readonly increments: readonly DoseIncrement[];
  readonly incrementsByToxicities: readonly DoseIncrement[];
  readonly noSkipping: boolean;
  readonly stopping: readonly BlrmStoppingRule[];
  readonly target: number;
  readonly recommendUntried: boolean;
  readonly window: number;
  /** Weights that treat everybody at a dose, by dose. */
  readonly weights: readonly Weights[];
}

/** @throws InvalidArgument for anything out of range; see `BlrmModelOptions`. */
export function blrmModelSettings(caller: string, options: BlrmModelOptions): BlrmModelSettings {
  const { doses, referenceDose, targetInterval = [0.16, 0.33], unacceptable, posterior = quadrature() } = options;
  if (!Array.isArray(doses) || doses.length === 0)
    throw new InvalidArgument(caller, "doses", "give the amounts of 1 to 100 doses", doses);
  doses.forEach((dose, i) => {
    checkPositive(caller, `doses[${i}]`, dose, "amount");
  });
  const arms = doseLabels(caller, doses as Doses);
  checkPositive(caller, "referenceDose", referenceDose, "amount");
  if (!Array.isArray(targetInterval) || targetInterval.length !== 2)
    throw new InvalidArgument(caller, "targetInterval", "have a lower and an upper limit", targetInterval);
  const [lower, upper] = targetInterval;
  checkBetween(caller, "targetInterval[0]", lower, 0, 1);
  checkBetween(caller, "targetInterval[1]", upper, lower, 1);
  if (unacceptable !== undefined) checkBetween(caller, "unacceptable", unacceptable, upper, 1);
  if (typeof posterior?.of !== "function")
    throw new InvalidArgument(caller, "posterior", "be a way to compute posteriors, such as quadrature()", posterior);
  const { mean, covariance } = priorOf(caller, options.prior);
  const amounts = Object.freeze([...doses]);
  const model = twoParameterLogistic(amounts, referenceDose, { mean, covariance });
  return { arms, amounts, referenceDose, mean, covariance, lower, upper, unacceptable, model, posterior };
}

/** @throws InvalidArgument for anything out of range; see `BlrmOptions`. */
export function blrmSettings(caller: string, options: BlrmOptions): BlrmSettings {
  const model = blrmModelSettings(caller, options);
  const { lower, upper, unacceptable, arms } = model;
  const { maximumPatients, cohortSize = 3, startLevel = 1, window = 1 } = options;
  const { maximumOverdoseProbability = 0.25, overdoseQuantile, leastTargetProbability = 0.05, losses } = options;
  const { noSkipping = true, recommendUntried = false, target = (lower + upper) / 2 } = options;
  checkInteger(caller, "maximumPatients", maximumPatients, 1, 500);
  checkInteger(caller, "cohortSize", cohortSize, 1, maximumPatients);
  checkInteger(caller, "startLevel", startLevel, 1, arms.length);
  checkProbability(caller, "maximumOverdoseProbability", maximumOverdoseProbability);
  checkProbability(caller, "leastTargetProbability", leastTargetProbability);
  checkFlags(caller, { noSkipping, recommendUntried });
  checkBetween(caller, "target", target, 0, 1);
  checkPositive(caller, "window", window, "time");
  checkQuantile(caller, overdoseQuantile, options.maximumOverdoseProbability);
  checkLosses(caller, losses, unacceptable);
  return {
    ...model,
    maximumPatients,
    cohortSize,
    startDose: startLevel - 1,
    maximumOverdoseProbability,
    overdoseQuantile,
    leastTargetProbability,
    losses,
    increments: checkedIncrements(caller, "increments", options.increments),
    incrementsByToxicities: checkedIncrements(caller, "incrementsByToxicities", options.incrementsByToxicities),
    noSkipping,
    stopping: checkedStopping(caller, options.stopping),
    target,
    recommendUntried,
    window,
    weights: arms.map((_, dose) => Float64Array.from(arms, (_, arm) => (arm === dose ? 1 : 0))),
  };
}

/** The options with the recipe of their posterior; undefined when the posterior is the user's own and has none. */
export function blrmRecipe(options: BlrmOptions): { make: string; options: Plain } | undefined {
  const { posterior, ...plain } = options;
  if (posterior !== undefined && posterior.recipe === undefined) return undefined;
  return { make: "blrm", options: { ...plain, ...(posterior && { posterior: { ...posterior.recipe } }) } as unknown as Plain };
}
