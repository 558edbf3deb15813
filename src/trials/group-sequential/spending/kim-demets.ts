/** The power family of spending functions of Kim and DeMets. */
import { pow } from "../../../numeric/elementary/power.js";
import { checkBetween, checkKnown } from "../../requirements.js";
import type { Spending } from "./spending.js";

export interface KimDeMetsOptions {
  /** ρ in (0, 50]: larger spends later; 3 is much like O'Brien–Fleming, 1 spends evenly. */
  readonly rho: number;
}

/**
 * Spends α t^ρ.
 *
 * @throws InvalidArgument for ρ outside (0, 50].
 * Source: kim1987design, jennison1999group (section 7.2).
 */
export function kimDeMets(options: KimDeMetsOptions): Spending {
  checkKnown("kimDeMets", options, ["rho"]);
  const { rho } = options;
  checkBetween("kimDeMets", "rho", rho, 0, 50.0000001);
  return {
    name: `Kim–DeMets spending, ρ = ${rho}`,
    spent: (time, total) => (time >= 1 ? total : time > 0 ? total * pow(time, rho) : 0),
    protocol: `a Kim–DeMets power spending function with ρ = ${rho}`,
    recipe: { make: "kimDeMets", options: { ...options } },
  };
}
