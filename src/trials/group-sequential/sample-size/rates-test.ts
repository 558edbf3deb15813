/** Tests of rates: of one group, or of the difference, ratio or odds ratio of two. */

import { exp } from "../../../numeric/elementary/exponential.js";
import { log } from "../../../numeric/elementary/logarithm.js";
import { brentMinimum } from "../../../numeric/optimizers/brent-minimum.js";
import { binomialCdf, binomialQuantile, binomialUpperTail } from "../../../numeric/probability/binomial.js";
import { normalUpperQuantile } from "../../../numeric/probability/normal.js";
import { type RateEffect, restrictedRates } from "./farrington-manning.js";
import { type FixedTest, twoVarianceTest } from "./fixed-test.js";

export interface RatesAssumption {
  readonly arms: 1 | 2;
  readonly effect: RateEffect;
  /** The assumed rate on treatment, and on control (two arms). */
  readonly treatmentRate: number;
  readonly controlRate: number;
  /** The rate (one arm), difference, ratio or odds ratio under the hypothesis. */
  readonly nullValue: number;
  readonly ratio: number;
  readonly larger: "better" | "worse";
  /** One arm: whether the test is by the normal approximation or exact. */
  readonly test: "z" | "exact";
}

/**
 * The test of rates by the normal approximation: with variances under the hypothesis (one arm: p₀(1 − p₀); two arms: at the restricted
 * estimates of Farrington and Manning) and under the assumption. For one arm also the exact binomial test.
 *
 * Source: farrington1990test, wassmer2016group.
 */
export function ratesTest(assumption: RatesAssumption): FixedTest {
  const sign = assumption.larger === "better" ? 1 : -1;
  const { nullValue, treatmentRate } = assumption;
  if (assumption.arms === 1) {
    if (assumption.test === "exact") return exactTest(assumption);
    const sd = (rate: number) => Math.sqrt(rate * (1 - rate));
    return twoVarianceTest(sign * (treatmentRate - nullValue), sd(nullValue), sd(treatmentRate));
  }
  const { difference, nullSd, sd } = compareRates(assumption);
  return twoVarianceTest(sign * difference, nullSd, sd);
}

/** The difference that two arms are tested by, and its standard deviations (times √patients) under hypothesis and assumption. */
export function compareRates({
  controlRate,
  effect,
  nullValue,
  ratio,
  treatmentRate,
}: Omit<RatesAssumption, "arms" | "larger" | "test">): {
  readonly difference: number;
  readonly nullSd: number;
  readonly sd: number;
} {
  const restricted = restrictedRates(effect, nullValue, treatmentRate, controlRate, ratio);
  if (effect === "odds-ratio") {
    const odds = (rate: number) => rate / (1 - rate);
    const sd = (p1: number, p2: number) => Math.sqrt((1 + ratio) / ratio / (p1 * (1 - p1)) + (1 + ratio) / (p2 * (1 - p2)));
    return {
      difference: log(odds(treatmentRate) / odds(controlRate) / nullValue),
      nullSd: sd(restricted.treatment, restricted.control),
      sd: sd(treatmentRate, controlRate),
    };
  }
  const factor = effect === "ratio" ? nullValue : 1;
  const sd = (p1: number, p2: number) =>
    Math.sqrt(((1 + ratio) / ratio) * p1 * (1 - p1) + factor * factor * (1 + ratio) * p2 * (1 - p2));
  return {
    difference: effect === "ratio" ? treatmentRate - nullValue * controlRate : treatmentRate - controlRate - nullValue,
    nullSd: sd(restricted.treatment, restricted.control),
    sd: sd(treatmentRate, controlRate),
  };
}

/** The ratio of allocation with which the fixed test needs the fewest patients. */
export function optimalRatio(size: (ratio: number) => number): number {
  return exp(brentMinimum((logRatio) => size(exp(logRatio)), -3, 3).minimizer);
}

/** The exact binomial test; failures are counted when fewer events are better. */
function exactTest({ larger, nullValue, treatmentRate }: RatesAssumption): FixedTest {
  const p0 = larger === "better" ? nullValue : 1 - nullValue;
  const p1 = larger === "better" ? treatmentRate : 1 - treatmentRate;
  // The largest number of events that does not reject leaves at most α above it.
  const power = (size: number, alpha: number) => binomialUpperTail(binomialQuantile(1 - alpha, size, p0), size, p1);
  const missed = (size: number, alpha: number) => binomialCdf(binomialQuantile(1 - alpha, size, p0), size, p1);
  return {
    drift: (size, alpha) => normalUpperQuantile(alpha) + normalUpperQuantile(Math.max(missed(Math.floor(size), alpha), 1e-300)),
    size(alpha, target) {
      for (let size = 2; size < 100_000; size++) if (power(size, alpha) >= target) return size;
      return Number.POSITIVE_INFINITY;
    },
  };
}
