import { requireNonNegative } from "../requirements.js";
import { tabulatedVariate } from "../standard/cumulative-table.js";
import { poissonCount } from "../standard/poisson.js";
import type { Variate } from "../variate.js";

/** The parameter of a Poisson distribution. */
export interface PoissonOptions {
  /** The mean, at least 0. */
  readonly mean: number;
}

/** Up to this mean a table of the probabilities (at most some 1,100 of them) is made. */
const LARGEST_TABULATED_MEAN = 3600;

/**
 * Returns the Poisson distribution to draw from. One uniform and a table up to a mean of 3,600, where a larger uniform never gives a
 * smaller count; transformed rejection beyond.
 *
 * Throws `InvalidArgument` unless `mean` is finite and at least 0. Source: chen1974generating, hormann1993poisson.
 */
export function poissonVariate({ mean }: PoissonOptions): Variate {
  requireNonNegative("poissonVariate", "mean", mean);
  if (mean > LARGEST_TABULATED_MEAN) return (source) => poissonCount(source, mean);
  return tabulatedVariate(Math.floor(mean), 0, Number.POSITIVE_INFINITY, (k) => mean / (k + 1));
}
