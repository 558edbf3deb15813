import { requirePositive } from "../requirements.js";
import { standardBeta } from "../standard/beta.js";
import type { Variate } from "../variate.js";

/** The parameters of a beta distribution. */
export interface BetaOptions {
  /** The shape at 1, positive: as many prior successes. */
  readonly shape1: number;
  /** The shape at 0, positive: as many prior failures. */
  readonly shape2: number;
}

/**
 * Returns the beta distribution to draw from, with density proportional to x^(shape1−1) (1 − x)^(shape2−1).
 *
 * Throws `InvalidArgument` unless both shapes are positive and finite. Source: devroye1986nonuniform.
 */
export function betaVariate({ shape1, shape2 }: BetaOptions): Variate {
  requirePositive("betaVariate", "shape1", shape1);
  requirePositive("betaVariate", "shape2", shape2);
  return (source) => standardBeta(source, shape1, shape2);
}
