/** The Laplace distribution. */
import { binary, type Expression, type Joined, type Operand, select, unary } from "../../density/expression.js";
import { exp, expm1 } from "../../numeric/elementary/exponential.js";
import { log, log1p } from "../../numeric/elementary/logarithm.js";
import { standardExponential } from "../../random/standard/exponential.js";
import type { Distribution } from "../distribution.js";
import { type Family, ofFamily, realLine } from "../family.js";
import { logOneMinusExp } from "../log-one-minus-exp.js";

/** The parameters of a Laplace distribution. */
export interface LaplaceOptions<Location extends string = string, Scale extends string = string> {
  /** The center, any number. */
  readonly location: Operand<Location>;
  /** The mean distance from the center, positive. */
  readonly scale: Operand<Scale>;
}

/** ln P(Z > z) of the standard distribution. */
function logUpperTail(z: Expression): Expression {
  const size = unary("absolute", z).negated();
  const nearOne = unary("log1p", size.exp().times(-0.5));
  return select(binary("less", z, 0), nearOne, size.minus(Math.LN2));
}

const upperTail = (z: number): number => (z < 0 ? 1 - 0.5 * exp(z) : 0.5 * exp(-z));
const logUpperTailAt = (z: number): number => (z < 0 ? log1p(-0.5 * exp(z)) : -z - Math.LN2);
const upperQuantile = (p: number): number => (p > 0.5 ? log(2 * (1 - p)) : -log(2 * p));

const family: Family<"location" | "scale"> = {
  name: "laplace",
  domains: { location: "real", scale: "positive" },
  support: () => realLine,
  logDensity: (x, { location, scale }) =>
    unary("absolute", x.minus(location)).dividedBy(scale).negated().minus(scale.log()).minus(Math.LN2),
  logTails: (x, { location, scale }) => ({
    below: logUpperTail(location.minus(x).dividedBy(scale)),
    above: logUpperTail(x.minus(location).dividedBy(scale)),
  }),
  logProbabilityWithin: (distance, { scale }) => logOneMinusExp(distance.dividedBy(scale)),
  center: "location",
  standardized: ({ location, scale }) => ({
    distribution: laplace({ location: 0, scale: 1 }),
    from: (z) => location.plus(scale.times(z)),
  }),
  numeric: {
    cdf: (x, { location, scale }) => upperTail((location - x) / scale),
    logCdf: (x, { location, scale }) => logUpperTailAt((location - x) / scale),
    logSurvival: (x, { location, scale }) => logUpperTailAt((x - location) / scale),
    quantile: (p, { location, scale }) => location - scale * upperQuantile(p),
    upperQuantile: (p, { location, scale }) => location + scale * upperQuantile(p),
    probabilityWithin: (distance, { scale }) => -expm1(-distance / scale),
    draw(rng, { location, scale }) {
      const size = scale * standardExponential(rng);
      return rng.uniform() < 0.5 ? location - size : location + size;
    },
    mean: ({ location }) => location,
    variance: ({ scale }) => 2 * scale * scale,
  },
};

/**
 * The Laplace (double exponential) distribution: log p(x) = −|x − location|/scale − ln(2 scale).
 *
 * Throws `InvalidArgument` for a number that is no location or no scale. Source: johnson1995 (24.1).
 */
export function laplace<Location extends string = "scalar", Scale extends string = "scalar">(
  options: LaplaceOptions<Location, Scale>,
): Distribution<Joined<Location, Scale>> {
  return ofFamily(family, options);
}
