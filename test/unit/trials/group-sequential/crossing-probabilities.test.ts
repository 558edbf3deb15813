/** Crossing probabilities against a second implementation (Simpson's rule on another grid and scale) and closed forms. */
import { describe, expect, it } from "vitest";
import {
  type Boundaries,
  betaSpending,
  crossingCurve,
  crossingProbabilities,
  groupSequentialPlan,
  hwangShihDeCani,
  kimDeMets,
  lanDeMetsObrienFleming,
  lanDeMetsPocock,
  obrienFleming,
} from "../../../../src/trials/group-sequential/index.js";
import { phi, regionProbabilities } from "./simpson-recursion.js";

const none = Number.NEGATIVE_INFINITY;

/** The same probabilities by Simpson's rule. */
function plainly({ efficacy, fractions, futility, harm, sided }: Boundaries, drift: number, r: number) {
  const goOn = fractions.map((_, k) =>
    sided === 1
      ? [[Math.max(futility[k], harm[k]), efficacy[k]] as const]
      : futility[k] > 0
        ? [[-efficacy[k], -futility[k]] as const, [futility[k], efficacy[k]] as const]
        : [[-efficacy[k], efficacy[k]] as const],
  );
  const of = (regions: readonly (readonly [number, number])[]) => regionProbabilities({ fractions, goOn }, drift, regions, r);
  const up = of(efficacy.map((z) => [z, Number.POSITIVE_INFINITY]));
  if (sided === 1) return { up, down: of(futility.map((z) => [none, z])), inner: [] };
  return { up, down: of(efficacy.map((z) => [none, -z])), inner: of(futility.map((z) => [-z, z])) };
}

function expectNear(found: readonly number[], expected: readonly number[], tolerance: number, about: string) {
  expect(found.length).toBe(expected.length);
  found.forEach((value, k) => {
    expect(Math.abs(value - expected[k]), `${about}, look ${k + 1}: ${value}, not ${expected[k]}`).toBeLessThanOrEqual(tolerance);
  });
}

const boundaries: Readonly<Record<string, Boundaries>> = {
  "five looks, O'Brien–Fleming spending": groupSequentialPlan({ looks: 5 }).boundaries,
  "five looks, binding futility": groupSequentialPlan({
    looks: 5,
    efficacy: hwangShihDeCani({ gamma: -4 }),
    futility: betaSpending({ spending: hwangShihDeCani({ gamma: -2 }) }),
    binding: true,
  }).boundaries,
  "uneven looks, two-sided": groupSequentialPlan({
    fractions: [0.1, 0.15, 0.7, 0.72, 1],
    sided: 2,
    alpha: 0.05,
    efficacy: obrienFleming(),
  }).boundaries,
  "two-sided with an inner wedge": groupSequentialPlan({
    fractions: [0.3, 0.6, 0.8, 1],
    sided: 2,
    alpha: 0.1,
    efficacy: kimDeMets({ rho: 1.5 }),
    futility: betaSpending({ spending: lanDeMetsPocock() }),
    binding: true,
  }).boundaries,
  "skipped looks": groupSequentialPlan({
    looks: 4,
    futility: betaSpending({ spending: lanDeMetsObrienFleming() }),
    testEfficacy: [false, true, false, true],
    testFutility: [true, false, true, true],
  }).boundaries,
};

describe("crossing probabilities", () => {
  for (const [name, bounds] of Object.entries(boundaries)) {
    for (const drift of [0, 3.3, -1.5, 7]) {
      it(`agree with Simpson's rule to 1e-10: ${name}, drift ${drift}`, () => {
        const found = crossingProbabilities(bounds, drift);
        // Simpson's errors at two grids tell its limit.
        const [coarse, fine] = [plainly(bounds, drift, 40), plainly(bounds, drift, 80)];
        const limit = (key: "up" | "down" | "inner") => fine[key].map((value, k) => value + (value - coarse[key][k]) / 15);
        expectNear(
          found.efficacy.map((probability, k) => probability - found.opposite[k]),
          limit("up"),
          1e-10,
          "upward",
        );
        expectNear(
          bounds.sided === 1 ? found.futility.map((f, k) => f + found.harm[k]) : found.opposite,
          limit("down"),
          1e-10,
          "downward",
        );
        if (bounds.sided === 2) expectNear(found.futility, limit("inner"), 1e-10, "inner");
      });
    }
  }

  it("have small relative errors also where they are tiny", () => {
    // At the second look almost only steps from just below the first bound count.
    const { boundaries: bounds } = groupSequentialPlan({ fractions: [0.05, 0.1, 1] });
    const spending = lanDeMetsObrienFleming();
    const { efficacy } = crossingProbabilities(bounds, 0);
    const first = spending.spent(0.05, 0.025);
    expect(Math.abs(efficacy[0] / first - 1)).toBeLessThanOrEqual(1e-11);
    expect(Math.abs((efficacy[0] + efficacy[1]) / spending.spent(0.1, 0.025) - 1)).toBeLessThanOrEqual(1e-8);
    expect(first).toBeLessThan(1e-20);
  });

  it("are those of one normal variable with a single look", () => {
    const single: Boundaries = { fractions: [1], sided: 1, efficacy: [1.5], futility: [-0.3], harm: [-1], binding: true };
    const { efficacy, futility, harm } = crossingProbabilities(single, 0.7);
    expect(Math.abs(efficacy[0] - phi(0.7 - 1.5))).toBeLessThanOrEqual(1e-15);
    expect(Math.abs(harm[0] - phi(-1 - 0.7))).toBeLessThanOrEqual(1e-15);
    expect(Math.abs(futility[0] + harm[0] - phi(-0.3 - 0.7))).toBeLessThanOrEqual(1e-15);
  });

  it("are Sheppard's quarter plus an angle for two looks with bounds at 0", () => {
    const half: Boundaries = {
      fractions: [0.5, 1],
      sided: 1,
      efficacy: [0, 0],
      futility: [none, none],
      harm: [none, none],
      binding: false,
    };
    const { efficacy } = crossingProbabilities(half, 0);
    // P(Z1 < 0, Z2 ≥ 0) = 1/4 − arcsin(√½) / 2π = 1/8.
    expect(Math.abs(efficacy[1] - 0.125)).toBeLessThanOrEqual(1e-11);
  });

  it("of a curve are those at each drift", () => {
    for (const bounds of Object.values(boundaries)) {
      const curve = crossingCurve(bounds, -2, 6);
      for (const drift of [-2, 0, 2.5, 6]) {
        const [found, direct] = [curve(drift), crossingProbabilities(bounds, drift)];
        expectNear(found.efficacy, direct.efficacy, 1e-11, "efficacy");
        expectNear(found.futility, direct.futility, 1e-11, "futility");
      }
    }
  });

  it("of 40 looks use up α, and add up to 1 with a closing futility bound", () => {
    const plan = groupSequentialPlan({ looks: 40, futility: betaSpending({ spending: lanDeMetsPocock() }), binding: true });
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    for (const drift of [0, plan.drift]) {
      const { efficacy, futility } = plan.crossing(drift);
      expect(Math.abs(sum(efficacy) + sum(futility) - 1)).toBeLessThanOrEqual(1e-10);
    }
    expect(Math.abs(sum(plan.crossing(0).efficacy) - 0.025)).toBeLessThanOrEqual(1e-11);
  });

  it("refuse bounds that are none", () => {
    const good = groupSequentialPlan({ looks: 3 }).boundaries;
    const call =
      (changes: Partial<Boundaries>, drift = 0) =>
      () =>
        crossingProbabilities({ ...good, ...changes }, drift);
    expect(call({ fractions: [0.5, 0.4, 1] })).toThrow("crossingProbabilities: fractions[1] must be above 0.5 and at most 1");
    expect(call({ fractions: [0.2, 0.4, 0.9] })).toThrow("fractions must end at 1, the last look, got 0.9");
    expect(call({ efficacy: [3, 2] })).toThrow("boundaries.efficacy must be a list of 3 numbers, one for each look");
    expect(call({ futility: [4, none, none] })).toThrow("boundaries.futility[0] must be at most the efficacy bound");
    expect(call({}, Number.NaN)).toThrow("drift must be a finite number, got NaN");
  });
});
