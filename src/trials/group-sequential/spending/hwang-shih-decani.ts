/** The gamma family of spending functions of Hwang, Shih and DeCani. */
import { expm1 } from "../../../numeric/elementary/exponential.js";
import { checkBetween, checkKnown } from "../../requirements.js";
import type { Spending } from "./spending.js";

export interface HwangShihDeCaniOptions {
  /** γ from −40 to 40: negative spends late (−4 is much like O'Brien–Fleming), 0 evenly, 1 is much like Pocock. */
  readonly gamma: number;
}

/**
 * Spends α (1 − e^{−γt}) / (1 − e^{−γ}), and α t for γ = 0.
 *
 * @throws InvalidArgument for γ outside [−40, 40].
 * Source: hwang1990group.
 */
export function hwangShihDeCani(options: HwangShihDeCaniOptions): Spending {
  checkKnown("hwangShihDeCani", options, ["gamma"]);
  const { gamma } = options;
  checkBetween("hwangShihDeCani", "gamma", gamma, -40.0000001, 40.0000001);
  return {
    name: `Hwang–Shih–DeCani spending, γ = ${gamma}`,
    spent(time, total) {
      if (!(time > 0)) return 0;
      if (time >= 1) return total;
      // Near 0 the quotient would lose its digits; the difference from the limit is below γ/8.
      return Math.abs(gamma) < 1e-14 ? total * time : (total * expm1(-gamma * time)) / expm1(-gamma);
    },
    protocol: `a Hwang–Shih–DeCani spending function with γ = ${gamma}`,
    recipe: { make: "hwangShihDeCani", options: { ...options } },
  };
}
