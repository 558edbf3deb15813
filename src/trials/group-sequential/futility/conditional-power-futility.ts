/** Futility bounds where conditional power falls below a threshold. */
import { InvalidArgument } from "../../../errors.js";
import { normalQuantile } from "../../../numeric/probability/normal.js";
import { checkKnown } from "../../requirements.js";
import { valuesAtLooks } from "../solving/rules-at-looks.js";
import { interimValue } from "./fixed-futility.js";
import type { Futility } from "./futility.js";

export interface ConditionalPowerFutilityOptions {
  /** The conditional power below which the trial is futile at each interim look, in (0, 1). */
  readonly power: readonly number[];
  /** The effect it is computed for: "planned", or "trend", the effect estimated at the look. */
  readonly under: "planned" | "trend";
}

/**
 * Futility bounds at which the conditional power to pass the last efficacy bound c is `power`.
 *
 * Planned effect θ: Z = (c + Φ⁻¹(power) √(1 − t) − θ (1 − t)) / √t. Current trend θ = Z/√t: Z = √t (c + Φ⁻¹(power) √(1 − t)).
 *
 * @throws InvalidArgument for a power outside (0, 1), or lists that do not fit the number of looks (when the plan is made).
 * Source: lan1982stochastically, jennison1999group (chapter 10).
 */
export function conditionalPowerFutility(options: ConditionalPowerFutilityOptions): Futility {
  checkKnown("conditionalPowerFutility", options, ["power", "under"]);
  const { power, under } = options;
  if (!Array.isArray(power) || power.some((p) => typeof p !== "number" || !(p > 0 && p < 1)))
    throw new InvalidArgument(
      "conditionalPowerFutility",
      "power",
      "be a list of numbers in (0, 1), one for each interim look",
      power,
    );
  if (under !== "planned" && under !== "trend")
    throw new InvalidArgument("conditionalPowerFutility", "under", 'be "planned" or "trend"', under);
  return {
    name: "futility bounds on conditional power",
    needsDrift: under === "planned",
    needsFinalEfficacy: true,
    closes: true,
    bound(at) {
      const wanted = interimValue("conditionalPowerFutility", "power", power, at);
      if (!Number.isFinite(wanted) || at.look === at.fractions.length - 1) return Number.NEGATIVE_INFINITY;
      const t = at.fractions[at.look];
      const score = at.finalEfficacy + normalQuantile(wanted) * Math.sqrt(1 - t);
      return under === "trend" ? Math.sqrt(t) * score : (score - at.drift * (1 - t)) / Math.sqrt(t);
    },
    atLooks: (numbers) => conditionalPowerFutility({ power: valuesAtLooks(power, numbers), under }),
    protocol: `bounds of ${power.join(", ")} on the conditional power under the ${under === "trend" ? "current trend" : "planned effect"} at the interim analyses`,
    recipe: { make: "conditionalPowerFutility", options: { power: [...power], under } },
  };
}
