/** The chi-square distribution. */
import { type Operand, unary } from "../../density/expression.js";
import { logGammaTails } from "../../density/operators/tails/gamma-tails.js";
import {
  chiSquareCdf,
  chiSquareLogCdf,
  chiSquareLogUpperTail,
  chiSquareQuantile,
  chiSquareUpperQuantile,
} from "../../numeric/probability/chi-square.js";
import { standardGamma } from "../../random/standard/gamma.js";
import type { Distribution } from "../distribution.js";
import { aboveZero, type Family, ofFamily } from "../family.js";

/** The parameter of a chi-square distribution. */
export interface ChiSquareOptions<DegreesOfFreedom extends string = string> {
  /** The degrees of freedom, any positive number. */
  readonly degreesOfFreedom: Operand<DegreesOfFreedom>;
}

const family: Family<"degreesOfFreedom"> = {
  name: "chiSquare",
  domains: { degreesOfFreedom: "positive" },
  support: () => aboveZero,
  logDensity(x, { degreesOfFreedom }) {
    const half = degreesOfFreedom.times(0.5);
    return half.minus(1).times(x.log()).minus(x.times(0.5)).minus(half.times(Math.LN2)).minus(unary("logGamma", half));
  },
  logTails: (x, { degreesOfFreedom }, asked) => logGammaTails(degreesOfFreedom.times(0.5), x.times(0.5), asked),
  numeric: {
    cdf: (x, { degreesOfFreedom }) => chiSquareCdf(x, degreesOfFreedom),
    logCdf: (x, { degreesOfFreedom }) => chiSquareLogCdf(x, degreesOfFreedom),
    logSurvival: (x, { degreesOfFreedom }) => chiSquareLogUpperTail(x, degreesOfFreedom),
    quantile: (p, { degreesOfFreedom }) => chiSquareQuantile(p, degreesOfFreedom),
    upperQuantile: (p, { degreesOfFreedom }) => chiSquareUpperQuantile(p, degreesOfFreedom),
    draw: (rng, { degreesOfFreedom }) => 2 * standardGamma(rng, 0.5 * degreesOfFreedom),
    mean: ({ degreesOfFreedom }) => degreesOfFreedom,
    variance: ({ degreesOfFreedom }) => 2 * degreesOfFreedom,
  },
};

/**
 * The chi-square distribution: log p(x) = (k − 1) ln x − x/2 − k ln 2 − ln Γ(k) for x > 0, k = degreesOfFreedom/2.
 *
 * Throws `InvalidArgument` for a number that is no degrees of freedom. Source: johnson1994 (18.1).
 */
export function chiSquare<DegreesOfFreedom extends string = "scalar">(
  options: ChiSquareOptions<DegreesOfFreedom>,
): Distribution<DegreesOfFreedom> {
  return ofFamily(family, options);
}
