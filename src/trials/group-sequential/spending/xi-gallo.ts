/** The spending functions of Xi and Gallo, which control conditional error. */

import { InvalidArgument } from "../../../errors.js";
import { normalQuantile, normalUpperQuantile, normalUpperTail } from "../../../numeric/probability/normal.js";
import { checkInteger, checkKnown } from "../../requirements.js";
import type { Spending } from "./spending.js";

export interface XiGalloOptions {
  /** Which of the three functions. */
  readonly method: 1 | 2 | 3;
  /** γ, the conditional error aimed at: [0.5, 1) for method 1, [1 − Φ(z_{α/2}/2), 1) for 2, (α/2, 1) for 3. */
  readonly gamma: number;
}

/**
 * Spends 2 − 2 Φ((z_{α/2} − z_γ m(t)) / √t) with m = √(1 − t), 1 − t, 1 − √t for methods 1, 2, 3. Method 1 with γ = ½ is
 * Lan–DeMets O'Brien–Fleming.
 *
 * @throws InvalidArgument for a γ with which the function would not grow (checked when α is known).
 * Source: xi2019additive.
 */
export function xiGallo(options: XiGalloOptions): Spending {
  checkKnown("xiGallo", options, ["method", "gamma"]);
  const { gamma, method } = options;
  checkInteger("xiGallo", "method", method, 1, 3);
  if (typeof gamma !== "number" || !(gamma > 0 && gamma < 1))
    throw new InvalidArgument("xiGallo", "gamma", "be in (0, 1)", gamma);
  const zGamma = -normalQuantile(gamma);
  return {
    name: `Xi–Gallo ${method} spending, γ = ${gamma}`,
    spent(time, total) {
      const quantile = normalUpperQuantile(total / 2);
      const least = method === 1 ? 0.5 : method === 2 ? normalUpperTail(quantile / 2) : total / 2;
      if (gamma < least) throw new InvalidArgument("xiGallo", "gamma", `be at least ${least} with α = ${total}`, gamma);
      if (!(time > 0)) return 0;
      if (time >= 1) return total;
      const part = method === 1 ? Math.sqrt(1 - time) : method === 2 ? 1 - time : 1 - Math.sqrt(time);
      return 2 * normalUpperTail((quantile - zGamma * part) / Math.sqrt(time));
    },
    protocol: `the spending function ${method} of Xi and Gallo with conditional error ${gamma}`,
    recipe: { make: "xiGallo", options: { method, gamma } },
  };
}
