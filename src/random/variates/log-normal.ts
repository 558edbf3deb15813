import { exp } from "../../numeric/elementary.js";
import { requireFinite, requireNonNegative } from "../requirements.js";
import { standardNormal } from "../standard/normal.js";
import type { Variate } from "../variate.js";

/** The parameters of a log-normal distribution. */
export interface LogNormalOptions {
  /** The mean of the logarithm. Default 0. */
  readonly logMean?: number;
  /** The standard deviation of the logarithm, at least 0. Default 1. */
  readonly logSd?: number;
}

/**
 * Returns the log-normal distribution to draw from: exp(logMean + logSd · z), z standard normal. Its median is exp(logMean).
 *
 * Throws `InvalidArgument` unless `logMean` is finite and `logSd` finite and at least 0. Source: devroye1986nonuniform.
 */
export function logNormalVariate({ logMean = 0, logSd = 1 }: LogNormalOptions = {}): Variate {
  requireFinite("logNormalVariate", "logMean", logMean);
  requireNonNegative("logNormalVariate", "logSd", logSd);
  return (source) => exp(logMean + logSd * standardNormal(source));
}
