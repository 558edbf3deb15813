/** The log-normal distribution. */
import { type Joined, type Operand, unary } from "../../density/expression.js";
import { exp, expm1 } from "../../numeric/elementary/exponential.js";
import {
  logNormalCdf,
  logNormalLogCdf,
  logNormalLogUpperTail,
  logNormalQuantile,
  logNormalUpperQuantile,
} from "../../numeric/probability/log-normal.js";
import { standardNormal } from "../../random/standard/normal.js";
import type { Distribution } from "../distribution.js";
import { aboveZero, type Family, ofFamily } from "../family.js";
import { HALF_LOG_TWO_PI } from "../log-two-pi.js";

/** The parameters of a log-normal distribution. */
export interface LogNormalOptions<LogMean extends string = string, LogSd extends string = string> {
  /** The mean of ln x, any number. */
  readonly logMean: Operand<LogMean>;
  /** The standard deviation of ln x, positive. */
  readonly logSd: Operand<LogSd>;
}

const family: Family<"logMean" | "logSd"> = {
  name: "logNormal",
  domains: { logMean: "real", logSd: "positive" },
  support: () => aboveZero,
  logDensity: (x, { logMean, logSd }) =>
    x.log().minus(logMean).dividedBy(logSd).squared().times(-0.5).minus(logSd.log()).minus(x.log()).minus(HALF_LOG_TWO_PI),
  logTails: (x, { logMean, logSd }) => ({
    below: unary("logNormalCdf", x.log().minus(logMean).dividedBy(logSd)),
    above: unary("logNormalCdf", logMean.minus(x.log()).dividedBy(logSd)),
  }),
  numeric: {
    cdf: (x, { logMean, logSd }) => logNormalCdf(x, logMean, logSd),
    logCdf: (x, { logMean, logSd }) => logNormalLogCdf(x, logMean, logSd),
    logSurvival: (x, { logMean, logSd }) => logNormalLogUpperTail(x, logMean, logSd),
    quantile: (p, { logMean, logSd }) => logNormalQuantile(p, logMean, logSd),
    upperQuantile: (p, { logMean, logSd }) => logNormalUpperQuantile(p, logMean, logSd),
    draw: (rng, { logMean, logSd }) => exp(logMean + logSd * standardNormal(rng)),
    mean: ({ logMean, logSd }) => exp(logMean + 0.5 * logSd * logSd),
    variance: ({ logMean, logSd }) => expm1(logSd * logSd) * exp(2 * logMean + logSd * logSd),
  },
};

/**
 * The log-normal distribution: log p(x) = −((ln x − logMean)/logSd)²/2 − ln logSd − ln x − ln(2π)/2 for x > 0.
 *
 * Throws `InvalidArgument` for a number that is no mean or no standard deviation. Source: johnson1994 (14.2).
 */
export function logNormal<LogMean extends string = "scalar", LogSd extends string = "scalar">(
  options: LogNormalOptions<LogMean, LogSd>,
): Distribution<Joined<LogMean, LogSd>> {
  return ofFamily(family, options);
}
