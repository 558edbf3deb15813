/** What the data of a dose-finding trial say of each dose: isotonic estimates with intervals. */
import { InvalidArgument } from "../../errors.js";
import { isotonicRegression } from "../../numeric/isotonic-regression.js";
import { betaQuantile, betaUpperQuantile, betaUpperTail } from "../../numeric/probability/beta.js";
import { checkBetween, checkKnown } from "../requirements.js";
import { posteriorMean, posteriorPrecision } from "./isotonic-selection.js";

export interface DoseEstimateOptions {
  /** Probability content of the intervals; 0.95 when not given. */
  readonly level?: number;
}

/** What is known of the toxicity probability p of a dose. */
export interface DoseEstimate {
  readonly patients: number;
  readonly toxicities: number;
  /** Isotonic estimate of p. */
  readonly estimate: number;
  /** Credible interval of p. */
  readonly interval: readonly [lower: number, upper: number];
  /** Pr(p > target). */
  readonly aboveTarget: number;
}

/**
 * Returns the estimate of each dose, for a trial finished or under way; null for a dose without patients.
 *
 * At each dose tried p | y ~ Beta(y + 0.05, n − y + 0.05). Its mean (y + 0.05)/(n + 0.1) and the ends of its equal-tailed interval are made
 * non-decreasing in the dose by isotonic regression with the inverse posterior variances as weights; Pr(p > target) by isotonic regression
 * with equal weights. All doses tried take part, closed ones too. These are the estimates that the R package BOIN prints
 * (docs/decisions/0005-boin-compatibility.md tells where it misplaces them).
 *
 * @param target The toxicity probability aimed at, in (0, 1).
 * @param patients Evaluated patients by dose.
 * @param toxicities How many of them had a toxicity.
 * @throws InvalidArgument for a target or level outside (0, 1), and for counts that are not.
 * Source: liu2015boin, yan2020boin.
 */
export function doseEstimates(
  target: number,
  patients: ArrayLike<number>,
  toxicities: ArrayLike<number>,
  options: DoseEstimateOptions = {},
): readonly (DoseEstimate | null)[] {
  checkKnown("doseEstimates", options, ["level"]);
  const { level = 0.95 } = options;
  checkBetween("doseEstimates", "target", target, 0, 1);
  checkBetween("doseEstimates", "level", level, 0, 1);
  checkCounts(patients, toxicities);
  const tail = (1 - level) / 2;
  const tried = Array.from(patients).flatMap((n, dose) => (n > 0 ? [{ n, y: toxicities[dose] }] : []));
  const precisions = tried.map(({ n, y }) => posteriorPrecision(n, y));
  const isotonic = (of: (a: number, b: number) => number, weights?: readonly number[]) =>
    isotonicRegression(
      tried.map(({ n, y }) => of(y + 0.05, n - y + 0.05)),
      weights,
    );
  const estimates = isotonicRegression(
    tried.map(({ n, y }) => posteriorMean(n, y)),
    precisions,
  );
  const lower = isotonic((a, b) => betaQuantile(tail, a, b), precisions);
  const upper = isotonic((a, b) => betaUpperQuantile(tail, a, b), precisions);
  const above = isotonic((a, b) => betaUpperTail(target, a, b));
  let rank = 0;
  return Array.from(patients, (n, dose) => {
    if (n === 0) return null;
    const i = rank++;
    return {
      patients: n,
      toxicities: toxicities[dose],
      estimate: estimates[i],
      interval: [lower[i], upper[i]],
      aboveTarget: above[i],
    };
  });
}

function checkCounts(patients: ArrayLike<number>, toxicities: ArrayLike<number>): void {
  const caller = "doseEstimates";
  for (const [argument, counts] of Object.entries({ patients, toxicities })) {
    if (typeof counts !== "object" || counts === null || !Number.isInteger(counts.length) || counts.length === 0) {
      throw new InvalidArgument(caller, argument, "give a count for at least one dose", counts);
    }
  }
  if (toxicities.length !== patients.length) {
    throw new InvalidArgument(caller, "toxicities", `be as many as the patients (${patients.length} doses)`, toxicities);
  }
  for (let dose = 0; dose < patients.length; dose++) {
    const n: unknown = patients[dose];
    const y: unknown = toxicities[dose];
    if (typeof n !== "number" || !Number.isSafeInteger(n) || n < 0) {
      throw new InvalidArgument(caller, `patients[${dose}]`, "be an integer from 0", n);
    }
    if (typeof y !== "number" || !Number.isSafeInteger(y) || y < 0 || y > n) {
      throw new InvalidArgument(caller, `toxicities[${dose}]`, `be an integer from 0 to ${n}`, y);
    }
  }
}
