/** Random numbers that R gives from the same seed, for checking against R programs and published simulations. */
import { rBeta } from "./r-compatible/beta.js";
import { rBinomial } from "./r-compatible/binomial.js";
import { rStandardExponential } from "./r-compatible/exponential.js";
import { rGamma } from "./r-compatible/gamma.js";
import { MersenneTwister } from "./r-compatible/mersenne-twister.js";
import { rStandardNormal } from "./r-compatible/normal.js";
import {
  rIntegerBelow,
  rSampleWithoutReplacementInto,
  rSampleWithReplacementInto,
  rWeightedSampleWithoutReplacementInto,
  rWeightedSampleWithReplacementInto,
} from "./r-compatible/sample.js";
import { requireFinite, requirePositive, requireThat, requireWeights } from "./requirements.js";
import type { UniformSource } from "./uniform-source.js";

/**
 * Returns the generator that R ≥ 3.6 has after `set.seed(seed)`: Mersenne Twister, normal variates by inversion, samples by rejection.
 *
 * Source: matsumoto1998mersenne, rcore2022.
 *
 * @param seed an integer from −(2^31 − 1) to 2^31 − 1
 */
export function rCompatible(seed: number): RCompatible {
  requireThat(
    Number.isInteger(seed) && Math.abs(seed) < 2 ** 31,
    "rCompatible",
    "seed",
    "be an integer from -(2^31 - 1) to 2^31 - 1",
    seed,
  );
  return new RCompatible(new MersenneTwister(seed));
}

export interface RSampleOptions {
  /** Whether a number may come more than once. Default false. */
  readonly replace?: boolean;
  /** The relative probability of each of the numbers 1 … n. Default equal. */
  readonly probabilities?: ArrayLike<number>;
}

/**
 * One stream of R's random numbers. The methods called as in R give vectors, take R's arguments in R's order and use as many uniforms
 * as R does; those with full names give one number.
 */
class RCompatible implements UniformSource {
  constructor(private readonly source: MersenneTwister) {}

  /** One uniform number on (0, 1). */
  uniform(): number {
    return this.source.uniform();
  }

  /** One normal variate. */
  normal(mean = 0, sd = 1): number {
    requireFinite("rnorm", "mean", mean);
    requireThat(sd >= 0 && sd < Number.POSITIVE_INFINITY, "rnorm", "sd", "be at least 0 and finite", sd);
    return sd === 0 ? mean : mean + sd * rStandardNormal(this.source);
  }

  /** One exponential variate, with mean 1 / `rate`. */
  exponential(rate = 1): number {
    requirePositive("rexp", "rate", rate);
    return (1 / rate) * rStandardExponential(this.source);
  }

  /** One gamma variate, with mean `shape` / `rate`. */
  gamma(shape: number, rate = 1): number {
    requirePositive("rgamma", "shape", shape);
    requirePositive("rgamma", "rate", rate);
    return rGamma(this.source, shape, 1 / rate);
  }

  /** One beta variate. */
  beta(shape1: number, shape2: number): number {
    requirePositive("rbeta", "shape1", shape1);
    requirePositive("rbeta", "shape2", shape2);
    return rBeta(this.source, shape1, shape2);
  }

  /** One binomial variate: successes in `size` trials. */
  binomial(size: number, probability: number): number {
    return this.rbinom(1, size, probability)[0];
  }

  /** One integer from 1 to `n`, each equally likely: `sample(n, 1)`. */
  integer(n: number): number {
    requireSampled(n);
    return rIntegerBelow(this.source, n) + 1;
  }

  /** `runif(count, min, max)`. */
  runif(count: number, min = 0, max = 1): Float64Array {
    requireFinite("runif", "min", min);
    requireThat(max >= min && max < Number.POSITIVE_INFINITY, "runif", "max", "be finite and at least min", max);
    return vector("runif", count, () => (min === max ? min : min + (max - min) * this.source.uniform()));
  }

  /** `rnorm(count, mean, sd)`. */
  rnorm(count: number, mean = 0, sd = 1): Float64Array {
    return vector("rnorm", count, () => this.normal(mean, sd));
  }

  /** `rexp(count, rate)`. */
  rexp(count: number, rate = 1): Float64Array {
    return vector("rexp", count, () => this.exponential(rate));
  }

  /** `rgamma(count, shape, rate)`. */
  rgamma(count: number, shape: number, rate = 1): Float64Array {
    return vector("rgamma", count, () => this.gamma(shape, rate));
  }

  /** `rbeta(count, shape1, shape2)`. */
  rbeta(count: number, shape1: number, shape2: number): Float64Array {
    return vector("rbeta", count, () => this.beta(shape1, shape2));
  }

  /** `rbinom(count, size, probability)`, for sizes below 2^31 − 1. */
  rbinom(count: number, size: number, probability: number): Float64Array {
    requireThat(
      Number.isInteger(size) && size >= 0 && size < 2 ** 31 - 1,
      "rbinom",
      "size",
      "be an integer from 0 to 2^31 - 2",
      size,
    );
    requireThat(probability >= 0 && probability <= 1, "rbinom", "probability", "be in [0, 1]", probability);
    const draw = rBinomial(size, probability);
    return vector("rbinom", count, () => draw(this.source));
  }

  /** `sample.int(n, size, replace, probabilities)`: numbers from 1 to n; `size` is n by default. */
  sample(n: number, size = n, { replace = false, probabilities }: RSampleOptions = {}): Float64Array {
    requireSampled(n);
    const out = vector("sample", size, () => 0);
    if (probabilities) {
      const positive = countPositive(n, probabilities);
      requireThat(
        replace || size <= positive,
        "sample",
        "size",
        `be at most the ${positive} numbers of positive probability`,
        size,
      );
      if (replace) rWeightedSampleWithReplacementInto(out, this.source, probabilities);
      else rWeightedSampleWithoutReplacementInto(out, this.source, probabilities);
    } else {
      requireThat(replace || size <= n, "sample", "size", `be at most ${n}`, size);
      if (replace || size < 2) rSampleWithReplacementInto(out, this.source, n);
      else rSampleWithoutReplacementInto(out, this.source, n);
    }
    return out;
  }
}

export type { RCompatible };

function vector(caller: string, count: number, draw: () => number): Float64Array {
  requireThat(Number.isInteger(count) && count >= 0, caller, "count", "be a non-negative integer", count);
  const out = new Float64Array(count);
  for (let i = 0; i < count; i++) out[i] = draw();
  return out;
}

function requireSampled(n: number): void {
  requireThat(Number.isInteger(n) && n >= 1 && n <= 4.5e15, "sample", "n", "be an integer from 1 to 4.5e15", n);
}

/** Returns how many of the weights are positive. */
function countPositive(n: number, weights: ArrayLike<number>): number {
  requireThat(weights.length === n, "sample", "probabilities", `have ${n} entries`, weights);
  requireWeights("sample", "probabilities", weights);
  return Array.from(weights).filter((weight) => weight > 0).length;
}
