import { describe, expect, it } from "vitest";
import { InvalidArgument } from "../../../src/errors.js";
import { rCompatible } from "../../../src/random/r-compatible.js";

describe("rCompatible", () => {
  it("gives with its single draws what the vectors give", () => {
    const one = rCompatible(8);
    const many = rCompatible(8);
    expect(one.uniform()).toBe(many.runif(1)[0]);
    expect(one.normal(1, 2)).toBe(many.rnorm(1, 1, 2)[0]);
    expect(one.exponential(3)).toBe(many.rexp(1, 3)[0]);
    expect(one.gamma(0.5, 2)).toBe(many.rgamma(1, 0.5, 2)[0]);
    expect(one.beta(2, 3)).toBe(many.rbeta(1, 2, 3)[0]);
    expect(one.binomial(200, 0.4)).toBe(many.rbinom(1, 200, 0.4)[0]);
    expect(one.integer(70)).toBe(many.sample(70, 1)[0]);
    expect(one.uniform()).toBe(many.uniform());
  });

  it("draws nothing for a constant, as R does", () => {
    const r = rCompatible(8);
    expect([...r.rnorm(3, 5, 0), ...r.runif(2, 4, 4), ...r.rbinom(2, 9, 0), ...r.rbinom(1, 9, 1)]).toEqual([
      5, 5, 5, 4, 4, 0, 0, 9,
    ]);
    expect(r.uniform()).toBe(rCompatible(8).uniform());
  });

  it("samples every number once without replacement", () => {
    expect([...rCompatible(3).sample(50)].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
    const large = rCompatible(3).sample(3e7, 1000);
    expect(new Set(large).size).toBe(1000);
  });

  it("names what is wrong with a call", () => {
    const r = rCompatible(1);
    const calls: [() => unknown, string][] = [
      [() => rCompatible(0.5), "rCompatible: seed must be an integer from -(2^31 - 1) to 2^31 - 1, got 0.5"],
      [() => rCompatible(-(2 ** 31)), "rCompatible: seed"],
      [() => r.runif(-1), "runif: count must be a non-negative integer, got -1"],
      [() => r.runif(1, 2, 1), "runif: max must be finite and at least min, got 1"],
      [() => r.rnorm(1, 0, -1), "rnorm: sd must be at least 0 and finite, got -1"],
      [() => r.rexp(1, 0), "rexp: rate must be positive and finite, got 0"],
      [() => r.rgamma(1, -1), "rgamma: shape must be positive and finite, got -1"],
      [() => r.rbeta(1, 1, Number.NaN), "rbeta: shape2 must be positive and finite, got NaN"],
      [() => r.rbinom(1, 2.5, 0.5), "rbinom: size must be an integer from 0 to 2^31 - 2, got 2.5"],
      [() => r.rbinom(1, 2, 1.5), "rbinom: probability must be in [0, 1], got 1.5"],
      [() => r.sample(0), "sample: n must be an integer from 1 to 4.5e15, got 0"],
      [() => r.sample(3, 4), "sample: size must be at most 3, got 4"],
      [
        () => r.sample(3, 3, { probabilities: [1, 0, 1] }),
        "sample: size must be at most the 2 numbers of positive probability, got 3",
      ],
      [() => r.sample(3, 3, { probabilities: [1, 1] }), "sample: probabilities must have 3 entries, got [1,1]"],
      [() => r.sample(2, 1, { probabilities: [1, -1] }), "sample: probabilities[1] must be at least 0 and finite, got -1"],
      [() => r.sample(2, 1, { probabilities: [0, 0] }), "sample: probabilities must have an entry above 0, got [0,0]"],
    ];
    for (const [call, message] of calls) {
      expect(call).toThrow(InvalidArgument);
      expect(call).toThrow(message);
    }
  });
});
