/** Spending functions made from others by limiting when they spend. */
import { InvalidArgument } from "../../../errors.js";
import type { Recipe } from "../../recipe.js";
import { checkKnown } from "../../requirements.js";
import type { Spending } from "./spending.js";

/** What is limited, and between which times. */
export interface LimitedSpendingOptions {
  readonly spending: Spending;
  /** The two times, 0 ≤ from < to ≤ 1. */
  readonly from: number;
  readonly to: number;
}

/**
 * Spends nothing up to `from`, all by `to`, and in between by the function run over (t − from)/(to − from).
 *
 * @throws InvalidArgument unless 0 ≤ from < to ≤ 1.
 * Source: anderson2022gsdesign (sfTruncated).
 */
export function truncatedSpending(options: LimitedSpendingOptions): Spending {
  const { from, spending, to } = checked("truncatedSpending", options);
  const spent = (time: number, total: number) =>
    time <= from ? 0 : time >= to ? total : spending.spent((time - from) / (to - from), total);
  return limited("truncatedSpending", spending, from, to, spent, `run between times ${from} and ${to}`);
}

/**
 * Spends by the function between the two times only: nothing up to `from`, all from `to` on.
 *
 * @throws InvalidArgument unless 0 ≤ from < to ≤ 1.
 * Source: anderson2022gsdesign (sfTrimmed).
 */
export function trimmedSpending(options: LimitedSpendingOptions): Spending {
  const { from, spending, to } = checked("trimmedSpending", options);
  const spent = (time: number, total: number) => (time <= from ? 0 : time >= to ? total : spending.spent(time, total));
  return limited("trimmedSpending", spending, from, to, spent, `that spends nothing before time ${from} and all by time ${to}`);
}

/**
 * Spends by the function up to `from`, nothing more before `to`, and there all that is left.
 *
 * @throws InvalidArgument unless 0 ≤ from < to ≤ 1.
 * Source: anderson2022gsdesign (sfGapped).
 */
export function gappedSpending(options: LimitedSpendingOptions): Spending {
  const { from, spending, to } = checked("gappedSpending", options);
  const spent = (time: number, total: number) => (time >= to ? total : spending.spent(Math.min(time, from), total));
  return limited(
    "gappedSpending",
    spending,
    from,
    to,
    spent,
    `that spends nothing more between times ${from} and ${to}, and there all that is left`,
  );
}

function limited(make: string, base: Spending, from: number, to: number, spent: Spending["spent"], words: string): Spending {
  const recipe: Recipe | undefined = base.recipe && { make, options: { spending: base.recipe, from, to } };
  return {
    name: `${base.name}, ${words}`,
    spent: (time, total) => (time >= 1 ? total : time > 0 ? spent(time, total) : 0),
    protocol: `${base.protocol}, ${words}`,
    ...(recipe && { recipe }),
  };
}

function checked(caller: string, options: LimitedSpendingOptions): LimitedSpendingOptions {
  checkKnown(caller, options, ["spending", "from", "to"]);
  const { from, spending, to } = options;
  if (typeof spending !== "object" || spending === null || typeof spending.spent !== "function")
    throw new InvalidArgument(caller, "spending", "be a spending function", spending);
  if (typeof from !== "number" || !(from >= 0 && from < 1)) throw new InvalidArgument(caller, "from", "be in [0, 1)", from);
  if (typeof to !== "number" || !(to > from && to <= 1))
    throw new InvalidArgument(caller, "to", `be above ${from} and at most 1`, to);
  return options;
}
