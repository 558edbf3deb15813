/** What a BLRM asks of its options. */
import { InvalidArgument } from "../../../errors.js";
import { checkBetween, checkInteger, checkPositive } from "../../requirements.js";
import type { BlrmOptions, BlrmPrior, BlrmStoppingRule, DoseIncrement } from "./blrm-options.js";

export function priorOf(
  caller: string,
  prior: BlrmPrior,
): { readonly mean: readonly number[]; readonly covariance: readonly number[] } {
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

export function checkProbability(caller: string, argument: string, value: unknown): void {
  if (typeof value !== "number" || !(value >= 0 && value <= 1))
    throw new InvalidArgument(caller, argument, "be in [0, 1]", value);
}

export function checkQuantile(caller: string, quantile: BlrmOptions["overdoseQuantile"], maximum: number | undefined): void {
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

export function checkLosses(caller: string, losses: readonly number[] | undefined, unacceptable: number | undefined): void {
  if (losses === undefined) return;
  const count = unacceptable === undefined ? 3 : 4;
  if (
    !Array.isArray(losses) ||
    losses.length !== count ||
    !losses.every((loss) => typeof loss === "number" && loss >= 0 && loss < 1e6)
  )
    throw new InvalidArgument(caller, "losses", `be ${count} numbers from 0, one for each interval`, losses);
}

export function checkedIncrements(
  caller: string,
  argument: string,
  increments: readonly DoseIncrement[] | undefined,
): readonly DoseIncrement[] {
  if (increments === undefined) return [];
  if (!Array.isArray(increments) || increments.length === 0)
    throw new InvalidArgument(caller, argument, "list increments such as { from: 0, increment: 1 }", increments);
  return increments.map((piece: unknown, i) => {
    const { from, increment } = (typeof piece === "object" && piece !== null ? piece : {}) as Partial<DoseIncrement>;
    const least = i === 0 ? 0 : (increments[i - 1].from as number);
    if (typeof from !== "number" || !(i === 0 ? from === 0 : from > least && from < Number.POSITIVE_INFINITY))
      throw new InvalidArgument(caller, `${argument}[${i}].from`, i === 0 ? "be 0" : `be a number above ${least}`, from);
    if (typeof increment !== "number" || !(increment >= 0 && increment < Number.POSITIVE_INFINITY))
      throw new InvalidArgument(caller, `${argument}[${i}].increment`, "be a finite number from 0", increment);
    return { from, increment };
  });
}

const CONDITIONS = ["patients", "patientsAtDose", "nearness", "targetProbability", "variation"];

export function checkedStopping(caller: string, stopping: readonly BlrmStoppingRule[] | undefined): readonly BlrmStoppingRule[] {
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
