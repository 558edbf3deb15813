import { requireInteger, requireWeights } from "../requirements.js";
import { binomialCount } from "../standard/binomial.js";
import type { UniformSource } from "../uniform-source.js";
import type { VectorVariate } from "../variate.js";

/** The parameters of a multinomial distribution. */
export interface MultinomialOptions {
  /** The number of trials, an integer. */
  readonly trials: number;
  /** The probability of each category, or anything proportional to it. */
  readonly probabilities: ArrayLike<number>;
}

/**
 * Returns the multinomial distribution to draw from: how many of the trials fall into each category. Each count is binomial, given
 * the ones before it: of the trials left, with the category's share of the probability left.
 *
 * Throws `InvalidArgument` unless `trials` is an integer from 0, all probabilities finite and at least 0, and one above.
 * Source: devroye1986nonuniform.
 */
export function multinomialVariate({ trials, probabilities }: MultinomialOptions): VectorVariate {
  requireInteger("multinomialVariate", "trials", trials, 0, Number.MAX_SAFE_INTEGER);
  requireWeights("multinomialVariate", "probabilities", probabilities);
  const shares = sharesOfRest(probabilities);
  return {
    length: shares.length,
    drawInto(out: Float64Array, source: UniformSource): void {
      let left = trials;
      for (let i = 0; i < shares.length; i++) {
        const count = shares[i] === 1 ? left : binomialCount(source, left, shares[i]);
        out[i] = count;
        left -= count;
      }
    },
  };
}

/** Each weight divided by the sum of it and all that follow; exactly 1 for the last one above 0. */
function sharesOfRest(weights: ArrayLike<number>): Float64Array {
  const shares = new Float64Array(weights.length);
  for (let i = weights.length - 1, rest = 0; i >= 0; i--) {
    rest += weights[i];
    shares[i] = weights[i] > 0 ? weights[i] / rest : 0;
  }
  return shares;
}
