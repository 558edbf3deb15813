/** The exponential family of spending functions. */

import { exp } from "../../../numeric/elementary/exponential.js";
import { log } from "../../../numeric/elementary/logarithm.js";
import { pow } from "../../../numeric/elementary/power.js";
import { checkBetween, checkKnown } from "../../requirements.js";
import type { Spending } from "./spending.js";

export interface ExponentialSpendingOptions {
  /** ν in (0, 10]: larger spends later; 0.75 to 0.8 are much like O'Brien–Fleming. */
  readonly nu: number;
}

/**
 * Spends α^{t^{−ν}}.
 *
 * @throws InvalidArgument for ν outside (0, 10].
 * Source: anderson2010fitting.
 */
export function exponentialSpending(options: ExponentialSpendingOptions): Spending {
  checkKnown("exponentialSpending", options, ["nu"]);
  const { nu } = options;
  checkBetween("exponentialSpending", "nu", nu, 0, 10.0000001);
  return {
    name: `exponential spending, ν = ${nu}`,
    spent: (time, total) => (time >= 1 ? total : time > 0 ? exp(log(total) * pow(time, -nu)) : 0),
    protocol: `an exponential spending function with ν = ${nu}`,
    recipe: { make: "exponentialSpending", options: { ...options } },
  };
}
