/** The futility bounds of Pampallona and Tsiatis, which go with Wang–Tsiatis efficacy bounds. */
import { pow } from "../../../numeric/elementary/power.js";
import { checkBetween, checkKnown } from "../../requirements.js";
import type { Futility } from "./futility.js";

export interface PampallonaTsiatisOptions {
  /** Δ₀ of the futility bounds, −10 to 1; Δ₁ of the efficacy bounds is that of `wangTsiatis`. */
  readonly delta: number;
}

/**
 * Futility bounds θ √t − (θ − c) t^{Δ₀ − ½} with the drift θ of the plan and its last efficacy bound c; they meet the efficacy bounds at the
 * last look. Two-sided: no wedge where that is negative.
 *
 * @throws InvalidArgument for Δ₀ outside (−10, 1).
 * Source: pampallona1994group.
 */
export function pampallonaTsiatis(options: PampallonaTsiatisOptions): Futility {
  checkKnown("pampallonaTsiatis", options, ["delta"]);
  const { delta } = options;
  checkBetween("pampallonaTsiatis", "delta", delta, -10, 1);
  return {
    name: `Pampallona–Tsiatis, Δ = ${delta}`,
    needsDrift: true,
    needsFinalEfficacy: true,
    closes: true,
    bound({ drift, finalEfficacy, fractions, look, sided }) {
      const t = fractions[look];
      const z = drift * Math.sqrt(t) - (drift - finalEfficacy) * pow(t, delta - 0.5);
      return sided === 2 ? Math.max(0, z) : z;
    },
    protocol: `bounds of Pampallona and Tsiatis with Δ = ${delta}`,
    recipe: { make: "pampallonaTsiatis", options: { ...options } },
  };
}
