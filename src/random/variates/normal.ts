import { requireFinite, requireNonNegative } from "../requirements.js";
import { standardNormal } from "../standard/normal.js";
import type { Variate } from "../variate.js";

/** The parameters of a normal distribution. */
export interface NormalOptions {
  /** The mean. Default 0. */
  readonly mean?: number;
  /** The standard deviation, at least 0. Default 1. */
  readonly sd?: number;
}

/**
 * Returns the normal distribution to draw from: mean + sd · z, z standard normal by the ziggurat.
 *
 * Throws `InvalidArgument` unless `mean` is finite and `sd` finite and at least 0. Source: marsaglia2000ziggurat.
 */
export function normalVariate({ mean = 0, sd = 1 }: NormalOptions = {}): Variate {
  requireFinite("normalVariate", "mean", mean);
  requireNonNegative("normalVariate", "sd", sd);
  return (source) => mean + sd * standardNormal(source);
}
