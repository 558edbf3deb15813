import { requireWeights } from "../requirements.js";
import { CumulativeTable } from "../standard/cumulative-table.js";
import type { Variate } from "../variate.js";

/** The parameters of a categorical distribution. */
export interface CategoricalOptions {
  /** The probability of each category, or anything proportional to it. */
  readonly probabilities: ArrayLike<number>;
}

/**
 * Returns the distribution over the categories 0, 1, … to draw from: one uniform, and a larger one never gives a smaller category.
 *
 * Throws `InvalidArgument` unless all probabilities are finite and at least 0, and one is above. Source: chen1974generating.
 */
export function categoricalVariate({ probabilities }: CategoricalOptions): Variate {
  requireWeights("categoricalVariate", "probabilities", probabilities);
  const table = new CumulativeTable(probabilities);
  return (source) => table.indexOf(source.uniform());
}
