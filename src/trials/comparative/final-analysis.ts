/** The analysis at the end of a trial of several arms. */
import { InvalidArgument } from "../../errors.js";
import { homogeneityPValue } from "./arm-tests.js";
import type { ComparativeConclusion, ComparativeEnding } from "./comparative-design.js";
import type { ArmComparison, Response } from "./response.js";

/** What a trial that is analyzed once concludes. */
export interface FinalConclusion extends ComparativeConclusion {
  /** Proportion, mean or rate by arm; null without patients. */
  readonly estimates: readonly (number | null)[];
  /** Each arm against control (control's own entry is empty) or, of two arms without control, the first against the second; else empty. */
  readonly comparisons: readonly ArmComparison[];
  /** Of the test that decides: the least adjusted p value against control, or that of equality of all arms; null when it cannot be made. */
  readonly pValue: number | null;
  /** What was found, in a sentence. */
  readonly finding: string;
}

export interface FinalAnalysisOptions {
  readonly arms: readonly string[];
  readonly control: number | undefined;
  /** Two-sided significance level. */
  readonly alpha: number;
}

/**
 * Analyzes a trial: with control, each arm against it with Holm's adjustment; without, equality of all arms (two arms: the test of two).
 * An arm is found best when the test is significant and its estimate is the best of those that are better.
 *
 * Source: holm1979simple.
 */
export function analyze<Tally>(
  response: Response<never, never, Tally>,
  tallies: readonly Tally[],
  { arms, control, alpha }: FinalAnalysisOptions,
): FinalConclusion {
  const good = tallies.map((tally) => response.direction * response.estimate(tally));
  const estimates = tallies.map((tally) => {
    const estimate = response.estimate(tally);
    return Number.isFinite(estimate) ? estimate : null;
  });
  const best = bestOf(good);
  if (control === undefined) {
    const comparison = arms.length === 2 ? response.compare(tallies[0], tallies[1]) : undefined;
    const pValue = comparison === undefined ? homogeneityPValue(response.homogeneity(tallies), arms.length) : comparison.pValue;
    const found = pValue !== null && pValue <= alpha && best !== null;
    const ending = found ? "superiority" : "maximum";
    const finding =
      pValue === null ? NOT_TESTED : found ? `The arms differ, and ${arms[best]} is best.` : "No difference was found.";
    const comparisons = comparison === undefined ? [] : [comparison];
    return { ending, selected: found ? best : null, preferred: best, estimates, comparisons, pValue, finding };
  }
  const comparisons = tallies.map((tally, arm) => (arm === control ? EMPTY : response.compare(tally, tallies[control])));
  const adjusted = holm(comparisons.map(({ pValue }) => pValue));
  const isBetter = good.map((value, arm) => adjusted[arm] <= alpha && value > good[control]);
  const isWorse = good.map((value, arm) => adjusted[arm] <= alpha && value < good[control]);
  const selected = bestOf(good.map((value, arm) => (isBetter[arm] ? value : Number.NaN)));
  const allWorse = isWorse.every((worse, arm) => worse || arm === control);
  const ending: ComparativeEnding = selected !== null ? "superiority" : allWorse ? "inferiority" : "maximum";
  const tested = comparisons.some(({ pValue }) => pValue !== null);
  return {
    ending,
    selected,
    preferred: estimates[control] === null ? null : control,
    estimates,
    comparisons,
    pValue: tested ? Math.min(...adjusted) : null,
    finding: tested ? sentence(ending, arms, selected, control) : NOT_TESTED,
  };
}

const EMPTY: ArmComparison = Object.freeze({ difference: null, statistic: null, pValue: null });
const NOT_TESTED = "The arms could not be compared: too few patients with an outcome, or outcomes without variation.";

function sentence(ending: ComparativeEnding, arms: readonly string[], selected: number | null, control: number): string {
  if (selected !== null) return `${arms[selected]} is better than ${arms[control]}.`;
  if (ending === "inferiority")
    return arms.length === 2
      ? `${arms[1 - control]} is worse than ${arms[control]}.`
      : `All arms are worse than ${arms[control]}.`;
  return `No arm was found better than ${arms[control]}.`;
}

/** Position of the largest number, the first of equals; null when all are NaN. */
function bestOf(values: readonly number[]): number | null {
  let best: number | null = null;
  values.forEach((value, i) => {
    if (!Number.isNaN(value) && (best === null || value > values[best])) best = i;
  });
  return best;
}

/** Holm's adjusted p values; 1 where there is none. Source: holm1979simple. */
function holm(pValues: readonly (number | null)[]): readonly number[] {
  const adjusted = new Array<number>(pValues.length).fill(1);
  const order = pValues
    .flatMap((p, i) => (p === null ? [] : [i]))
    .sort((a, b) => (pValues[a] as number) - (pValues[b] as number));
  let largest = 0;
  order.forEach((i, rank) => {
    largest = Math.max(largest, Math.min(1, (order.length - rank) * (pValues[i] as number)));
    adjusted[i] = largest;
  });
  return adjusted;
}

/** Names of arms: as given, or `arm 1` … for a number of them. @throws InvalidArgument unless there are 2 to 50 different names. */
export function armLabels(caller: string, arms: number | readonly string[]): readonly string[] {
  const most = 50;
  if (typeof arms === "number" && Number.isInteger(arms) && arms >= 2 && arms <= most)
    return Array.from({ length: arms }, (_, arm) => `arm ${arm + 1}`);
  if (!Array.isArray(arms) || arms.length < 2 || arms.length > most)
    throw new InvalidArgument(caller, "arms", `be a number from 2 to ${most}, or a list of as many names`, arms);
  arms.forEach((name: unknown, arm) => {
    if (typeof name !== "string" || name === "" || arms.indexOf(name) !== arm)
      throw new InvalidArgument(caller, `arms[${arm}]`, "be a name that no other arm has", name);
  });
  return [...(arms as readonly string[])];
}

/** Position of control, counted from 0. @throws InvalidArgument unless it is an arm. */
export function checkControl(caller: string, control: unknown, arms: readonly string[]): void {
  if (control === undefined) return;
  if (typeof control !== "number" || !Number.isInteger(control) || control < 0 || control >= arms.length)
    throw new InvalidArgument(caller, "control", `be the position of an arm, from 0 to ${arms.length - 1}`, control);
}
