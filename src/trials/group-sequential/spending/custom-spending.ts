/** Spending by a function of the user's own. */
import { InvalidArgument } from "../../../errors.js";
import { checkKnown } from "../../requirements.js";
import type { Spending } from "./spending.js";

export interface CustomSpendingOptions {
  /** The share of the total spent by a time: 0 at 0, 1 at 1, never decreasing. */
  readonly share: (time: number) => number;
  /** What it is called. */
  readonly name?: string;
}

/**
 * Spends total · share(t). A plan that uses it has no recipe: it cannot be sent to other threads or written to a file.
 *
 * @throws InvalidArgument for a share that is not 0 at 0 and 1 at 1, or that decreases on a grid of 100 times.
 */
export function customSpending(options: CustomSpendingOptions): Spending {
  checkKnown("customSpending", options, ["share", "name"]);
  const { name = "the user's own spending function", share } = options;
  if (typeof share !== "function") throw new InvalidArgument("customSpending", "share", "be a function of the time", share);
  let former = 0;
  for (let i = 0; i <= 100; i++) {
    const value: unknown = share(i / 100);
    if (typeof value !== "number" || !(value >= former && value <= 1) || (i === 0 && value !== 0) || (i === 100 && value !== 1))
      throw new InvalidArgument("customSpending", "share", `grow from 0 at 0 to 1 at 1, also at time ${i / 100}`, value);
    former = value;
  }
  return { name, spent: (time, total) => (time >= 1 ? total : time > 0 ? total * share(time) : 0), protocol: name };
}
