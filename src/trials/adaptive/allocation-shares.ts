/** Allocation by the probability of being best, within limits. */
import { InvalidArgument } from "../../errors.js";
import { pow } from "../../numeric/elementary/power.js";
import { checkKnown } from "../requirements.js";

/** Sums of shares within this of 1 are 1. */
const ROUNDING = 1e-8;

/** Limits as numbers by arm; NaN where there is none. */
export interface ShareLimits {
  readonly fixed: Float64Array;
  readonly minimum: Float64Array;
  readonly maximum: Float64Array;
}

/**
 * Writes the shares of arms: fixed ones as they are; the others share the rest in proportion to p^tuning, then those beyond their minimum or
 * maximum are set to it, and the rest is shared anew until all are within. Shares that cannot sum to 1 within their limits are scaled to.
 * An arm without p (NaN) takes no part and gets 0. `out` may be `best`.
 *
 * Source: granholm2022adaptr.
 */
export function shareInto(out: Float64Array, best: ArrayLike<number>, limits: ShareLimits, tuning: number): void {
  const arms = out.length;
  const final = new Float64Array(arms);
  const p = new Float64Array(arms);
  let left = 0;
  for (let arm = 0; arm < arms; arm++) {
    final[arm] = Number.isNaN(best[arm]) ? 0 : limits.fixed[arm];
    if (Number.isNaN(final[arm])) left++;
    p[arm] = best[arm];
  }
  while (left > 0) {
    let rest = 1;
    let sum = 0;
    for (let arm = 0; arm < arms; arm++) {
      if (!Number.isNaN(final[arm])) rest -= final[arm];
      else sum += tuned(p[arm], tuning);
    }
    rest = Math.max(rest, 0);
    let settled = 0;
    let total = 1 - rest;
    for (let arm = 0; arm < arms; arm++) {
      out[arm] = final[arm];
      if (!Number.isNaN(final[arm])) continue;
      const share = sum > 0 ? (rest * tuned(p[arm], tuning)) / sum : rest / left;
      out[arm] = share < limits.minimum[arm] ? limits.minimum[arm] : share > limits.maximum[arm] ? limits.maximum[arm] : share;
      total += out[arm];
    }
    if (Math.abs(total - 1) <= ROUNDING) return;
    for (let arm = 0; arm < arms; arm++) {
      if (!Number.isNaN(final[arm])) continue;
      const atLimit = out[arm] === limits.minimum[arm] || out[arm] === limits.maximum[arm];
      if (atLimit) {
        final[arm] = out[arm];
        settled++;
      }
    }
    left -= settled;
    if (settled === 0) break;
  }
  let sum = 0;
  for (let arm = 0; arm < arms; arm++) {
    out[arm] = Number.isNaN(final[arm]) ? 0 : final[arm];
    sum += out[arm];
  }
  for (let arm = 0; arm < arms; arm++) out[arm] /= sum;
}

function tuned(p: number, tuning: number): number {
  return tuning === 1 ? p : tuning === 0 ? 1 : pow(p, tuning);
}

/** Gives `control` the largest p of the other arms, and scales p to sum to 1; all equal where all others are 0. */
export function matchControl(p: Float64Array, control: number): void {
  let most = 0;
  let count = 0;
  for (let arm = 0; arm < p.length; arm++) {
    if (Number.isNaN(p[arm])) continue;
    count++;
    if (arm !== control && p[arm] > most) most = p[arm];
  }
  if (count < 2) return;
  let sum = 0;
  for (let arm = 0; arm < p.length; arm++) {
    if (Number.isNaN(p[arm])) continue;
    if (most === 0) p[arm] = 1;
    else if (arm === control) p[arm] = most;
    sum += p[arm];
  }
  for (let arm = 0; arm < p.length; arm++) p[arm] /= sum;
}

/** Limits of allocation probabilities, and how P(best) is tempered. */
export interface AllocationSharesOptions {
  /** Shares that are fixed, by arm; null where there is none. */
  readonly fixed?: readonly (number | null)[];
  /** Least and largest shares, by arm; null where there is none. */
  readonly minimum?: readonly (number | null)[];
  readonly maximum?: readonly (number | null)[];
  /** The power of P(best); 1 when not given, 0 for equal shares. */
  readonly tuning?: number;
  /** Position of the control arm that gets the largest share of the others. */
  readonly matched?: number;
  /** Fixed shares, or limits, were made for so many times as many arms as are left; 1 when not given. */
  readonly fixedFactor?: number;
  readonly limitFactor?: number;
}

/**
 * Returns allocation probabilities in proportion to P(best)^tuning, within limits.
 *
 * With factors, fixed shares and minimums are multiplied by theirs, and maximums m become 1 − (1 − m) · factor.
 *
 * @throws InvalidArgument for lists of different lengths, and shares outside [0, 1].
 * Source: granholm2022adaptr, thall2007practical.
 */
export function allocationShares(best: readonly number[], options: AllocationSharesOptions = {}): readonly number[] {
  const caller = "allocationShares";
  checkKnown(caller, options, ["fixed", "minimum", "maximum", "tuning", "matched", "fixedFactor", "limitFactor"]);
  const { tuning = 1, matched, fixedFactor = 1, limitFactor = 1 } = options;
  if (!Array.isArray(best) || best.length === 0 || best.some((p) => typeof p !== "number" || !(p >= 0)))
    throw new InvalidArgument(caller, "best", "be probabilities, one for each arm", best);
  if (typeof tuning !== "number" || !(tuning >= 0 && tuning < Infinity))
    throw new InvalidArgument(caller, "tuning", "be a finite power, 0 or more", tuning);
  if (matched !== undefined && !(Number.isInteger(matched) && matched >= 0 && matched < best.length))
    throw new InvalidArgument(caller, "matched", `be the position of an arm, from 0 to ${best.length - 1}`, matched);
  const limits = scaledLimits(
    {
      fixed: numbersByArm(caller, "fixed", options.fixed, best.length),
      minimum: numbersByArm(caller, "minimum", options.minimum, best.length),
      maximum: numbersByArm(caller, "maximum", options.maximum, best.length),
    },
    fixedFactor,
    limitFactor,
  );
  const p = Float64Array.from(best);
  if (matched !== undefined) matchControl(p, matched);
  const out = new Float64Array(best.length);
  shareInto(out, p, limits, tuning);
  return Array.from(out);
}

/** Limits that were made for more arms, for those that are left; those of `except` stay. */
export function scaledLimits(limits: ShareLimits, fixedFactor: number, limitFactor: number, except = -1): ShareLimits {
  if (fixedFactor <= 1 && limitFactor <= 1) return limits;
  const change = (values: Float64Array, by: (value: number) => number) =>
    values.map((value, arm) => (arm === except ? value : by(value)));
  return {
    fixed: fixedFactor > 1 ? change(limits.fixed, (value) => value * fixedFactor) : limits.fixed,
    minimum: limitFactor > 1 ? change(limits.minimum, (value) => value * limitFactor) : limits.minimum,
    maximum: limitFactor > 1 ? change(limits.maximum, (value) => 1 - (1 - value) * limitFactor) : limits.maximum,
  };
}

/** A number for each arm, NaN for null; one number is for all arms. @throws InvalidArgument for numbers outside [0, 1]. */
export function numbersByArm(caller: string, argument: string, given: unknown, arms: number): Float64Array {
  if (given === undefined) return new Float64Array(arms).fill(Number.NaN);
  const isList = Array.isArray(given);
  if (isList && given.length !== arms)
    throw new InvalidArgument(caller, argument, `have one entry for each of ${arms} arms`, given);
  const list: readonly unknown[] = isList ? given : new Array<unknown>(arms).fill(given);
  return Float64Array.from(list, (value, arm) => {
    if (value === null && isList) return Number.NaN;
    if (typeof value !== "number" || !(value >= 0 && value <= 1))
      throw new InvalidArgument(caller, isList ? `${argument}[${arm}]` : argument, "be a share from 0 to 1", value);
    return value;
  });
}
