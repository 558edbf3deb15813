import { describe, expect, it } from "vitest";
import {
  betaSpending,
  conditionalPower,
  crossingProbabilities,
  expectedEstimate,
  finalInference,
  groupSequentialPlan,
  kimDeMets,
  lanDeMetsPocock,
  predictivePower,
  probabilityOfSuccess,
  repeatedInference,
  stagewisePValue,
} from "../../../../src/trials/group-sequential/index.js";
import { phi } from "./simpson-recursion.js";

const near = (found: number, expected: number, tolerance: number) => {
  expect(Math.abs(found - expected), `${found}, not ${expected}`).toBeLessThanOrEqual(tolerance);
};
const density = (z: number) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
/** Simpson's rule with 2000 steps. */
function integral(f: (x: number) => number, low: number, high: number): number {
  let sum = f(low) + f(high);
  for (let i = 1; i < 2000; i++) sum += (i % 2 === 1 ? 4 : 2) * f(low + ((high - low) * i) / 2000);
  return (sum * (high - low)) / 6000;
}
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

const two = groupSequentialPlan({ fractions: [0.4, 1], efficacy: kimDeMets({ rho: 1.5 }) });
const three = groupSequentialPlan({
  looks: 3,
  efficacy: lanDeMetsPocock(),
  futility: betaSpending({ spending: kimDeMets({ rho: 2 }) }),
  binding: true,
});

describe("conditional power", () => {
  it("uses the actual information fraction, which is not the planned one of the look", () => {
    const c = two.boundaries.efficacy[1];
    const z = 1.4;
    for (const fraction of [0.3, 0.4, 0.65]) {
      for (const theta of [0, 2, 3.5]) {
        const expected = phi((z * Math.sqrt(fraction) + theta * (1 - fraction) - c) / Math.sqrt(1 - fraction));
        near(conditionalPower(two.boundaries, { looks: 1, z, fraction }, theta), expected, 1e-13);
      }
      const trend = z / Math.sqrt(fraction);
      const given = { looks: 1, z, fraction };
      expect(conditionalPower(two.boundaries, given, "trend")).toBe(conditionalPower(two.boundaries, given, trend));
      near(predictivePower(two.boundaries, given), phi((trend - c) * Math.sqrt(fraction / (1 - fraction))), 1e-12);
    }
    const planned = conditionalPower(two.boundaries, { looks: 1, z }, "trend");
    expect(Math.abs(planned - conditionalPower(two.boundaries, { looks: 1, z, fraction: 0.3 }, "trend"))).toBeGreaterThan(0.05);
  });

  it("counts every look to come, by brute-force integration over the next", () => {
    const { efficacy, fractions, futility } = three.boundaries;
    const [s, t, u] = [0.25, fractions[1], fractions[2]];
    const z0 = 0.9;
    const theta = 2.7;
    const mean = (z0 * Math.sqrt(s) + theta * (t - s)) / Math.sqrt(t);
    const sd = Math.sqrt((t - s) / t);
    const last = (z: number) => phi((z * Math.sqrt(t) + theta * (u - t) - efficacy[2] * Math.sqrt(u)) / Math.sqrt(u - t));
    const later = integral((z) => (density((z - mean) / sd) / sd) * last(z), futility[1], efficacy[1]);
    const expected = phi((mean - efficacy[1]) / sd) + later;
    near(conditionalPower(three.boundaries, { looks: 1, z: z0, fraction: s }, theta), expected, 1e-11);
  });

  it("averages over a normal posterior to predictive power", () => {
    const [z, fraction, prior] = [1.1, 0.35, { mean: 2, sd: 1.5 }];
    const precision = fraction + 1 / prior.sd ** 2;
    const mean = (z * Math.sqrt(fraction) + prior.mean / prior.sd ** 2) / precision;
    const sd = 1 / Math.sqrt(precision);
    const at = (theta: number) => conditionalPower(three.boundaries, { looks: 1, z, fraction }, theta);
    let expected = 0;
    for (let i = -80; i <= 80; i++) expected += 0.1 * density(i / 10) * at(mean + (sd * i) / 10);
    near(predictivePower(three.boundaries, { looks: 1, z, fraction }, prior), expected, 1e-10);
  });

  it("is power before any look, averaged over the prior", () => {
    const prior = { mean: 3, sd: 1 };
    let expected = 0;
    for (let i = -80; i <= 80; i++)
      expected += 0.1 * density(i / 10) * sum(crossingProbabilities(three.boundaries, 3 + i / 10).efficacy);
    near(probabilityOfSuccess(three.boundaries, prior), expected, 1e-10);
  });
});

describe("inference after stopping", () => {
  it("has the ordinary p-value and estimate when the trial stops at its first look", () => {
    near(stagewisePValue(two.boundaries, { look: 1, z: 2.9 }), phi(-2.9), 1e-14);
    const { interval, medianUnbiased, naive } = finalInference(
      two.boundaries,
      { look: 1, z: 2.9 },
      { maximumInformation: 50, nullEffect: 0.1 },
    );
    const root = Math.sqrt(50 * 0.4);
    near(medianUnbiased, 0.1 + 2.9 / root, 1e-10);
    near(naive, 0.1 + 2.9 / root, 1e-14);
    near(interval[0], 0.1 + (2.9 - 1.959963984540054) / root, 1e-10);
  });

  it("orders results: earlier efficacy is higher, earlier futility lower", () => {
    const p = (look: number, z: number) => stagewisePValue(three.boundaries, { look, z });
    const { efficacy, futility } = three.boundaries;
    const ordered = [
      p(1, 4),
      p(1, efficacy[0]),
      p(2, 5),
      p(2, efficacy[1]),
      p(3, 4),
      p(3, 1),
      p(3, -2),
      p(2, futility[1]),
      p(2, -1),
      p(1, futility[0]),
      p(1, -2),
    ];
    for (let i = 1; i < ordered.length; i++) expect(ordered[i]).toBeGreaterThan(ordered[i - 1] - 1e-12);
    near(p(1, futility[0]), 1 - phi(futility[0]), 1e-13);
  });

  it("has an expected estimate that two integrals give", () => {
    const [t, c] = [0.4, two.boundaries.efficacy[0]];
    for (const theta of [-1, 0, 1.5, 3]) {
      const mean = theta * Math.sqrt(t);
      const first = integral((z) => (z / Math.sqrt(t)) * density(z - mean), c, mean + 12);
      // Going on, the score at the end is that at the look plus what comes.
      const later = integral((z) => (z * Math.sqrt(t) + theta * (1 - t)) * density(z - mean), mean - 12, c);
      near(expectedEstimate(two.boundaries, theta), first + later, 1e-9);
    }
    const fixed = groupSequentialPlan({ looks: 1 });
    near(expectedEstimate(fixed.boundaries, 1.3), 1.3, 1e-12);
  });

  it("has a bias-adjusted mean under which the estimate seen is the expected one, below the naive after an early stop", () => {
    const { biasAdjusted, naive } = finalInference(two.boundaries, { look: 1, z: 2.6 });
    expect(biasAdjusted).toBeLessThan(naive);
    near(expectedEstimate(two.boundaries, biasAdjusted), naive, 1e-9);
  });

  it("has repeated intervals of Z ± bound", () => {
    const { interval, pValue } = repeatedInference(two, { look: 2, z: 1.5 }, { maximumInformation: 4 });
    near(interval[0], (1.5 - two.boundaries.efficacy[1]) / 2, 1e-14);
    near(interval[1], (1.5 + two.boundaries.efficacy[1]) / 2, 1e-14);
    expect(pValue).toBeGreaterThan(0.025);
  });

  it("refuses what is no result", () => {
    const { boundaries } = three;
    expect(() => finalInference(boundaries, { look: 4, z: 1 })).toThrow(
      "finalInference: result.look must be an integer from 1 to 3, got 4",
    );
    expect(() => finalInference(boundaries, { look: 1, z: Number.NaN })).toThrow("result.z must be a finite number");
    expect(() => finalInference(boundaries, { look: 1, z: 1 }, { level: 1 })).toThrow("level must be in (0, 1), got 1");
    expect(() => conditionalPower(boundaries, { looks: 3, z: 1 }, 0)).toThrow(
      "interim.looks must be an integer from 1 to 2, with a look to come",
    );
    expect(() => conditionalPower(boundaries, { looks: 1, z: 1, fraction: 0.7 }, 0)).toThrow(
      "interim.fraction must be positive and below that of the next look",
    );
    expect(() => predictivePower(boundaries, { looks: 1, z: 1 }, { mean: 0, sd: 0 })).toThrow(
      "prior.sd must be positive and finite, got 0",
    );
    expect(() => repeatedInference(three, { look: 0, z: 1 })).toThrow(
      "repeatedInference: result.look must be an integer from 1 to 3",
    );
    const wedge = groupSequentialPlan({
      looks: 2,
      sided: 2,
      alpha: 0.05,
      futility: betaSpending({ spending: lanDeMetsPocock() }),
      binding: true,
    });
    expect(() => finalInference(wedge.boundaries, { look: 2, z: 1 })).toThrow(
      "boundaries.futility must have no binding inner wedge",
    );
  });
});
