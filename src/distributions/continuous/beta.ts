/** The beta distribution. */
import { type Joined, type Operand, unary } from "../../density/expression.js";
import { logBetaTails } from "../../density/operators/tails/beta-tails.js";
import { betaCdf, betaLogCdf, betaLogUpperTail, betaQuantile, betaUpperQuantile } from "../../numeric/probability/beta.js";
import { standardBeta } from "../../random/standard/beta.js";
import type { Distribution } from "../distribution.js";
import { type Family, ofFamily, unitInterval } from "../family.js";
import { logBetaOf } from "../log-beta.js";

/** The parameters of a beta distribution. */
export interface BetaOptions<Shape1 extends string = string, Shape2 extends string = string> {
  /** The shape at 1, positive: as many prior successes. */
  readonly shape1: Operand<Shape1>;
  /** The shape at 0, positive: as many prior failures. */
  readonly shape2: Operand<Shape2>;
}

const family: Family<"shape1" | "shape2"> = {
  name: "beta",
  domains: { shape1: "positive", shape2: "positive" },
  support: () => unitInterval,
  logDensity: (x, { shape1, shape2 }) =>
    shape1
      .minus(1)
      .times(x.log())
      .plus(shape2.minus(1).times(unary("log1p", x.negated())))
      .minus(logBetaOf(shape1, shape2)),
  logTails: (x, { shape1, shape2 }, asked) => logBetaTails(shape1, shape2, x, asked),
  numeric: {
    cdf: (x, { shape1, shape2 }) => betaCdf(x, shape1, shape2),
    logCdf: (x, { shape1, shape2 }) => betaLogCdf(x, shape1, shape2),
    logSurvival: (x, { shape1, shape2 }) => betaLogUpperTail(x, shape1, shape2),
    quantile: (p, { shape1, shape2 }) => betaQuantile(p, shape1, shape2),
    upperQuantile: (p, { shape1, shape2 }) => betaUpperQuantile(p, shape1, shape2),
    draw: (rng, { shape1, shape2 }) => standardBeta(rng, shape1, shape2),
    mean: ({ shape1, shape2 }) => shape1 / (shape1 + shape2),
    variance({ shape1, shape2 }) {
      const total = shape1 + shape2;
      return (shape1 / total) * (shape2 / total / (total + 1));
    },
  },
};

/**
 * The beta distribution: log p(x) = (shape1 − 1) ln x + (shape2 − 1) ln(1 − x) − ln B(shape1, shape2) for 0 < x < 1.
 *
 * Throws `InvalidArgument` for a number that is no shape. Source: johnson1995 (25.1).
 */
export function beta<Shape1 extends string = "scalar", Shape2 extends string = "scalar">(
  options: BetaOptions<Shape1, Shape2>,
): Distribution<Joined<Shape1, Shape2>> {
  return ofFamily(family, options);
}
