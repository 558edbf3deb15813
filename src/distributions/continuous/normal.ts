/** The normal distribution. */
import { binary, constant, type Expression, type Joined, type Operand, select, unary } from "../../density/expression.js";
import {
  normalCdf,
  normalLogCdf,
  normalLogUpperTail,
  normalQuantile,
  normalUpperQuantile,
} from "../../numeric/probability/normal.js";
import { erf } from "../../numeric/special/error-function.js";
import { standardNormal } from "../../random/standard/normal.js";
import type { Distribution } from "../distribution.js";
import { type Family, ofFamily, realLine } from "../family.js";
import { HALF_LOG_TWO_PI } from "../log-two-pi.js";

/** The parameters of a normal distribution. */
export interface NormalOptions<Mean extends string = string, Sd extends string = string> {
  /** The mean, any number. */
  readonly mean: Operand<Mean>;
  /** The standard deviation, positive. */
  readonly sd: Operand<Sd>;
}

const family: Family<"mean" | "sd"> = {
  name: "normal",
  domains: { mean: "real", sd: "positive" },
  support: () => realLine,
  logDensity: (x, { mean, sd }) => x.minus(mean).dividedBy(sd).squared().times(-0.5).minus(sd.log()).minus(HALF_LOG_TWO_PI),
  logTails: (x, { mean, sd }) => ({
    below: unary("logNormalCdf", x.minus(mean).dividedBy(sd)),
    above: unary("logNormalCdf", mean.minus(x).dividedBy(sd)),
  }),
  logProbabilityWithin: (distance, { sd }) => logErf(distance.dividedBy(sd)),
  center: "mean",
  standardized: ({ mean, sd }) => ({
    distribution: normal({ mean: 0, sd: 1 }),
    from: (z) => mean.plus(sd.times(z)),
  }),
  numeric: {
    cdf: (x, { mean, sd }) => normalCdf(x, mean, sd),
    logCdf: (x, { mean, sd }) => normalLogCdf(x, mean, sd),
    logSurvival: (x, { mean, sd }) => normalLogUpperTail(x, mean, sd),
    quantile: (p, { mean, sd }) => normalQuantile(p, mean, sd),
    upperQuantile: (p, { mean, sd }) => normalUpperQuantile(p, mean, sd),
    probabilityWithin: (distance, { sd }) => erf((distance / sd) * Math.SQRT1_2),
    draw: (rng, { mean, sd }) => mean + sd * standardNormal(rng),
    mean: ({ mean }) => mean,
    variance: ({ sd }) => sd * sd,
  },
};

/** The logarithm of √(2/π). */
const LOG_TWICE_CENTER = -0.2257913526447274;

/**
 * ln erf(z/√2) for z ≥ 0: by the series z √(2/π) Σ (−z²/2)^n / (n! (2n + 1)) up to 1, by the tail beyond. Each form only sees the z it is good
 * for. Source: abramowitz1964 (7.1.5).
 */
function logErf(z: Expression): Expression {
  const near = binary("minimum", z, 1);
  const t = near.squared().times(-0.5);
  let sum: Expression = constant(0);
  let factorial = 1;
  for (let n = 1; n <= 13; n++) factorial *= n;
  for (let n = 13; n > 0; n--) {
    sum = sum.plus(1 / (factorial * (2 * n + 1))).times(t);
    factorial /= n;
  }
  const series = near.log().plus(LOG_TWICE_CENTER).plus(unary("log1p", sum));
  const beyond = unary("logNormalCdf", binary("maximum", z, 1).negated());
  return select(binary("less", z, 1), series, unary("log1p", beyond.exp().times(-2)));
}

/**
 * The normal distribution: log p(x) = −((x − mean)/sd)²/2 − log sd − log(2π)/2.
 *
 * Throws `InvalidArgument` for a number that is no mean or no standard deviation. Source: johnson1994 (13.1).
 */
export function normal<Mean extends string = "scalar", Sd extends string = "scalar">(
  options: NormalOptions<Mean, Sd>,
): Distribution<Joined<Mean, Sd>> {
  return ofFamily(family, options);
}
