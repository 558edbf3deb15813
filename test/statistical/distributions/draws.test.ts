/** Draws fall where the distribution functions say, and vectors have the moments that they must have. */
import { describe, expect, it } from "vitest";
import {
  cdf,
  dirichlet,
  draw,
  drawInto,
  lkj,
  lkjCholesky,
  logSurvival,
  mean,
  multinomial,
  multivariateNormal,
  quantile,
  truncated,
  upperQuantile,
  type VectorDistribution,
  variance,
} from "../../../src/distributions/index.js";
import { exp } from "../../../src/numeric/index.js";
import { rngFromSeed } from "../../../src/random/index.js";
import { cases } from "../../laws/distributions/cases.js";
import { fromCatalogue } from "../../laws/distributions/unknowns.js";

/** Of every test, had its seed been drawn. */
const FALSE_ALARMS = 1e-5;
const DRAWS = 20_000;

describe("draws of a distribution", () => {
  // P(sup |F_n − F| > ε) ≤ 2 e^(−2 n ε²), of any distribution. Source: Massart (1990), Annals of Probability 18, 1269–1283.
  const allowed = Math.sqrt(Math.log(2 / FALSE_ALARMS) / (2 * DRAWS));
  it.each(cases)("have the distribution function of $label", ({ label, distribution }) => {
    const rng = rngFromSeed(`draws of ${label}`);
    const sample = Float64Array.from({ length: DRAWS }, () => draw(distribution, rng)).sort();
    let distance = 0;
    for (let i = 0; i < DRAWS; i++) {
      const x = sample[i] as number;
      // Ties: only their last one counts from above, and their first one from below.
      if (x !== sample[i + 1]) distance = Math.max(distance, Math.abs((i + 1) / DRAWS - cdf(distribution, x)));
      if (x !== sample[i - 1]) {
        const below = distribution.support.kind === "integer" ? 1 - exp(logSurvival(distribution, x - 1)) : cdf(distribution, x);
        distance = Math.max(distance, Math.abs(i / DRAWS - below));
      }
    }
    expect(distance).toBeLessThan(allowed);
  });
});

describe("draws of truncated forms", () => {
  const numbers = fromCatalogue.filter(({ values }) => values.length > 0);
  // qnorm(1 - 1e-5 / 4) of R 4.2.2: both intervals of a distribution have one test's false alarms.
  const Z_OF_ONE = 4.5648;
  it.each(numbers)("lie between the bounds and have the mean of $label there", ({ label, values, make }) => {
    const whole = make(values);
    for (const [low, high] of [
      [0.2, 0.9],
      [1 - 1e-6, 1 - 1e-9],
    ] as const) {
      const [lower, upper] =
        low < 0.5
          ? [quantile(whole, low), quantile(whole, high)]
          : [upperQuantile(whole, 1 - low), upperQuantile(whole, 1 - high)];
      if (!(lower < upper)) continue;
      const within = truncated(whole, { lower, upper });
      const rng = rngFromSeed(`truncated draws of ${label} from ${low}`);
      let sum = 0;
      for (let i = 0; i < DRAWS / 10; i++) {
        const x = draw(within, rng);
        expect(x).toBeGreaterThanOrEqual(lower);
        expect(x).toBeLessThanOrEqual(upper);
        sum += x;
      }
      const error = sum / (DRAWS / 10) - mean(within);
      expect(Math.abs(error)).toBeLessThan(Z_OF_ONE * Math.sqrt(variance(within) / (DRAWS / 10)));
    }
  });
});

/** z of a two-sided normal test at the false-alarm rate, for some ten means each. Source: qnorm(1 - 1e-5 / 20) of R 4.2.2. */
const Z = 4.8916;

/** Standardized differences between the means of f_k over draws and what they must be. */
function standardizedErrors(
  distribution: VectorDistribution,
  size: number,
  wanted: readonly (readonly [(x: Float64Array) => number, number])[],
): number[] {
  const rng = rngFromSeed(`moments of ${distribution.name}`);
  const x = new Float64Array(size);
  const sums = wanted.map(() => [0, 0] as [number, number]);
  for (let i = 0; i < DRAWS; i++) {
    drawInto(x, distribution, rng);
    for (const [k, [f]] of wanted.entries()) {
      const value = f(x);
      const sum = sums[k] as [number, number];
      sum[0] += value;
      sum[1] += value * value;
    }
  }
  return wanted.map(([, expected], k) => {
    const [sum, squares] = sums[k] as [number, number];
    const average = sum / DRAWS;
    return (average - expected) / Math.sqrt((squares / DRAWS - average * average) / DRAWS);
  });
}

const at = (k: number) => (x: Float64Array) => x[k] as number;
const product = (i: number, j: number) => (x: Float64Array) => (x[i] as number) * (x[j] as number);

describe("draws of vectors", () => {
  const covariance = [
    [2, 0.5],
    [0.5, 1],
  ];
  // E r² of a correlation under LKJ(shape) in K dimensions: r = 2 b − 1, b ~ beta(s, s), s = shape − 1 + K/2, hence 1/(2 s + 1).
  const squareOfCorrelation = 1 / (2 * (2.5 - 1 + 1.5) + 1);
  const expected: readonly (readonly [
    string,
    VectorDistribution,
    number,
    readonly (readonly [(x: Float64Array) => number, number])[],
  ])[] = [
    [
      "dirichlet",
      dirichlet({ concentration: [1, 2, 5] }),
      3,
      [
        [at(0), 1 / 8],
        [at(2), 5 / 8],
        [product(0, 1), 2 / 72],
      ],
    ],
    [
      "multinomial",
      multinomial({ trials: 10, probabilities: [0.2, 0.3, 0.5] }),
      3,
      [
        [at(0), 2],
        [at(2), 5],
        [product(0, 1), 90 * 0.06],
      ],
    ],
    [
      "multinomial by logits",
      multinomial({ trials: 4, logits: [0, Math.LN2] }),
      2,
      [
        [at(0), 4 / 3],
        [product(0, 1), 12 * (2 / 9)],
      ],
    ],
    [
      "multivariateNormal",
      multivariateNormal({ mean: [1, -1], covariance }),
      2,
      [
        [at(0), 1],
        [at(1), -1],
        [product(0, 1), 0.5 - 1],
        [product(0, 0), 3],
      ],
    ],
    [
      "lkj",
      lkj({ dimension: 3, shape: 2.5 }),
      9,
      [
        [at(1), 0],
        [product(1, 1), squareOfCorrelation],
        [product(5, 5), squareOfCorrelation],
        [product(2, 6), squareOfCorrelation],
      ],
    ],
    [
      "lkjCholesky",
      lkjCholesky({ dimension: 3, shape: 2.5 }),
      9,
      [
        [at(3), 0],
        [product(3, 3), squareOfCorrelation],
        [product(6, 6), squareOfCorrelation],
      ],
    ],
  ];
  it.each(expected)("have the moments of %s", (_, distribution, size, wanted) => {
    for (const z of standardizedErrors(distribution, size, wanted)) expect(Math.abs(z)).toBeLessThan(Z);
  });
});
