/** The inverse gamma distribution. */
import { type Joined, type Operand, unary } from "../../density/expression.js";
import { logGammaTails } from "../../density/operators/tails/gamma-tails.js";
import {
  gammaLogCdf,
  gammaLogUpperTail,
  gammaQuantile,
  gammaUpperQuantile,
  gammaUpperTail,
} from "../../numeric/probability/gamma.js";
import { standardGamma } from "../../random/standard/gamma.js";
import type { Distribution } from "../distribution.js";
import { aboveZero, type Family, ofFamily } from "../family.js";

/** The parameters of an inverse gamma distribution. */
export interface InverseGammaOptions<Shape extends string = string, Scale extends string = string> {
  /** The shape, positive. */
  readonly shape: Operand<Shape>;
  /** The scale, positive: the mean is scale/(shape − 1) for shapes above 1. */
  readonly scale: Operand<Scale>;
}

/** scale/x, which has the gamma distribution of that shape and rate 1. */
const turned = (x: number, scale: number): number => (x > 0 ? scale / x : Number.POSITIVE_INFINITY);

const family: Family<"shape" | "scale"> = {
  name: "inverseGamma",
  domains: { shape: "positive", scale: "positive" },
  support: () => aboveZero,
  logDensity: (x, { shape, scale }) =>
    shape.times(scale.log()).minus(unary("logGamma", shape)).minus(shape.plus(1).times(x.log())).minus(scale.dividedBy(x)),
  logTails(x, { shape, scale }, asked) {
    const { below, above } = logGammaTails(shape, scale.dividedBy(x), asked);
    return { below: above, above: below };
  },
  numeric: {
    cdf: (x, { shape, scale }) => gammaUpperTail(turned(x, scale), shape),
    logCdf: (x, { shape, scale }) => gammaLogUpperTail(turned(x, scale), shape),
    logSurvival: (x, { shape, scale }) => gammaLogCdf(turned(x, scale), shape),
    quantile: (p, { shape, scale }) => scale / gammaUpperQuantile(p, shape),
    upperQuantile: (p, { shape, scale }) => scale / gammaQuantile(p, shape),
    draw: (rng, { shape, scale }) => scale / standardGamma(rng, shape),
    mean: ({ shape, scale }) => (shape > 1 ? scale / (shape - 1) : Number.POSITIVE_INFINITY),
    variance({ shape, scale }) {
      const mean = scale / (shape - 1);
      if (shape > 2) return (mean * mean) / (shape - 2);
      return shape > 1 ? Number.POSITIVE_INFINITY : Number.NaN;
    },
  },
};

/**
 * The inverse gamma distribution, of 1/y where y is gamma: log p(x) = shape ln scale − ln Γ(shape) − (shape + 1) ln x − scale/x for x > 0.
 *
 * Throws `InvalidArgument` for a number that is no shape or no scale. Source: johnson1994 (17.8.1).
 */
export function inverseGamma<Shape extends string = "scalar", Scale extends string = "scalar">(
  options: InverseGammaOptions<Shape, Scale>,
): Distribution<Joined<Shape, Scale>> {
  return ofFamily(family, options);
}
