/** The Weibull distribution. */
import type { Expression, Joined, Operand } from "../../density/expression.js";
import { exp } from "../../numeric/elementary/exponential.js";
import { log } from "../../numeric/elementary/logarithm.js";
import {
  weibullCdf,
  weibullLogCdf,
  weibullLogUpperTail,
  weibullQuantile,
  weibullUpperQuantile,
} from "../../numeric/probability/weibull.js";
import { logGamma } from "../../numeric/special/log-gamma.js";
import { standardExponential } from "../../random/standard/exponential.js";
import type { Distribution } from "../distribution.js";
import { aboveZero, type Family, ofFamily } from "../family.js";
import { logOneMinusExp } from "../log-one-minus-exp.js";

/** The parameters of a Weibull distribution. */
export interface WeibullOptions<Shape extends string = string, Scale extends string = string> {
  /** The shape, positive: below 1 the hazard falls, above 1 it rises. */
  readonly shape: Operand<Shape>;
  /** The scale, positive: 63.2% of the distribution lies below. */
  readonly scale: Operand<Scale>;
}

/** shape · ln(x/scale): the logarithm of the cumulative hazard. */
const logHazard = (x: Expression, shape: Expression, scale: Expression): Expression => shape.times(x.log().minus(scale.log()));

/** E (x/scale)^power = Γ(1 + power/shape). */
const moment = (power: number, shape: number): number => exp(logGamma(1 + power / shape));

const family: Family<"shape" | "scale"> = {
  name: "weibull",
  domains: { shape: "positive", scale: "positive" },
  support: () => aboveZero,
  logDensity(x, { shape, scale }) {
    const hazard = logHazard(x, shape, scale);
    return shape.log().minus(x.log()).plus(hazard).minus(hazard.exp());
  },
  logTails: (x, { shape, scale }) => ({
    below: logOneMinusExp(logHazard(x, shape, scale).exp()),
    above: logHazard(x, shape, scale).exp().negated(),
  }),
  numeric: {
    cdf: (x, { shape, scale }) => weibullCdf(x, shape, scale),
    logCdf: (x, { shape, scale }) => weibullLogCdf(x, shape, scale),
    logSurvival: (x, { shape, scale }) => weibullLogUpperTail(x, shape, scale),
    quantile: (p, { shape, scale }) => weibullQuantile(p, shape, scale),
    upperQuantile: (p, { shape, scale }) => weibullUpperQuantile(p, shape, scale),
    draw: (rng, { shape, scale }) => scale * exp(log(standardExponential(rng)) / shape),
    mean: ({ shape, scale }) => scale * moment(1, shape),
    variance({ shape, scale }) {
      const mean = moment(1, shape);
      return scale * scale * (moment(2, shape) - mean * mean);
    },
  },
};

/**
 * The Weibull distribution: log p(x) = ln shape − ln x + h − e^h, with the log cumulative hazard h = shape ln(x/scale), for x > 0.
 *
 * Throws `InvalidArgument` for a number that is no shape or no scale. Source: johnson1994 (21.3).
 */
export function weibull<Shape extends string = "scalar", Scale extends string = "scalar">(
  options: WeibullOptions<Shape, Scale>,
): Distribution<Joined<Shape, Scale>> {
  return ofFamily(family, options);
}
