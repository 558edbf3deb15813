/** Spending through given points: straight lines between them, or steps. */
import { InvalidArgument } from "../../../errors.js";
import { checkKnown } from "../../requirements.js";
import type { Spending } from "./spending.js";

export interface PointsSpendingOptions {
  /** Spending times, increasing, in (0, 1); the point (1, 1) follows. */
  readonly times: readonly number[];
  /** The share of the total that is spent by each time: in [0, 1], never decreasing. */
  readonly shares: readonly number[];
}

/**
 * Spends along straight lines through the points (0, 0), (times, shares), (1, 1). With the looks at the given times it is the
 * user's own list of error probabilities spent.
 *
 * @throws InvalidArgument for times that do not increase within (0, 1), or shares that decrease (what is spent cannot be spent twice).
 * Source: anderson2022gsdesign (sfPoints, sfLinear).
 */
export function pointsSpending(options: PointsSpendingOptions): Spending {
  const { shares, times } = checkedPoints("pointsSpending", options);
  return {
    name: "spending through given points",
    spent(time, total) {
      if (!(time > 0)) return 0;
      if (time >= 1) return total;
      let k = 0;
      while (k < times.length && times[k] < time) k++;
      const [left, low] = k === 0 ? [0, 0] : [times[k - 1], shares[k - 1]];
      const [right, high] = k === times.length ? [1, 1] : [times[k], shares[k]];
      if (time === right) return total * high;
      return total * (low + ((high - low) * (time - left)) / (right - left));
    },
    protocol: `a spending function through the points ${points(times, shares)}`,
    recipe: { make: "pointsSpending", options: { times: [...times], shares: [...shares] } },
  };
}

/**
 * Spends in steps: at each time what is given, up to there what was spent before; the rest at 1.
 *
 * @throws InvalidArgument as `pointsSpending` does.
 * Source: anderson2022gsdesign (sfStep).
 */
export function stepSpending(options: PointsSpendingOptions): Spending {
  const { shares, times } = checkedPoints("stepSpending", options);
  return {
    name: "spending in steps",
    spent(time, total) {
      if (time >= 1) return total;
      let k = 0;
      while (k < times.length && times[k] <= time) k++;
      return k === 0 ? 0 : total * shares[k - 1];
    },
    protocol: `a spending function in steps, ${points(times, shares)}`,
    recipe: { make: "stepSpending", options: { times: [...times], shares: [...shares] } },
  };
}

function points(times: readonly number[], shares: readonly number[]): string {
  return times.map((time, k) => `(${time}, ${shares[k]})`).join(", ");
}

function checkedPoints(caller: string, options: PointsSpendingOptions): PointsSpendingOptions {
  checkKnown(caller, options, ["times", "shares"]);
  const { shares, times } = options;
  if (!Array.isArray(times) || times.length === 0)
    throw new InvalidArgument(caller, "times", "be a list of times in (0, 1)", times);
  if (!Array.isArray(shares) || shares.length !== times.length)
    throw new InvalidArgument(caller, "shares", `be a list of ${times.length} shares, one for each time`, shares);
  for (let k = 0; k < times.length; k++) {
    const formerTime = k === 0 ? 0 : times[k - 1];
    const former = k === 0 ? 0 : shares[k - 1];
    if (typeof times[k] !== "number" || !(times[k] > formerTime && times[k] < 1))
      throw new InvalidArgument(caller, `times[${k}]`, `be above ${formerTime} and below 1`, times[k]);
    if (typeof shares[k] !== "number" || !(shares[k] >= former && shares[k] <= 1))
      throw new InvalidArgument(
        caller,
        `shares[${k}]`,
        `be at least ${former} and at most 1: what is spent cannot be spent twice`,
        shares[k],
      );
  }
  return { shares: [...shares], times: [...times] };
}
