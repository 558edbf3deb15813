/** The Cauchy distribution. */
import { type Joined, type Operand, unary } from "../../density/expression.js";
import { logBetaTailsAtLogit } from "../../density/operators/tails/beta-tails.js";
import { logCauchyTails } from "../../density/operators/tails/cauchy-tails.js";
import { atan } from "../../numeric/elementary/arctangent.js";
import { log, log1p } from "../../numeric/elementary/logarithm.js";
import { cos, sin } from "../../numeric/elementary/trigonometric.js";
import type { Distribution } from "../distribution.js";
import { type Family, ofFamily, realLine } from "../family.js";

/** The parameters of a Cauchy distribution. */
export interface CauchyOptions<Location extends string = string, Scale extends string = string> {
  /** The center, any number. */
  readonly location: Operand<Location>;
  /** The scale, positive: half the distance between the quartiles. */
  readonly scale: Operand<Scale>;
}

const LOG_PI = 1.1447298858494002;

/** P(Z > z) of the standard distribution, without cancellation. */
function upperTail(z: number): number {
  return z > 1 ? atan(1 / z) / Math.PI : 0.5 - atan(z) / Math.PI;
}

/** ln P(Z > z): near 0 from the lower tail. */
const logUpperTail = (z: number): number => (z < -1 ? log1p(-upperTail(-z)) : log(upperTail(z)));

/** The z with P(Z > z) = p, cot(πp), by the nearer end. */
function upperQuantile(p: number): number {
  if (p === 0) return Number.POSITIVE_INFINITY;
  if (p === 1) return Number.NEGATIVE_INFINITY;
  if (p > 0.25 && p < 0.75) {
    const angle = Math.PI * (0.5 - p);
    return sin(angle) / cos(angle);
  }
  const angle = Math.PI * Math.min(p, 1 - p);
  const size = cos(angle) / sin(angle);
  return p < 0.5 ? size : -size;
}

const family: Family<"location" | "scale"> = {
  name: "cauchy",
  domains: { location: "real", scale: "positive" },
  support: () => realLine,
  logDensity: (x, { location, scale }) =>
    unary("log1p", x.minus(location).dividedBy(scale).squared()).negated().minus(scale.log()).minus(LOG_PI),
  logTails: (x, { location, scale }, asked) => logCauchyTails(x.minus(location).dividedBy(scale), asked),
  logProbabilityWithin: (distance, { scale }, asked) =>
    logBetaTailsAtLogit(0.5, 0.5, distance.dividedBy(scale).log().times(2), asked).below,
  center: "location",
  standardized: ({ location, scale }) => ({
    distribution: cauchy({ location: 0, scale: 1 }),
    from: (z) => location.plus(scale.times(z)),
  }),
  numeric: {
    cdf: (x, { location, scale }) => upperTail((location - x) / scale),
    logCdf: (x, { location, scale }) => logUpperTail((location - x) / scale),
    logSurvival: (x, { location, scale }) => logUpperTail((x - location) / scale),
    quantile: (p, { location, scale }) => location - scale * upperQuantile(p),
    upperQuantile: (p, { location, scale }) => location + scale * upperQuantile(p),
    probabilityWithin: (distance, { scale }) => (2 / Math.PI) * atan(distance / scale),
    draw: (rng, { location, scale }) => location - scale * upperQuantile(rng.uniform()),
    mean: () => Number.NaN,
    variance: () => Number.NaN,
  },
};

/**
 * The Cauchy distribution: log p(x) = −ln π − ln scale − ln(1 + ((x − location)/scale)²). It has no mean.
 *
 * Throws `InvalidArgument` for a number that is no location or no scale. Source: johnson1994 (16.1).
 */
export function cauchy<Location extends string = "scalar", Scale extends string = "scalar">(
  options: CauchyOptions<Location, Scale>,
): Distribution<Joined<Location, Scale>> {
  return ofFamily(family, options);
}
