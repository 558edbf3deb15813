import { requireInteger, requireProbability } from "../requirements.js";
import { binomialCount } from "../standard/binomial.js";
import { tabulatedVariate } from "../standard/cumulative-table.js";
import type { Variate } from "../variate.js";

/** The parameters of a binomial distribution. */
export interface BinomialOptions {
  /** The number of trials, an integer. */
  readonly trials: number;
  /** The probability of success in each trial. */
  readonly probability: number;
}

/** Up to this variance a table of the probabilities (at most some 1,100 of them) is made. */
const LARGEST_TABULATED_VARIANCE = 3600;

/**
 * Returns the binomial distribution to draw from: the successes in `trials` trials. One uniform and a table up to a variance of 3,600,
 * where a larger uniform never gives a smaller count; transformed rejection beyond.
 *
 * Throws `InvalidArgument` unless `trials` is an integer from 0 and `probability` in [0, 1]. Source: chen1974generating, hormann1993binomial.
 */
export function binomialVariate({ trials, probability }: BinomialOptions): Variate {
  requireInteger("binomialVariate", "trials", trials, 0, Number.MAX_SAFE_INTEGER);
  requireProbability("binomialVariate", "probability", probability);
  if (trials * probability * (1 - probability) > LARGEST_TABULATED_VARIANCE) {
    return (source) => binomialCount(source, trials, probability);
  }
  if (probability === 1) return tabulatedVariate(trials, trials, trials, () => 1);
  const odds = probability / (1 - probability);
  const mode = Math.min(trials, Math.floor((trials + 1) * probability));
  return tabulatedVariate(mode, 0, trials, (k) => ((trials - k) / (k + 1)) * odds);
}
