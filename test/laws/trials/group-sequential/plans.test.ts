/** Laws of group-sequential plans, over every spending function, family of bounds and futility rule. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parts } from "../../../../src/trials/catalogue.js";
import {
  type BoundaryFamily,
  betaSpending,
  conditionalCrossing,
  conditionalPower,
  crossingProbabilities,
  effectFutility,
  type Futility,
  finalInference,
  fixedFutility,
  type GroupSequentialPlan,
  type GroupSequentialPlanOptions,
  groupSequentialPlan,
  haybittlePeto,
  hwangShihDeCani,
  kimDeMets,
  lanDeMetsObrienFleming,
  lanDeMetsPocock,
  noEarlyEfficacy,
  nullSpending,
  obrienFleming,
  pampallonaTsiatis,
  pocock,
  predictivePower,
  repeatedInference,
  type Spending,
  stagewisePValue,
  wangTsiatis,
} from "../../../../src/trials/group-sequential/index.js";
import { makeAgain } from "../../../../src/trials/make-again.js";

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

const spendings: fc.Arbitrary<Spending> = fc.oneof(
  fc.constant(lanDeMetsObrienFleming()),
  fc.constant(lanDeMetsPocock()),
  fc.double({ min: -8, max: 3, noNaN: true }).map((gamma) => hwangShihDeCani({ gamma })),
  fc.double({ min: 0.6, max: 4, noNaN: true }).map((rho) => kimDeMets({ rho })),
);
const families: fc.Arbitrary<BoundaryFamily> = fc.oneof(
  fc.constant(obrienFleming()),
  fc.constant(pocock()),
  fc.constant(haybittlePeto()),
  fc.constant(noEarlyEfficacy()),
  fc.double({ min: -0.3, max: 0.6, noNaN: true }).map((delta) => wangTsiatis({ delta })),
);
const fractions = fc.array(fc.double({ min: 0.05, max: 1, noNaN: true }), { minLength: 1, maxLength: 5 }).map((steps) => {
  const ends = steps.map((_, k) => sum(steps.slice(0, k + 1)) / sum(steps));
  return [...ends.slice(0, -1), 1];
});

const plans = fc
  .record({
    fractions,
    alpha: fc.double({ min: 0.005, max: 0.1, noNaN: true }),
    power: fc.double({ min: 0.6, max: 0.97, noNaN: true }),
    efficacy: fc.oneof(spendings, families),
    futility: fc.option(
      fc.oneof(
        spendings.map((spending) => betaSpending({ spending })),
        fc.constant("effect" as const),
        fc.constant("null" as const),
      ),
      {
        nil: undefined,
      },
    ),
    binding: fc.boolean(),
    sided: fc.constantFrom(1, 2) as fc.Arbitrary<1 | 2>,
  })
  .map(({ futility, ...options }): GroupSequentialPlanOptions => {
    const interim = options.fractions.slice(0, -1);
    const rule: Futility | undefined =
      futility === "effect"
        ? effectFutility({ parts: interim.map((t) => 0.3 * t) })
        : futility === "null"
          ? nullSpending({ spending: kimDeMets({ rho: 2 }) })
          : futility;
    return { ...options, ...(rule && options.sided === 1 && { futility: rule }) };
  });

/** Without the plans that cannot be: Haybittle–Peto bounds that use up a small α at interim looks. */
const made = plans
  .map((options): GroupSequentialPlan | null => {
    try {
      return groupSequentialPlan(options);
    } catch (error) {
      if (/leaving some for the last look/.test(String(error))) return null;
      throw error;
    }
  })
  .filter((plan) => plan !== null);

const few = { numRuns: 60 };

describe("every plan", () => {
  it("uses up α, no more, and has its power", () => {
    fc.assert(
      fc.property(made, (plan) => {
        const { alpha, alphaSpent, drift, options } = plan;
        expect(Math.abs(alphaSpent[alphaSpent.length - 1] - alpha)).toBeLessThanOrEqual(1e-10);
        expect(Math.abs(plan.powerAt(drift) - (options.power ?? 0.9))).toBeLessThanOrEqual(1e-8);
        expect(plan.inflation).toBeGreaterThan(1 - 1e-9);
      }),
      few,
    );
  });

  it("stops for one reason at most: probabilities are none below 0, and add up to no more than 1", () => {
    fc.assert(
      fc.property(made, fc.double({ min: -3, max: 6, noNaN: true }), (plan, drift) => {
        const { efficacy, futility, harm, opposite } = plan.crossing(drift);
        for (const probability of [...efficacy, ...futility, ...harm, ...opposite]) expect(probability).toBeGreaterThan(-1e-14);
        expect(sum(efficacy) + sum(futility) + sum(harm)).toBeLessThan(1 + 1e-10);
        efficacy.forEach((probability, k) => {
          expect(opposite[k]).toBeLessThan(probability + 1e-300);
        });
      }),
      few,
    );
  });

  it("has more power the larger the effect (one-sided), and never ends with more than the maximum", () => {
    fc.assert(
      fc.property(made, fc.double({ min: -2, max: 5, noNaN: true }), (plan, drift) => {
        if (plan.sided === 1) expect(plan.powerAt(drift + 0.2)).toBeGreaterThan(plan.powerAt(drift) - 1e-11);
        const expected = plan.expectedInformation(drift);
        expect(expected).toBeGreaterThan(plan.boundaries.fractions[0] - 1e-10);
        expect(expected).toBeLessThan(1 + 1e-10);
      }),
      few,
    );
  });

  it("is the same when made again from its recipe", () => {
    fc.assert(
      fc.property(made, (plan) => {
        const again = makeAgain(JSON.parse(JSON.stringify(plan.recipe)), {
          ...parts,
          groupSequentialPlan,
        }) as GroupSequentialPlan;
        expect(again.boundaries).toEqual(plan.boundaries);
        expect(again.drift).toBe(plan.drift);
      }),
      { numRuns: 20 },
    );
  });

  it("has the same bounds at information that comes as planned", () => {
    fc.assert(
      fc.property(made, (plan) => {
        const again = plan.atInformation(plan.boundaries.fractions);
        again.boundaries.efficacy.forEach((z, k) => {
          if (z !== plan.boundaries.efficacy[k]) expect(Math.abs(z - plan.boundaries.efficacy[k])).toBeLessThanOrEqual(1e-9);
        });
      }),
      { numRuns: 20 },
    );
  });

  it("has two-sided bounds that are those of half the α one-sided, but for crossing both", () => {
    fc.assert(
      fc.property(fractions, spendings, (times, efficacy) => {
        const one = groupSequentialPlan({ fractions: times, efficacy, alpha: 0.025 }).boundaries.efficacy;
        const two = groupSequentialPlan({ fractions: times, efficacy, alpha: 0.05, sided: 2 }).boundaries.efficacy;
        two.forEach((z, k) => {
          if (z !== one[k]) expect(Math.abs(z - one[k])).toBeLessThanOrEqual(1e-3);
          expect(z).toBeLessThanOrEqual(one[k] + 1e-10);
        });
      }),
      few,
    );
  });
});

const interim = fc
  .record({ plan: made, z: fc.double({ min: -2, max: 4, noNaN: true }) })
  .filter(({ plan }) => plan.boundaries.fractions.length > 1);

describe("what is to come", () => {
  it("adds up to what was to come before: conditional power averages to power", () => {
    fc.assert(
      fc.property(
        made.filter(({ boundaries: { fractions: times } }) => times.length > 1),
        fc.double({ min: 0, max: 4, noNaN: true }),
        ({ boundaries }, drift) => {
          const time = boundaries.fractions[0];
          const { efficacy, futility, harm } = boundaries;
          const { efficacy: expected } = crossingProbabilities(boundaries, drift);
          const goesOn = (z: number) =>
            boundaries.sided === 1
              ? z < efficacy[0] && z >= Math.max(futility[0], harm[0])
              : Math.abs(z) < efficacy[0] && Math.abs(z) >= futility[0];
          const mean = drift * Math.sqrt(time);
          const [low, high] = [
            Math.max(mean - 8, boundaries.sided === 1 ? Math.max(futility[0], harm[0]) : -efficacy[0]),
            Math.min(mean + 8, efficacy[0]),
          ];
          if (!(high > low)) return;
          // Simpson's rule on a smooth integrand; a wedge is not among these plans.
          const steps = 200;
          let average = 0;
          for (let i = 0; i <= steps; i++) {
            const z = low + ((high - low) * i) / steps;
            if (!goesOn(z) && i > 0 && i < steps) return;
            const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
            const given = sum(conditionalCrossing(boundaries, { looks: 1, z }, drift).efficacy);
            average += (weight * given * Math.exp(-((z - mean) ** 2) / 2)) / Math.sqrt(2 * Math.PI);
          }
          average *= (high - low) / steps / 3;
          expect(Math.abs(average - sum(expected.slice(1)))).toBeLessThanOrEqual(2e-5);
        },
      ),
      { numRuns: 15 },
    );
  });

  it("is likelier the larger Z and the larger the effect; a sure prior makes predictive power conditional", () => {
    fc.assert(
      fc.property(interim, ({ plan, z }) => {
        const { boundaries, drift, sided } = plan;
        const at = { looks: 1, z };
        const power = conditionalPower(boundaries, at, drift);
        const sure = predictivePower(boundaries, at, { mean: drift, sd: 1e-7 });
        expect(Math.abs(sure - power)).toBeLessThanOrEqual(1e-5);
        if (sided === 2) return;
        expect(conditionalPower(boundaries, at, drift + 0.3)).toBeGreaterThan(power - 1e-10);
        expect(conditionalPower(boundaries, { looks: 1, z: z + 0.3 }, drift)).toBeGreaterThan(power - 1e-10);
      }),
      { numRuns: 25 },
    );
  });
});

describe("inference after stopping", () => {
  it("has a p-value of α on the last bound, and an interval that ends at no effect there", () => {
    fc.assert(
      fc.property(
        made.filter(({ sided, boundaries }) => sided === 1 || boundaries.fractions.length > 0),
        ({ alpha, boundaries, sided }) => {
          const look = boundaries.fractions.length;
          const z = boundaries.efficacy[look - 1];
          // Two-sided the ordering is one-directional: crossing both ways makes a difference below 1e-3 of α.
          const result = finalInference(boundaries, { look, z }, { level: 1 - (2 * alpha) / sided });
          expect(Math.abs(result.pValue - alpha / sided)).toBeLessThanOrEqual(1e-3 * alpha);
          if (sided === 1) expect(Math.abs(result.interval[0])).toBeLessThanOrEqual(1e-7);
        },
      ),
      { numRuns: 25 },
    );
  });

  it("has limits and a median with the probabilities they are named for", () => {
    const results = fc.record({ plan: made, z: fc.double({ min: -1, max: 4, noNaN: true }), at: fc.nat({ max: 4 }) });
    fc.assert(
      fc.property(results, ({ at, plan: { boundaries }, z }) => {
        const look = (at % boundaries.fractions.length) + 1;
        const { biasAdjusted, interval, medianUnbiased, naive } = finalInference(boundaries, { look, z });
        const p = (drift: number) => stagewisePValue(boundaries, { look, z }, drift);
        for (const [drift, probability] of [
          [interval[0], 0.025],
          [medianUnbiased, 0.5],
          [interval[1], 0.975],
        ]) {
          expect(Math.abs(p(drift) - probability)).toBeLessThanOrEqual(1e-8);
        }
        expect(interval[0]).toBeLessThan(medianUnbiased);
        expect(medianUnbiased).toBeLessThan(interval[1]);
        expect(Number.isFinite(biasAdjusted + naive)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it("has repeated p-values at which a plan of the kind would have Z on its bound", () => {
    const results = fc.record({
      efficacy: spendings,
      times: fractions,
      z: fc.double({ min: 0.5, max: 4, noNaN: true }),
      at: fc.nat({ max: 4 }),
    });
    fc.assert(
      fc.property(results, ({ at, efficacy, times, z }) => {
        const look = (at % times.length) + 1;
        const plan = groupSequentialPlan({ fractions: times, efficacy });
        const { interval, pValue } = repeatedInference(plan, { look, z });
        expect(interval[0] > 0).toBe(z > plan.boundaries.efficacy[look - 1]);
        if (pValue > 0.49 || pValue < 1e-11) return;
        expect(pValue < 0.025).toBe(z > plan.boundaries.efficacy[look - 1]);
        const same = groupSequentialPlan({ fractions: times, efficacy, alpha: pValue }).boundaries.efficacy[look - 1];
        expect(Math.abs(same - z)).toBeLessThanOrEqual(1e-8);
      }),
      { numRuns: 20 },
    );
  });
});

describe("Pampallona–Tsiatis bounds", () => {
  it("meet at the last look, on the line from the drift", () => {
    fc.assert(
      fc.property(fractions, fc.double({ min: -0.2, max: 0.5, noNaN: true }), fc.boolean(), (times, delta, binding) => {
        const plan = groupSequentialPlan({
          fractions: times,
          efficacy: wangTsiatis({ delta }),
          futility: pampallonaTsiatis({ delta }),
          binding,
        });
        const { efficacy, futility } = plan.boundaries;
        const last = times.length - 1;
        expect(futility[last]).toBe(efficacy[last]);
        futility.forEach((z, k) => {
          const line = plan.drift * Math.sqrt(times[k]) - (plan.drift - efficacy[last]) * times[k] ** (delta - 0.5);
          expect(Math.abs(z - Math.min(line, efficacy[k]))).toBeLessThanOrEqual(1e-8);
        });
      }),
      { numRuns: 20 },
    );
  });

  it("and given bounds leave α as it is", () => {
    const plan = groupSequentialPlan({ looks: 3, futility: fixedFutility({ z: [-1, 0] }), binding: true });
    expect(Math.abs(sum(plan.crossing(0).efficacy) - 0.025)).toBeLessThanOrEqual(1e-11);
  });
});
