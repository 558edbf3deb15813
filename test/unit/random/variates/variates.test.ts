import { describe, expect, it } from "vitest";
import { InvalidArgument } from "../../../../src/errors.js";
import * as random from "../../../../src/random/index.js";

const { rngFromSeed } = random;
/** A stream whose every number is `u`. */
const fixed = (u: number): random.UniformSource => ({ uniform: () => u });

describe("variates of one uniform", () => {
  it("are monotone in it: a larger uniform never gives a smaller value", () => {
    const draws = [
      random.uniformVariate({ min: -1, max: 5 }),
      random.binomialVariate({ trials: 30, probability: 0.7 }),
      random.binomialVariate({ trials: 3000, probability: 0.01 }),
      random.poissonVariate({ mean: 17 }),
      random.categoricalVariate({ probabilities: [3, 0, 1, 2] }),
    ];
    for (const draw of draws) {
      let earlier = Number.NEGATIVE_INFINITY;
      for (let i = 0; i < 2000; i++) {
        const x = draw(fixed((i + 0.5) / 2000));
        expect(x).toBeGreaterThanOrEqual(earlier);
        earlier = x;
      }
    }
  });

  it("stay in their range at the smallest and the largest uniform", () => {
    const ends = [2 ** -54, 1 - 2 ** -53];
    const range = (draw: random.Variate) => ends.map((u) => draw(fixed(u)));
    expect(range(random.binomialVariate({ trials: 4, probability: 0.5 }))).toEqual([0, 4]);
    expect(range(random.categoricalVariate({ probabilities: [1, 1, 0] }))).toEqual([0, 1]);
    expect(ends.map((u) => random.integerBelow(fixed(u), 7))).toEqual([0, 6]);
    expect(ends.map((u) => random.integerBelow(fixed(u), 2 ** 31 - 1))).toEqual([0, 2 ** 31 - 2]);
    expect(ends.map((u) => random.binomialCount(fixed(u), 5, 0.4))).toEqual([0, 5]);
  });
});

describe("degenerate parameters", () => {
  it("give constants", () => {
    const rng = rngFromSeed(4);
    expect(random.normalVariate({ mean: 3, sd: 0 })(rng)).toBe(3);
    expect(random.uniformVariate({ min: 2, max: 2 })(rng)).toBe(2);
    for (const trials of [0, 1, 12, 5000]) {
      expect(random.binomialVariate({ trials, probability: 0 })(rng)).toBe(0);
      expect(random.binomialVariate({ trials, probability: 1 })(rng)).toBe(trials);
      expect(random.binomialCount(rng, trials, 0)).toBe(0);
      expect(random.binomialCount(rng, trials, 1)).toBe(trials);
    }
    expect(random.poissonVariate({ mean: 0 })(rng)).toBe(0);
    expect(random.poissonCount(rng, 0)).toBe(0);
    expect(random.negativeBinomialVariate({ mean: 0, shape: 2 })(rng)).toBe(0);
    expect(random.categoricalVariate({ probabilities: [0, 5] })(rng)).toBe(1);
    const out = new Float64Array(3);
    random.multinomialVariate({ trials: 9, probabilities: [0, 4, 0] }).drawInto(out, rng);
    expect([...out]).toEqual([0, 9, 0]);
    random.dirichletVariate({ concentrations: [2] }).drawInto(out, rng);
    expect(out[0]).toBe(1);
  });

  it("give no NaN where gamma variates underflow", () => {
    const rng = rngFromSeed(5);
    const parts = new Float64Array(3);
    const dirichlet = random.dirichletVariate({ concentrations: [1e-5, 1e-5, 1e-5] });
    const beta = random.betaVariate({ shape1: 1e-5, shape2: 1e-5 });
    for (let i = 0; i < 200; i++) {
      dirichlet.drawInto(parts, rng);
      expect(parts[0] + parts[1] + parts[2]).toBeCloseTo(1, 14);
      expect(beta(rng)).toBeGreaterThanOrEqual(0);
      expect(beta(rng)).toBeLessThanOrEqual(1);
    }
  });

  it("gives binomial counts of huge trials near their mean", () => {
    const rng = rngFromSeed(6);
    const trials = 2 ** 50;
    const sd = Math.sqrt(trials * 0.3 * 0.7);
    for (let i = 0; i < 50; i++) expect(Math.abs(random.binomialCount(rng, trials, 0.3) - trials * 0.3) / sd).toBeLessThan(6);
  });
});

describe("fillStandardNormal", () => {
  it("gives the numbers that single calls give", () => {
    const out = new Float64Array(500);
    random.fillStandardNormal(out, rngFromSeed(7));
    const rng = rngFromSeed(7);
    expect([...out]).toEqual(Array.from({ length: 500 }, () => random.standardNormal(rng)));
  });
});

describe("fillStandardNormalAtOnce", () => {
  it.each([0, 1, 2, 7, 64, 5000])("gives %i numbers that single calls give, and leaves the stream where they would", (count) => {
    for (let seed = 0; seed < 50; seed++) {
      const [once, singly] = [rngFromSeed(seed), rngFromSeed(seed)];
      const out = new Float64Array(count);
      random.fillStandardNormalAtOnce(out, once);
      expect(out).toEqual(Float64Array.from({ length: count }, () => random.standardNormal(singly)));
      expect(once.uniform()).toBe(singly.uniform());
    }
  });
});

describe("multivariateNormalVariate", () => {
  it("is mean + L z for the z that the stream gives", () => {
    const z = new Float64Array(2);
    random.fillStandardNormal(z, rngFromSeed(8));
    const out = new Float64Array(2);
    random.multivariateNormalVariate({ mean: [10, 20], cholesky: [2, Number.NaN, 3, 4] }).drawInto(out, rngFromSeed(8));
    expect([...out]).toEqual([10 + 2 * z[0], 20 + 3 * z[0] + 4 * z[1]]);
  });
});

describe("sampleInto", () => {
  it("draws the same numbers whether it keeps a list or only the moved places", () => {
    const sparse = new Int32Array(20);
    random.sampleInto(sparse, rngFromSeed(9), 1000);
    // A list of all 1,000, shuffled from the front.
    const numbers = Array.from({ length: 1000 }, (_, i) => i);
    const rng = rngFromSeed(9);
    for (let i = 0; i < 20; i++) {
      const chosen = i + random.integerBelow(rng, 1000 - i);
      [numbers[i], numbers[chosen]] = [numbers[chosen], numbers[i]];
    }
    expect([...sparse]).toEqual(numbers.slice(0, 20));
  });
});

describe("a call with wrong parameters", () => {
  const calls: [() => unknown, string][] = [
    [() => random.uniformVariate({ min: 3, max: 2 }), "uniformVariate: max must be finite and at least 3, got 2"],
    [() => random.uniformVariate({ min: Number.NaN }), "uniformVariate: min must be a finite number, got NaN"],
    [() => random.normalVariate({ sd: -1 }), "normalVariate: sd must be at least 0 and finite, got -1"],
    [() => random.normalVariate({ mean: "1" as never }), 'normalVariate: mean must be a finite number, got "1"'],
    [() => random.logNormalVariate({ logSd: Number.NaN }), "logNormalVariate: logSd must be at least 0 and finite, got NaN"],
    [() => random.exponentialVariate({ rate: 0 }), "exponentialVariate: rate must be positive and finite, got 0"],
    [() => random.weibullVariate({ shape: 0 }), "weibullVariate: shape must be positive and finite, got 0"],
    [() => random.gammaVariate({ shape: 1, rate: -2 }), "gammaVariate: rate must be positive and finite, got -2"],
    [() => random.betaVariate({ shape1: 1, shape2: 0 }), "betaVariate: shape2 must be positive and finite, got 0"],
    [
      () => random.binomialVariate({ trials: 1.5, probability: 0 }),
      "binomialVariate: trials must be an integer from 0 to 2^53 - 1, got 1.5",
    ],
    [() => random.binomialVariate({ trials: 1, probability: 1.2 }), "binomialVariate: probability must be in [0, 1], got 1.2"],
    [
      () => random.poissonVariate({ mean: Number.POSITIVE_INFINITY }),
      "poissonVariate: mean must be at least 0 and finite, got Infinity",
    ],
    [
      () => random.negativeBinomialVariate({ mean: 1, shape: 0 }),
      "negativeBinomialVariate: shape must be positive and finite, got 0",
    ],
    [
      () => random.categoricalVariate({ probabilities: [] }),
      "categoricalVariate: probabilities must have an entry above 0, got []",
    ],
    [
      () => random.categoricalVariate({ probabilities: [1, -1] }),
      "categoricalVariate: probabilities[1] must be at least 0 and finite, got -1",
    ],
    [() => random.multinomialVariate({ trials: -1, probabilities: [1] }), "multinomialVariate: trials must be"],
    [() => random.dirichletVariate({ concentrations: [] }), "dirichletVariate: concentrations must have an entry, got []"],
    [
      () => random.dirichletVariate({ concentrations: [1, 0] }),
      "dirichletVariate: concentrations[1] must be positive and finite, got 0",
    ],
    [
      () => random.multivariateNormalVariate({ mean: [0, 0], cholesky: [1, 0, 1] }),
      "multivariateNormalVariate: cholesky must have 2 x 2 entries",
    ],
    [
      () => random.multivariateNormalVariate({ mean: [0], cholesky: [Number.NaN] }),
      "multivariateNormalVariate: cholesky[0] must be a finite number",
    ],
    [
      () => random.sampleInto(new Int32Array(3), rngFromSeed(1), 2),
      "sampleInto: count must be at least the 3 numbers wanted, got 2",
    ],
    [
      () => random.sampleInto(new Int32Array(3), rngFromSeed(1), 2.5),
      "sampleInto: count must be an integer from 0 to 2147483647, got 2.5",
    ],
  ];
  for (const [call, message] of calls) {
    it(`is told: ${message}`, () => {
      expect(call).toThrow(InvalidArgument);
      expect(call).toThrow(message);
    });
  }
});
