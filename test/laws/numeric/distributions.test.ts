import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import * as probability from "../../../src/numeric/probability/index.js";

type Real = (...args: number[]) => number;
const functions = { ...probability } as unknown as Record<string, Real>;
const of = (name: string, suffix: string) => functions[`${name}${suffix}`];

/** Numbers spread evenly over the powers of ten from low to high. */
const scale = (low: number, high: number) => fc.double({ min: low, max: high, noNaN: true }).map((exponent) => 10 ** exponent);
const location = fc.double({ min: -50, max: 50, noNaN: true });
const share = fc.double({ min: 0.001, max: 0.999, noNaN: true });
const probabilities = fc.oneof(share, scale(-290, -1));

/** name → parameters. */
const continuous: Record<string, fc.Arbitrary<number[]>> = {
  normal: fc.tuple(location, scale(-2, 2)),
  logistic: fc.tuple(location, scale(-2, 2)),
  logNormal: fc.tuple(fc.constant(0.5), scale(-1, 0)),
  exponential: fc.tuple(scale(-3, 3)),
  weibull: fc.tuple(scale(-0.5, 1), scale(-2, 2)),
  studentT: fc.tuple(scale(-0.3, 6)),
  gamma: fc.tuple(scale(-1, 5), scale(-3, 3)),
  chiSquare: fc.tuple(scale(-1, 5)),
  beta: fc.tuple(scale(-1, 4), scale(-1, 4)),
  f: fc.tuple(scale(-0.3, 4), scale(-0.3, 4)),
};
const discrete: Record<string, fc.Arbitrary<number[]>> = {
  binomial: fc.tuple(fc.integer({ min: 1, max: 5000 }), share),
  betaBinomial: fc.tuple(fc.integer({ min: 1, max: 300 }), scale(-1, 2), scale(-1, 2)),
  poisson: fc.tuple(scale(-2, 4)),
  negativeBinomial: fc.tuple(scale(-1, 3), fc.double({ min: 0.02, max: 0.98, noNaN: true })),
  hypergeometric: fc
    .tuple(fc.integer({ min: 1, max: 800 }), fc.integer({ min: 1, max: 800 }), share)
    .map(([successes, failures, part]) => [successes, failures, Math.ceil(part * (successes + failures))]),
};
const symmetric = ["normal", "logistic", "studentT"];

/** How far rounding may move a quantile: some ulps of itself, of the location it is added to, or of the logarithm it is made from. */
function roundingOf(name: string, x: number, args: readonly number[]): number {
  // the normal quantile is promised to 1e-15 of itself
  if (name === "logNormal") return 1e-15 * x * (1 + Math.abs(Math.log(x)));
  return 4e-16 * (Math.abs(x) + (symmetric.includes(name) && args.length === 2 ? Math.abs(args[0]) : 0));
}

/** The scale on which a density is smooth: all numbers, their logarithms or their logits, with the inverse and its derivative. */
function smoothScale(name: string): { to: Real; from: Real; slope: Real } {
  if (symmetric.includes(name)) return { to: (x) => x, from: (u) => u, slope: () => 1 };
  if (name !== "beta") return { to: Math.log, from: Math.exp, slope: (x) => x };
  return { to: (x) => Math.log(x / (1 - x)), from: (u) => 1 / (1 + Math.exp(-u)), slope: (x) => x * (1 - x) };
}

describe.each(Object.entries(continuous))("%s", (name, parameters) => {
  test.prop([parameters, probabilities])("a quantile has its probability, from either end", (args, p) => {
    for (const [quantile, tail] of [
      ["Quantile", "Cdf"],
      ["UpperQuantile", "UpperTail"],
    ]) {
      const x = of(name, quantile)(p, ...args);
      const back = of(name, tail)(x, ...args);
      if (!(Math.abs(x) > 1e-300 && Number.isFinite(x)) || x === 1) return;
      expect(Math.abs(back - p)).toBeLessThanOrEqual(2e-13 * p + roundingOf(name, x, args) * of(name, "Density")(x, ...args));
    }
  });

  test.prop([parameters, share, share])(
    "the distribution function rises, its upper tail falls, and they add up to 1",
    (args, p, q) => {
      const [low, high] = [Math.min(p, q), Math.max(p, q)].map((value) => of(name, "Quantile")(value, ...args));
      const slack = 1e-14; // rounding, where the two are next to each other
      expect(of(name, "Cdf")(low, ...args)).toBeLessThanOrEqual(of(name, "Cdf")(high, ...args) + slack);
      expect(of(name, "UpperTail")(low, ...args) + slack).toBeGreaterThanOrEqual(of(name, "UpperTail")(high, ...args));
      expect(of(name, "Cdf")(low, ...args) + of(name, "UpperTail")(low, ...args)).toBeCloseTo(1, 14);
    },
  );

  test.prop([parameters, share])("the logarithms are those of the density and of both tails", (args, p) => {
    const x = of(name, "Quantile")(p, ...args);
    for (const [plain, logarithm] of [
      ["Density", "LogDensity"],
      ["Cdf", "LogCdf"],
      ["UpperTail", "LogUpperTail"],
    ]) {
      const value = of(name, plain)(x, ...args);
      if (value > 1e-300 && value < 1e300) expect(Math.exp(of(name, logarithm)(x, ...args)) / value).toBeCloseTo(1, 12);
    }
  });

  test.prop([parameters, fc.double({ min: 0.05, max: 0.85, noNaN: true })])(
    "the density integrates to the difference of the distribution function",
    (args, p) => {
      const { to, from, slope } = smoothScale(name);
      const first = of(name, "Quantile")(p, ...args);
      const last = of(name, "Quantile")(p + 0.1, ...args);
      if ((first < 1e-290 && !symmetric.includes(name)) || (name === "beta" && last > 0.99999)) return;
      const count = 128; // Simpson's rule
      const step = (to(last) - to(first)) / count;
      let sum = 0;
      for (let i = 0; i <= count; i++) {
        const weight = i === 0 || i === count ? 1 : i % 2 === 1 ? 4 : 2;
        const x = from(to(first) + i * step);
        sum += weight * slope(x) * of(name, "Density")(x, ...args);
      }
      const exact = of(name, "Cdf")(last, ...args) - of(name, "Cdf")(first, ...args);
      expect(Math.abs((sum * step) / 3 - exact)).toBeLessThan(1e-6 * exact);
    },
  );
});

describe.each(symmetric)("%s", (name) => {
  test.prop([continuous[name], scale(-3, 1.3)])("is symmetric around its center", (args, distance) => {
    const [center, rest] = args.length === 2 ? [0, [0, args[1]]] : [0, args];
    const x = distance * (args.length === 2 ? args[1] : 1);
    expect(of(name, "Cdf")(center - x, ...rest)).toBe(of(name, "UpperTail")(center + x, ...rest));
    expect(of(name, "Density")(center - x, ...rest)).toBe(of(name, "Density")(center + x, ...rest));
  });
});

describe.each(Object.entries(discrete))("%s", (name, parameters) => {
  test.prop([parameters, share])("a quantile is the first integer to reach its probability", (args, p) => {
    const k = of(name, "Quantile")(p, ...args);
    expect(of(name, "Cdf")(k, ...args)).toBeGreaterThanOrEqual(p * (1 - 2e-14));
    expect(of(name, "Cdf")(k - 1, ...args)).toBeLessThan(p);
    const upper = of(name, "UpperQuantile")(p, ...args);
    expect(of(name, "UpperTail")(upper, ...args)).toBeLessThanOrEqual(p * (1 + 2e-14));
    expect(of(name, "UpperTail")(upper - 1, ...args)).toBeGreaterThan(p);
  });

  test.prop([parameters, share])("steps by its mass, and both tails add up to 1", (args, p) => {
    const k = of(name, "Quantile")(p, ...args);
    const cdf = of(name, "Cdf")(k, ...args);
    const mass = of(name, "Mass")(k, ...args);
    expect(Math.abs(cdf - of(name, "Cdf")(k - 1, ...args) - mass)).toBeLessThan(1e-13);
    expect(cdf + of(name, "UpperTail")(k, ...args)).toBeCloseTo(1, 14);
    expect(Math.exp(of(name, "LogMass")(k, ...args)) / mass).toBeCloseTo(1, 12);
  });

  test.prop([parameters])("is where its quantile finds it again", (args) => {
    const start = of(name, "Quantile")(0.01, ...args);
    const end = Math.min(of(name, "Quantile")(0.99, ...args), start + 50);
    for (let k = start; k <= end; k++) expect(of(name, "Quantile")(of(name, "Cdf")(k, ...args), ...args)).toBe(k);
  });
});

describe("limits and special cases", () => {
  test.prop([scale(-2, 2), fc.integer({ min: 0, max: 60 })])("Poisson tails are gamma tails", (mean, k) => {
    expect(probability.poissonUpperTail(k, mean)).toBeCloseTo(probability.gammaCdf(mean, k + 1), 14);
  });

  test.prop([fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }), share])(
    "the integer form of the beta distribution function agrees with the general one",
    (alpha, beta, x) => {
      const general = probability.betaCdf(x, alpha, beta);
      expect(Math.abs(probability.betaCdfInteger(x, alpha, beta) / general - 1)).toBeLessThan(2e-14);
      const tail = probability.betaUpperTail(x, alpha, beta);
      expect(Math.abs(probability.betaUpperTailInteger(x, alpha, beta) / tail - 1)).toBeLessThan(2e-14);
    },
  );

  test.prop([scale(-1, 4), scale(-1, 1.5)])("the square of t is F with one numerator degree of freedom", (df, t) => {
    const two = 2 * probability.studentTUpperTail(t, df);
    expect(Math.abs(probability.fUpperTail(t * t, 1, df) / two - 1)).toBeLessThan(1e-10);
  });

  test.prop([fc.integer({ min: 1, max: 100 }), fc.integer({ min: 0, max: 100 })])(
    "a beta-binomial with alpha = beta = 1 is uniform",
    (size, k) => {
      if (k <= size) expect(probability.betaBinomialMass(k, size, 1, 1) * (size + 1)).toBeCloseTo(1, 13);
    },
  );
});
