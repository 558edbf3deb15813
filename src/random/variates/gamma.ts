import { requirePositive } from "../requirements.js";
import { standardGamma } from "../standard/gamma.js";
import type { Variate } from "../variate.js";

/** The parameters of a gamma distribution. */
export interface GammaOptions {
  /** The shape, positive. */
  readonly shape: number;
  /** The rate, positive: the mean is shape / rate. Default 1. */
  readonly rate?: number;
}

/**
 * Returns the gamma distribution to draw from, with density rate^shape x^(shape−1) exp(−rate · x) / Γ(shape).
 *
 * Throws `InvalidArgument` unless both parameters are positive and finite. Source: marsaglia2000simple.
 */
export function gammaVariate({ shape, rate = 1 }: GammaOptions): Variate {
  requirePositive("gammaVariate", "shape", shape);
  requirePositive("gammaVariate", "rate", rate);
  const scale = 1 / rate;
  return (source) => scale * standardGamma(source, shape);
}
