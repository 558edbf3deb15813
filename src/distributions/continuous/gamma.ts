/** The gamma distribution. */
import { type Joined, type Operand, unary } from "../../density/expression.js";
import { logGammaTails } from "../../density/operators/tails/gamma-tails.js";
import { gammaCdf, gammaLogCdf, gammaLogUpperTail, gammaQuantile, gammaUpperQuantile } from "../../numeric/probability/gamma.js";
import { standardGamma } from "../../random/standard/gamma.js";
import type { Distribution } from "../distribution.js";
import { aboveZero, type Family, ofFamily } from "../family.js";

/** The parameters of a gamma distribution. */
export interface GammaOptions<Shape extends string = string, Rate extends string = string> {
  /** The shape, positive. */
  readonly shape: Operand<Shape>;
  /** The rate, positive: the mean is shape/rate. */
  readonly rate: Operand<Rate>;
}

const family: Family<"shape" | "rate"> = {
  name: "gamma",
  domains: { shape: "positive", rate: "positive" },
  support: () => aboveZero,
  logDensity: (x, { shape, rate }) =>
    shape.times(rate.log()).minus(unary("logGamma", shape)).plus(shape.minus(1).times(x.log())).minus(rate.times(x)),
  logTails: (x, { shape, rate }, asked) => logGammaTails(shape, rate.times(x), asked),
  numeric: {
    cdf: (x, { shape, rate }) => gammaCdf(x, shape, rate),
    logCdf: (x, { shape, rate }) => gammaLogCdf(x, shape, rate),
    logSurvival: (x, { shape, rate }) => gammaLogUpperTail(x, shape, rate),
    quantile: (p, { shape, rate }) => gammaQuantile(p, shape, rate),
    upperQuantile: (p, { shape, rate }) => gammaUpperQuantile(p, shape, rate),
    draw: (rng, { shape, rate }) => standardGamma(rng, shape) / rate,
    mean: ({ shape, rate }) => shape / rate,
    variance: ({ shape, rate }) => shape / rate / rate,
  },
};

/**
 * The gamma distribution: log p(x) = shape ln rate − ln Γ(shape) + (shape − 1) ln x − rate x for x > 0.
 *
 * Throws `InvalidArgument` for a number that is no shape or no rate. Source: johnson1994 (17.1).
 */
export function gamma<Shape extends string = "scalar", Rate extends string = "scalar">(
  options: GammaOptions<Shape, Rate>,
): Distribution<Joined<Shape, Rate>> {
  return ofFamily(family, options);
}
