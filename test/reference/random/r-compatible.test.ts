import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { exactSumOf } from "../../../src/numeric/exact-sum.js";
import { type RCompatible, rCompatible } from "../../../src/random/r-compatible.js";

/**
 * r-rng.json: printed to 15 digits by R 4.2.2 with its default RNGkind. r-rng-more.json: made by r-rng-more.R with R 4.2.2, 17 digits.
 * Whole numbers must be equal; others to a relative 4e-15 (R uses the C library's exp and log, which are one unit of the last place off at times).
 */
const TOLERANCE = 4e-15;
const read = (name: string) => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));

function expectClose(actual: ArrayLike<number>, expected: readonly number[], tolerance = TOLERANCE): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(actual[i] - expected[i]);
    expect(error, `entry ${i}: ${actual[i]} for ${expected[i]}`).toBeLessThanOrEqual(tolerance * Math.abs(expected[i]));
  }
}

describe("the first numbers after set.seed", () => {
  const draws: Record<string, (r: RCompatible, count: number) => Float64Array> = {
    runif: (r, count) => r.runif(count),
    rnorm: (r, count) => r.rnorm(count),
    rexp: (r, count) => r.rexp(count),
    "rbinom_size1_p.3": (r, count) => r.rbinom(count, 1, 0.3),
    "rbinom_size10_p.3": (r, count) => r.rbinom(count, 10, 0.3),
    sample5: (r) => r.sample(5),
    sample3_repl: (r, count) => r.sample(3, count, { replace: true }),
    "rbeta_1.5_2.5": (r, count) => r.rbeta(count, 1.5, 2.5),
    "rgamma_2.3": (r, count) => r.rgamma(count, 2.3),
  };
  for (const reference of read("./r-rng.json").cases as ({ seed: number } & Record<string, number[]>)[]) {
    it(`are R's for the seed ${reference.seed}`, () => {
      for (const name of Object.keys(draws)) {
        // The file prints 15 digits.
        expectClose(draws[name](rCompatible(reference.seed), reference[name].length), reference[name], 5e-15);
      }
    });
  }
});

interface Case {
  readonly seed: number;
  readonly call: keyof typeof calls;
  readonly arguments: readonly number[];
  readonly count: number;
  readonly values: readonly number[];
  readonly sum: number;
  readonly weightedSum: number;
  readonly after: number;
}

const calls = {
  runif: (r: RCompatible, count: number, [min, max]: readonly number[]) => r.runif(count, min, max),
  rnorm: (r: RCompatible, count: number, [mean, sd]: readonly number[]) => r.rnorm(count, mean, sd),
  rexp: (r: RCompatible, count: number, [rate]: readonly number[]) => r.rexp(count, rate),
  rbinom: (r: RCompatible, count: number, [size, probability]: readonly number[]) => r.rbinom(count, size, probability),
  rgamma: (r: RCompatible, count: number, [shape, rate]: readonly number[]) => r.rgamma(count, shape, rate),
  rbeta: (r: RCompatible, count: number, [shape1, shape2]: readonly number[]) => r.rbeta(count, shape1, shape2),
  sample: (r: RCompatible, _: number, [n, size, replace]: readonly number[]) => r.sample(n, size, { replace: replace === 1 }),
  sampleWeighted: (r: RCompatible, _: number, [size, replace, ...probabilities]: readonly number[]) =>
    r.sample(probabilities.length, size, { replace: replace === 1, probabilities }),
};

describe("long runs", () => {
  for (const reference of read("./r-rng-more.json").cases as Case[]) {
    const shown = reference.arguments.length > 9 ? `${reference.arguments.length - 2} weights` : reference.arguments.join(", ");
    it(`of ${reference.call}(${shown}) are R's for the seed ${reference.seed}, number by number and uniform by uniform`, () => {
      const r = rCompatible(reference.seed);
      const drawn = calls[reference.call](r, reference.count, reference.arguments);
      expect(drawn.length).toBe(reference.count);
      expectClose(drawn.slice(0, reference.values.length), reference.values);
      const weighted = drawn.map((x, i) => x * ((i % 97) + 1));
      // R adds in extended precision.
      expectClose([exactSumOf(drawn)], [reference.sum], 1e-13);
      expectClose([exactSumOf(weighted)], [reference.weightedSum], 1e-13);
      expect(r.uniform()).toBe(reference.after);
    });
  }
});
