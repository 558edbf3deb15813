import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import * as random from "../../../src/random/index.js";

const seeds = fc.maxSafeNat();
const positive = fc.oneof(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), fc.double({ min: 1e-8, max: 1e8, noNaN: true }));
const real = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const probability = fc.double({ min: 0, max: 1, noNaN: true });
const trials = fc.oneof(fc.nat({ max: 40 }), fc.nat({ max: 100_000 }), fc.maxSafeNat());
const weights = fc
  .array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e6, noNaN: true })), { minLength: 1, maxLength: 30 })
  .filter((w) => w.some((x) => x > 0));

/** Twenty draws from one seed. */
const draws = (variate: random.Variate, seed: number) => {
  const rng = random.rngFromSeed(seed);
  return Array.from({ length: 20 }, () => variate(rng));
};

describe("a variate", () => {
  test.prop([seeds, real, positive])(
    "is located and scaled: normal draws are mean + sd z of the same stream",
    (seed, mean, sd) => {
      const z = draws(random.standardNormal, seed);
      expect(draws(random.normalVariate({ mean, sd }), seed)).toEqual(z.map((x) => mean + sd * x));
    },
  );

  test.prop([seeds, positive, positive])("is in its support: positive for waiting times", (seed, shape, scale) => {
    const times = [
      random.exponentialVariate({ rate: 1 / scale }),
      random.weibullVariate({ shape: Math.max(shape, 0.1), scale }),
      random.gammaVariate({ shape: Math.max(shape, 0.1), rate: 1 / scale }),
    ];
    for (const variate of times) for (const x of draws(variate, seed)) expect(x > 0 && x < Number.POSITIVE_INFINITY).toBe(true);
  });

  test.prop([seeds, positive, positive])("is in its support: shares are in [0, 1]", (seed, shape1, shape2) => {
    for (const x of draws(random.betaVariate({ shape1, shape2 }), seed)) expect(x >= 0 && x <= 1).toBe(true);
  });

  test.prop([seeds, trials, probability])("is in its support: binomial counts are integers up to the trials", (seed, n, p) => {
    const counts = [...draws((source) => random.binomialCount(source, n, p), seed)];
    if (n * p * (1 - p) < 1e4) counts.push(...draws(random.binomialVariate({ trials: n, probability: p }), seed));
    for (const k of counts) expect(Number.isInteger(k) && k >= 0 && k <= n).toBe(true);
  });

  test.prop([seeds, positive, positive])("is in its support: Poisson counts are integers from 0", (seed, mean, shape) => {
    const counts = [
      ...draws((source) => random.poissonCount(source, mean), seed),
      ...draws(random.poissonVariate({ mean }), seed),
    ];
    counts.push(...draws(random.negativeBinomialVariate({ mean, shape }), seed));
    for (const k of counts) expect(Number.isInteger(k) && k >= 0).toBe(true);
  });

  test.prop([seeds, weights])("never falls into a category of probability 0", (seed, probabilities) => {
    for (const i of draws(random.categoricalVariate({ probabilities }), seed)) expect(probabilities[i]).toBeGreaterThan(0);
  });
});

describe("a vector of variates", () => {
  test.prop([seeds, fc.nat({ max: 1_000_000 }), weights])(
    "adds up: multinomial counts to the trials",
    (seed, n, probabilities) => {
      const variate = random.multinomialVariate({ trials: n, probabilities });
      const out = new Float64Array(variate.length);
      variate.drawInto(out, random.rngFromSeed(seed));
      expect(out.reduce((a, b) => a + b)).toBe(n);
      out.forEach((count, i) => {
        if (probabilities[i] === 0) expect(count).toBe(0);
      });
    },
  );

  test.prop([seeds, fc.array(positive, { minLength: 1, maxLength: 20 })])(
    "adds up: Dirichlet parts to 1",
    (seed, concentrations) => {
      const variate = random.dirichletVariate({ concentrations });
      const out = new Float64Array(variate.length);
      variate.drawInto(out, random.rngFromSeed(seed));
      expect(Math.abs(out.reduce((a, b) => a + b) - 1)).toBeLessThan(1e-14);
      expect(out.every((part) => part >= 0)).toBe(true);
    },
  );

  test.prop([seeds, fc.nat({ max: 300 })])("is an order: every number once", (seed, n) => {
    const order = new Int32Array(n);
    random.permutationInto(order, random.rngFromSeed(seed));
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
  });

  test.prop([seeds, fc.nat({ max: 50 }), fc.nat({ max: 5000 })])(
    "is a sample: different numbers in range",
    (seed, size, more) => {
      const sample = new Int32Array(size);
      random.sampleInto(sample, random.rngFromSeed(seed), size + more);
      expect(new Set(sample).size).toBe(size);
      expect(sample.every((i) => i >= 0 && i < size + more)).toBe(true);
    },
  );

  test.prop([seeds, fc.array(fc.string())])("is a shuffle: the same items, by the same orders as of numbers", (seed, items) => {
    const shuffled = [...items];
    random.shuffleInto(shuffled, random.rngFromSeed(seed));
    const order = new Int32Array(items.length);
    random.permutationInto(order, random.rngFromSeed(seed));
    expect(shuffled).toEqual([...order].map((i) => items[i]));
  });
});
