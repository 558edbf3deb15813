import { requirePositive } from "../requirements.js";
import { standardExponential } from "../standard/exponential.js";
import type { Variate } from "../variate.js";

/** The parameter of an exponential distribution. */
export interface ExponentialOptions {
  /** The rate (hazard), positive: 1 / mean. Default 1. */
  readonly rate?: number;
}

/**
 * Returns the exponential distribution to draw from, with density rate · exp(−rate · x), by the ziggurat.
 *
 * Throws `InvalidArgument` unless `rate` is positive and finite. Source: marsaglia2000ziggurat.
 */
export function exponentialVariate({ rate = 1 }: ExponentialOptions = {}): Variate {
  requirePositive("exponentialVariate", "rate", rate);
  const mean = 1 / rate;
  return (source) => mean * standardExponential(source);
}
