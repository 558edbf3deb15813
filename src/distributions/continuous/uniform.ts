/** The continuous uniform distribution. */
import { binary, constant, type Joined, type Operand, select } from "../../density/expression.js";
import { InvalidArgument } from "../../errors.js";
import { log, log1p } from "../../numeric/elementary/logarithm.js";
import type { Distribution } from "../distribution.js";
import { type Family, ofFamily } from "../family.js";

/** The parameters of a uniform distribution. */
export interface UniformOptions<Lower extends string = string, Upper extends string = string> {
  /** The lower bound. */
  readonly lower: Operand<Lower>;
  /** The upper bound, above the lower one. */
  readonly upper: Operand<Upper>;
}

/** The share of the interval below x. */
const share = (x: number, lower: number, upper: number): number =>
  x <= lower ? 0 : x >= upper ? 1 : (x - lower) / (upper - lower);

const family: Family<"lower" | "upper"> = {
  name: "uniform",
  domains: { lower: "real", upper: "real" },
  support: ({ lower, upper }) => ({ kind: "interval", lower, upper }),
  logDensity(x, { lower, upper }) {
    const isInside = binary("multiply", binary("lessOrEqual", lower, x), binary("lessOrEqual", x, upper));
    return select(isInside, upper.minus(lower).log().negated(), constant(Number.NEGATIVE_INFINITY));
  },
  logTails: (x, { lower, upper }) => ({
    below: x.minus(lower).dividedBy(upper.minus(lower)).log(),
    above: upper.minus(x).dividedBy(upper.minus(lower)).log(),
  }),
  numeric: {
    cdf: (x, { lower, upper }) => share(x, lower, upper),
    logCdf: (x, { lower, upper }) => logShare(share(x, lower, upper), share(-x, -upper, -lower)),
    logSurvival: (x, { lower, upper }) => logShare(share(-x, -upper, -lower), share(x, lower, upper)),
    quantile: (p, { lower, upper }) => (p < 0.5 ? lower + p * (upper - lower) : upper - (1 - p) * (upper - lower)),
    upperQuantile: (p, { lower, upper }) => (p < 0.5 ? upper - p * (upper - lower) : lower + (1 - p) * (upper - lower)),
    draw: (rng, { lower, upper }) => lower + rng.uniform() * (upper - lower),
    mean: ({ lower, upper }) => 0.5 * lower + 0.5 * upper,
    variance: ({ lower, upper }) => ((upper - lower) * (upper - lower)) / 12,
  },
};

/** ln of a share, from the rest where that is smaller. */
function logShare(part: number, rest: number): number {
  return part < rest ? log(part) : log1p(-rest);
}

/**
 * The uniform distribution: log p(x) = −ln(upper − lower) for lower ≤ x ≤ upper, −∞ elsewhere.
 *
 * Throws `InvalidArgument` for numbers that are no bounds, or in the wrong order. Source: johnson1995 (26.1).
 */
export function uniform<Lower extends string = "scalar", Upper extends string = "scalar">(
  options: UniformOptions<Lower, Upper>,
): Distribution<Joined<Lower, Upper>> {
  const distribution = ofFamily<"lower" | "upper", Joined<Lower, Upper>>(family, options);
  const { lower, upper } = distribution.parameters;
  if (typeof lower === "number" && typeof upper === "number" && !(lower < upper))
    throw new InvalidArgument("uniform", "upper", `be above lower, ${lower}`, upper);
  return distribution;
}
