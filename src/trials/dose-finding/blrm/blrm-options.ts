/** The options of a BLRM. */
import type { PosteriorMethod } from "../posterior/toxicity-model.js";

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

/** The largest step up from doses of an amount on (or from a number of toxicities on): an increment of 1 allows doubling. */
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
  /** The same by number of toxicities seen so far in all: `from` is that number. */
  readonly incrementsByToxicities?: readonly DoseIncrement[];
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
  "incrementsByToxicities",
  "noSkipping",
  "stopping",
  "target",
  "recommendUntried",
  "window",
];
