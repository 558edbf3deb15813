/** Spending after Lan and DeMets that resembles O'Brien–Fleming bounds. */
import { pow } from "../../../numeric/elementary/power.js";
import { normalUpperQuantile, normalUpperTail } from "../../../numeric/probability/normal.js";
import { checkBetween, checkKnown } from "../../requirements.js";
import type { Spending } from "./spending.js";

export interface LanDeMetsObrienFlemingOptions {
  /** ρ: larger spends later; in (0.005, 20], 1 (Lan and DeMets) when not given. */
  readonly rho?: number;
}

/**
 * Spends 2 (1 − Φ(z_{α/2} / t^{ρ/2})) of a one-sided α; little early, most at the end.
 *
 * @throws InvalidArgument for ρ outside (0.005, 20).
 * Source: lan1983discrete.
 */
export function lanDeMetsObrienFleming(options: LanDeMetsObrienFlemingOptions = {}): Spending {
  checkKnown("lanDeMetsObrienFleming", options, ["rho"]);
  const { rho = 1 } = options;
  checkBetween("lanDeMetsObrienFleming", "rho", rho, 0.005, 20.0000001);
  return {
    name: rho === 1 ? "Lan–DeMets O'Brien–Fleming spending" : `Lan–DeMets O'Brien–Fleming spending, ρ = ${rho}`,
    spent(time, total) {
      if (!(time > 0)) return 0;
      if (time >= 1) return total;
      return 2 * normalUpperTail(normalUpperQuantile(total / 2) / (rho === 1 ? Math.sqrt(time) : pow(time, rho / 2)));
    },
    protocol: `a Lan–DeMets spending function of O'Brien–Fleming type${rho === 1 ? "" : ` with ρ = ${rho}`}`,
    recipe: { make: "lanDeMetsObrienFleming", options: { ...options } },
  };
}
