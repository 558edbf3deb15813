import { requireNonNegative, requirePositive } from "../requirements.js";
import { standardGamma } from "../standard/gamma.js";
import { poissonCount } from "../standard/poisson.js";
import type { Variate } from "../variate.js";

/** The parameters of a negative binomial distribution. */
export interface NegativeBinomialOptions {
  /** The mean, at least 0. For a number r of successes, each of probability p, it is r (1 − p) / p failures. */
  readonly mean: number;
  /** The shape, positive: the variance is mean + mean² / shape. It is the number of successes r. */
  readonly shape: number;
}

/**
 * Returns the negative binomial distribution to draw from: a Poisson count whose mean is a gamma variate of that shape and mean.
 *
 * Throws `InvalidArgument` unless `mean` is finite and at least 0 and `shape` positive and finite. Source: devroye1986nonuniform.
 */
export function negativeBinomialVariate({ mean, shape }: NegativeBinomialOptions): Variate {
  requireNonNegative("negativeBinomialVariate", "mean", mean);
  requirePositive("negativeBinomialVariate", "shape", shape);
  const scale = mean / shape;
  return (source) => poissonCount(source, standardGamma(source, shape) * scale);
}
