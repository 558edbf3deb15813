/** The options of a BLRM, checked, and what is made of them. */
import { InvalidArgument } from "../../../errors.js";
import type { Weights } from "../../design.js";
import type { Plain } from "../../recipe.js";
import { checkBetween, checkFlags, checkInteger, checkPositive } from "../../requirements.js";
import { type Doses, doseLabels } from "../dose-finding-design.js";
import { quadrature } from "../posterior/quadrature.js";
import type { PosteriorMethod, ToxicityModel } from "../posterior/toxicity-model.js";
import { twoParameterLogistic } from "../two-parameter-logistic.js";

/** The joint normal prior of (log α, log β): by its covariance matrix, or by standard deviations and a correlation (0 when not given). */
export type BlrmPrior =
  | {
      readonly mean: readonly [number, number];
      readonly covariance: readonly [readonly [number, number], readonly [number, number]];
    }
  | { readonly mean: readonly [number, number]; readonly sd: readonly [number, number]; readonly correlation?: number };

/** The trial stops when all that a rule asks for holds at the dose that would come next. */
export interface BlrmStoppingRule {
  /** So many patients have been evaluated in all. */
  readonly patients?: number;
  /** So many have been evaluated at the dose … */
  readonly patientsAtDose?: number;
  /** … or at doses that differ from it by this part of it at most: 0.2 counts all within 20 %; 0 when not given. */
  readonly nearness?: number;
  /** The dose is in the target interval with at least this probability. */
  readonly targetProbability?: number;
  /** The robust coefficient of variation of the dose with toxicity `target` (1.4826 × median absolute deviation / median) is at most this. */
  readonly variation?: number;
}

/** The largest step up from doses from an amount on: an increment of 1 allows doubling. */
export interface DoseIncrement {
  readonly from: number;
  readonly increment: number;
}

/** What a posterior by dose needs to know. */
export interface BlrmModelOptions {
  /** The amounts of the doses, increasing. */
  readonly doses: readonly number[];
  /** d*: the dose at which the odds of toxicity are α. */
  readonly referenceDose: number;
  /** The prior of (log α, log β). */
  readonly prior: BlrmPrior;
  /** Toxicity in the target interval: from the lower limit to the upper one; [0.16, 0.33] when not given. Above is overdosing. */
  readonly targetInterval?: readonly [lower: number, upper: number];
  /** Toxicity from here on is unacceptable, between the target interval and here excessive; not told apart when not given. */
  readonly unacceptable?: number;
  /** How the posterior is computed; `quadrature()` when not given. */
  readonly posterior?: PosteriorMethod;
}

export interface BlrmOptions extends BlrmModelOptions {
  /** The upper limit of enrollment; the last cohort is cut to it. */
  readonly maximumPatients: number;
  /** Patients treated between decisions; 3 when not given. */
  readonly cohortSize?: number;
  /** Dose level of the first cohort, counted from 1. */
  readonly startLevel?: number;
  /** Escalation with overdose control: only doses with Pr(overdosing) of at most this; 0.25 when not given, 1 for no control. */
  readonly maximumOverdoseProbability?: number;
  /** Overdose control by a quantile instead: only doses whose posterior quantile of toxicity is below a limit, such as 0.75 below 0.33. */
  readonly overdoseQuantile?: { readonly probability: number; readonly below: number };
  /** The highest eligible dose is next when no eligible dose has a greater probability of being in the target interval; 0.05 when not given. */
  readonly leastTargetProbability?: number;
  /** Losses of underdosing, target and overdosing (or of excessive and unacceptable toxicity): the least expected loss decides instead. */
  readonly losses?: readonly number[];
  /** The largest relative increments, by amount of the last dose; no limit when not given. */
  readonly increments?: readonly DoseIncrement[];
  /** At most one level above the highest tried; true when not given. */
  readonly noSkipping?: boolean;
  /** The trial stops when all conditions of one of these rules hold. */
  readonly stopping?: readonly BlrmStoppingRule[];
  /** The toxicity aimed at, for metrics and the variation of the MTD; the middle of the target interval when not given. */
  readonly target?: number;
  /** Also recommends a dose at which nobody was treated; false when not given. */
  readonly recommendUntried?: boolean;
  /** Length of the toxicity assessment window, in the scenario's time unit; 1 when not given. */
  readonly window?: number;
}

export const BLRM_OPTIONS: readonly (keyof BlrmOptions)[] = [
  "doses",
  "referenceDose",
  "prior",
  "targetInterval",
  "unacceptable",
  "posterior",
  "maximumPatients",
  "cohortSize",
  "startLevel",
  "maximumOverdoseProbability",
  "overdoseQuantile",
  "leastTargetProbability",
  "losses",
  "increments",
  "noSkipping",
  "stopping",
  "target",
  "recommendUntried",
  "window",
];

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
    increments: checkedIncrements(caller, options.increments),
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

function priorOf(caller: string, prior: BlrmPrior): { readonly mean: readonly number[]; readonly covariance: readonly number[] } {
  if (typeof prior !== "object" || prior === null)
    throw new InvalidArgument(caller, "prior", "give the mean and covariance of (log α, log β)", prior);
  const mean = pairOf(caller, "prior.mean", prior.mean);
  if ("covariance" in prior) {
    const rows: readonly unknown[] = prior.covariance;
    if (!Array.isArray(rows) || rows.length !== 2)
      throw new InvalidArgument(caller, "prior.covariance", "have two rows of two numbers", rows);
    const covariance = rows.flatMap((row, i) => pairOf(caller, `prior.covariance[${i}]`, row));
    const [first, off, mirrored, second] = covariance;
    if (off !== mirrored || !(first > 0) || !(second > 0) || !(off * off < first * second))
      throw new InvalidArgument(caller, "prior.covariance", "be symmetric and positive definite", rows);
    checkSpread(caller, "prior.covariance", [Math.sqrt(first), Math.sqrt(second)]);
    return { mean, covariance: Object.freeze(covariance) };
  }
  const [first, second] = pairOf(caller, "prior.sd", prior.sd);
  checkSpread(caller, "prior.sd", [first, second]);
  const { correlation = 0 } = prior;
  checkBetween(caller, "prior.correlation", correlation, -1, 1);
  const off = correlation * first * second;
  return { mean, covariance: Object.freeze([first * first, off, off, second * second]) };
}

function pairOf(caller: string, argument: string, value: unknown): readonly number[] {
  const valid = Array.isArray(value) && value.length === 2 && value.every((x) => typeof x === "number" && Math.abs(x) <= 1e4);
  if (!valid) throw new InvalidArgument(caller, argument, "be two numbers of at most 10000", value);
  return Object.freeze([...value]);
}

function checkSpread(caller: string, argument: string, deviations: readonly number[]): void {
  deviations.forEach((sd, i) => {
    if (!(sd >= 1e-3 && sd <= 100))
      throw new InvalidArgument(
        caller,
        argument,
        `have standard deviations from 0.001 to 100 (the ${i === 0 ? "first" : "second"})`,
        sd,
      );
  });
}

function checkProbability(caller: string, argument: string, value: unknown): void {
  if (typeof value !== "number" || !(value >= 0 && value <= 1))
    throw new InvalidArgument(caller, argument, "be in [0, 1]", value);
}

function checkQuantile(caller: string, quantile: BlrmOptions["overdoseQuantile"], maximum: number | undefined): void {
  if (quantile === undefined) return;
  if (maximum !== undefined)
    throw new InvalidArgument(
      caller,
      "maximumOverdoseProbability",
      "be absent when overdoses are controlled by a quantile",
      maximum,
    );
  if (typeof quantile !== "object" || quantile === null)
    throw new InvalidArgument(caller, "overdoseQuantile", "give a probability and a limit", quantile);
  checkBetween(caller, "overdoseQuantile.probability", quantile.probability, 0, 1);
  checkBetween(caller, "overdoseQuantile.below", quantile.below, 0, 1);
}

function checkLosses(caller: string, losses: readonly number[] | undefined, unacceptable: number | undefined): void {
  if (losses === undefined) return;
  const count = unacceptable === undefined ? 3 : 4;
  if (
    !Array.isArray(losses) ||
    losses.length !== count ||
    !losses.every((loss) => typeof loss === "number" && loss >= 0 && loss < 1e6)
  )
    throw new InvalidArgument(caller, "losses", `be ${count} numbers from 0, one for each interval`, losses);
}

function checkedIncrements(caller: string, increments: readonly DoseIncrement[] | undefined): readonly DoseIncrement[] {
  if (increments === undefined) return [];
  if (!Array.isArray(increments) || increments.length === 0)
    throw new InvalidArgument(caller, "increments", "list increments such as { from: 0, increment: 1 }", increments);
  return increments.map((piece: unknown, i) => {
    const { from, increment } = (typeof piece === "object" && piece !== null ? piece : {}) as Partial<DoseIncrement>;
    const least = i === 0 ? 0 : (increments[i - 1].from as number);
    if (typeof from !== "number" || !(i === 0 ? from === 0 : from > least && from < Number.POSITIVE_INFINITY))
      throw new InvalidArgument(caller, `increments[${i}].from`, i === 0 ? "be 0" : `be an amount above ${least}`, from);
    if (typeof increment !== "number" || !(increment >= 0 && increment < Number.POSITIVE_INFINITY))
      throw new InvalidArgument(caller, `increments[${i}].increment`, "be a finite number from 0", increment);
    return { from, increment };
  });
}

const CONDITIONS = ["patients", "patientsAtDose", "nearness", "targetProbability", "variation"];

function checkedStopping(caller: string, stopping: readonly BlrmStoppingRule[] | undefined): readonly BlrmStoppingRule[] {
  if (stopping === undefined) return [];
  if (!Array.isArray(stopping)) throw new InvalidArgument(caller, "stopping", "be a list of rules", stopping);
  return stopping.map((rule: unknown, i) => {
    const at = `stopping[${i}]`;
    if (typeof rule !== "object" || rule === null)
      throw new InvalidArgument(caller, at, "be a rule such as { patientsAtDose: 9 }", rule);
    const unknownKey = Object.keys(rule).find((key) => !CONDITIONS.includes(key));
    if (unknownKey !== undefined)
      throw new InvalidArgument(
        caller,
        `${at}.${unknownKey}`,
        `be one of ${CONDITIONS.join(", ")}`,
        (rule as Record<string, unknown>)[unknownKey],
      );
    const { patients, patientsAtDose, nearness, targetProbability, variation } = rule as BlrmStoppingRule;
    if (patients !== undefined) checkInteger(caller, `${at}.patients`, patients, 1, 500);
    if (patientsAtDose !== undefined) checkInteger(caller, `${at}.patientsAtDose`, patientsAtDose, 1, 500);
    if (nearness !== undefined) checkProbability(caller, `${at}.nearness`, nearness);
    if (targetProbability !== undefined) checkProbability(caller, `${at}.targetProbability`, targetProbability);
    if (variation !== undefined) checkPositive(caller, `${at}.variation`, variation, "coefficient");
    if (patients === undefined && patientsAtDose === undefined && targetProbability === undefined && variation === undefined)
      throw new InvalidArgument(caller, at, "have at least one condition", rule);
    return rule as BlrmStoppingRule;
  });
}
