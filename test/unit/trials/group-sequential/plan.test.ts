import { describe, expect, it } from "vitest";
import {
  betaSpending,
  boundaryTableOnScales,
  conditionalPowerFutility,
  customSpending,
  effectFutility,
  fixedFutility,
  type GroupSequentialPlanOptions,
  groupSequentialPlan,
  haybittlePeto,
  hwangShihDeCani,
  kimDeMets,
  lanDeMetsObrienFleming,
  nullSpending,
  obrienFleming,
  onScales,
  pocock,
  pointsSpending,
  stepSpending,
  truncatedSpending,
  wangTsiatis,
  xiGallo,
} from "../../../../src/trials/group-sequential/index.js";
import { phi } from "./simpson-recursion.js";

const hsd = hwangShihDeCani({ gamma: -4 });
const plan = (options: GroupSequentialPlanOptions) => groupSequentialPlan(options);
const near = (found: number, expected: number, tolerance = 1e-9) => {
  expect(Math.abs(found - expected), `${found}, not ${expected}`).toBeLessThanOrEqual(tolerance);
};

describe("a group-sequential plan", () => {
  it("with one look is the fixed design", () => {
    const fixed = plan({ looks: 1, power: 0.8 });
    near(fixed.boundaries.efficacy[0], 1.959963984540054, 1e-12);
    near(fixed.drift, 1.959963984540054 + 0.8416212335729143, 1e-9);
    near(fixed.inflation, 1);
    near(fixed.expectedInformation(1), 1, 1e-15);
  });

  it("keeps α and has its power, whatever stops it", () => {
    const futility = betaSpending({ spending: kimDeMets({ rho: 2 }) });
    for (const options of [
      { looks: 4, efficacy: hsd },
      { looks: 4, efficacy: hsd, futility, binding: true },
      { looks: 4, efficacy: wangTsiatis({ delta: 0.3 }), futility, binding: true },
      { looks: 4, efficacy: haybittlePeto(), futility: fixedFutility({ z: [0, 0.5, 1] }), binding: true },
      { looks: 4, sided: 2, alpha: 0.1, efficacy: pocock(), power: 0.8, twoSidedPower: true },
    ] as const satisfies readonly GroupSequentialPlanOptions[]) {
      const made = plan(options);
      const { alpha, alphaSpent, boundaries, drift } = made;
      near(alphaSpent[boundaries.fractions.length - 1], alpha, 1e-11);
      near(made.powerAt(drift), "power" in options ? options.power : 0.9, 1e-9);
    }
  });

  it("keeps α without its futility bounds exactly when they are not binding", () => {
    const futility = betaSpending({ spending: kimDeMets({ rho: 2 }) });
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    const [binding, free] = [true, false].map((each) => plan({ looks: 3, futility, binding: each }));
    near(sum(binding.crossing(0).efficacy), 0.025, 1e-11);
    expect(sum(free.crossing(0).efficacy)).toBeLessThan(0.0249);
    expect(free.boundaries.efficacy[2]).toBeGreaterThan(binding.boundaries.efficacy[2]);
  });

  it("carries what is not spent at a skipped look on to the next one tested", () => {
    const full = plan({ looks: 4, efficacy: hsd });
    const skipped = plan({ looks: 4, efficacy: hsd, testEfficacy: [true, false, true, true] });
    expect(skipped.boundaries.efficacy[1]).toBe(Number.POSITIVE_INFINITY);
    expect(skipped.boundaries.efficacy[0]).toBe(full.boundaries.efficacy[0]);
    near(skipped.alphaSpent[1], skipped.alphaSpent[0], 1e-15);
    near(skipped.alphaSpent[2], full.alphaSpent[2], 1e-12);
  });

  it("spends by spending time, not by information, when told to", () => {
    const times = [0.1, 0.9, 1];
    const made = plan({ looks: 3, efficacy: kimDeMets({ rho: 1 }), spendingTimes: times });
    made.alphaSpent.forEach((spent, k) => {
      near(spent, 0.025 * times[k], 1e-11);
    });
  });

  it("stops for futility where conditional power under the trend is what was asked for", () => {
    for (const binding of [false, true]) {
      const made = plan({ looks: 2, futility: conditionalPowerFutility({ power: [0.15], under: "trend" }), binding });
      near(onScales(made, 1, made.boundaries.futility[0]).conditionalPowerTrend as number, 0.15, 1e-9);
    }
    const planned = plan({ looks: 2, futility: conditionalPowerFutility({ power: [0.3], under: "planned" }) });
    near(onScales(planned, 1, planned.boundaries.futility[0]).conditionalPowerPlanned as number, 0.3, 1e-9);
  });

  it("stops for futility at a part of the planned effect", () => {
    const made = plan({ looks: 3, futility: effectFutility({ parts: [0.1, 0.4] }) });
    near(onScales(made, 2, made.boundaries.futility[1]).effect, 0.4, 1e-12);
  });

  it("keeps its bounds when information comes as planned", () => {
    const options = { fractions: [0.3, 0.7, 1], futility: betaSpending({ spending: hsd }), efficacy: hsd } as const;
    const made = plan(options);
    const again = made.atInformation([0.3, 0.7, 1]);
    expect(again.boundaries.efficacy).toEqual(made.boundaries.efficacy);
    again.boundaries.futility.forEach((z, k) => {
      near(z, made.boundaries.futility[k]);
    });
    near(again.power, 0.9);
  });

  it("spends all α at the final analysis, with more or less information than planned", () => {
    const made = plan({ looks: 3, efficacy: hsd });
    for (const end of [0.8, 1, 1.3]) {
      const { alphaSpent, boundaries, drift, power } = made.atInformation([0.35, 0.6, end]);
      near(alphaSpent[2], 0.025, 1e-11);
      near(boundaries.fractions[1], 0.6 / end, 1e-15);
      near(drift, made.drift * Math.sqrt(end), 1e-12);
      expect(Math.sign(power - 0.9 + 1e-6 * (end - 1))).toBe(Math.sign(end - 1 + (end === 1 ? power - 0.9 : 0)));
    }
    const early = made.atInformation([0.35, 0.8], { final: true });
    near(early.alphaSpent[1], 0.025, 1e-11);
    expect(early.boundaries.fractions).toEqual([0.35 / 0.8, 1]);
  });

  it("keeps planned looks that are still to come", () => {
    const made = plan({ looks: 3, efficacy: hsd }).atInformation([0.4]);
    expect(made.boundaries.fractions).toEqual([0.4, 2 / 3, 1]);
    near(made.alphaSpent[0], hsd.spent(0.4, 0.025), 1e-12);
  });

  it("says its settings and bounds in sentences", () => {
    const text = plan({ looks: 3, efficacy: hsd, futility: betaSpending({ spending: hsd }) })
      .protocol()
      .join(" ");
    expect(text).toContain(
      "There are 2 interim analyses and a final analysis, at 33.3 %, 66.7 % and 100 % of the maximum information.",
    );
    expect(text).toContain(
      "The one-sided type I error rate of 0.025 over all analyses is kept by a Hwang–Shih–DeCani spending function with γ = -4.",
    );
    expect(text).toContain("Z ≥ 3.011 (one-sided p ≤ 0.0013) at analysis 1");
    expect(text).toContain("The futility bounds are not binding");
  });

  it("has a recipe unless a part of it has none", () => {
    const recipe = plan({ looks: 2, efficacy: hsd, futility: nullSpending({ spending: hsd, total: 0.2 }) }).recipe;
    expect(recipe).toEqual({
      make: "groupSequentialPlan",
      options: {
        looks: 2,
        efficacy: { make: "hwangShihDeCani", options: { gamma: -4 } },
        futility: {
          make: "nullSpending",
          options: { spending: { make: "hwangShihDeCani", options: { gamma: -4 } }, total: 0.2 },
        },
      },
    });
    expect(plan({ looks: 2, efficacy: customSpending({ share: (t) => t * t }) }).recipe).toBeUndefined();
  });
});

describe("bounds on other scales", () => {
  const made = plan({ looks: 2, efficacy: obrienFleming() });
  const { drift } = made;

  it("are the closed forms of a trial with one look to come", () => {
    const t = 0.5;
    const z = 1.2;
    const c = made.boundaries.efficacy[1];
    const at = onScales(made, 1, z, { maximumInformation: 25 });
    near(at.p, phi(-z), 1e-15);
    near(at.bValue, z * Math.sqrt(t), 1e-15);
    near(at.effect, z / Math.sqrt(t * 25), 1e-15);
    const power = (theta: number) => phi((z * Math.sqrt(t) + theta * (1 - t) - c) / Math.sqrt(1 - t));
    near(at.conditionalPowerPlanned as number, power(drift), 1e-13);
    near(at.conditionalPowerTrend as number, power(z / Math.sqrt(t)), 1e-13);
    near(at.predictivePower as number, phi((z / Math.sqrt(t) - c) * Math.sqrt(t / (1 - t))), 1e-12);
  });

  it("stand in a table, a row for each bound", () => {
    const table = boundaryTableOnScales(made, { effectLabel: "Log hazard ratio", maximumInformation: 25 });
    expect(table.rows.map(({ look, bound }) => [look, bound])).toEqual([
      ["1", "efficacy"],
      ["2", "efficacy"],
    ]);
    expect(table.columns.find(({ name }) => name === "effect")?.label).toBe("Log hazard ratio");
  });
});

describe("what makes no plan", () => {
  it.each<[GroupSequentialPlanOptions, string]>([
    [{}, "groupSequentialPlan: fractions must be given, or the number of looks, got undefined"],
    [{ fractions: [0.5, 0.5, 1] }, "groupSequentialPlan: fractions[1] must be above 0.5 and at most 1"],
    [{ fractions: [0.5, 0.9] }, "groupSequentialPlan: fractions must end at 1, the last look, got 0.9"],
    [{ looks: 0 }, "looks must be an integer from 1 to 1000, got 0"],
    [{ looks: 3, fractions: [1] }, "looks must be left out when fractions are given"],
    [{ looks: 3, alpha: 0.6 }, "alpha must be in (0, 0.5), got 0.6"],
    [{ looks: 3, power: 0.01 }, "power must be in (0.025, 1), got 0.01"],
    [{ looks: 3, spendingTimes: [0.5, 0.4, 1] }, "what was spent by then cannot be spent twice"],
    [{ looks: 3, spendingTimes: [0.5, 1] }, "spendingTimes must be a list of 3 times, one for each look"],
    [{ looks: 3, testEfficacy: [true, true, false] }, "alpha left for the last look would not be spent"],
    [{ looks: 3, testEfficacy: [true, true] }, "testEfficacy must be a list of 3 true or false"],
    [{ looks: 3, harm: hsd, sided: 2 }, "harm must be left out, the plan being two-sided"],
    [{ looks: 3, harm: hsd, harmTotal: 0.99 }, "harmTotal must be positive and at most 1 − alpha, 0.975"],
    [
      { looks: 3, efficacy: haybittlePeto({ interim: 1.5 }) },
      "efficacy must allow bounds with a one-sided α of 0.025, leaving some for the last look",
    ],
    [
      { looks: 3, efficacy: haybittlePeto({ interim: [3] }) },
      "haybittlePeto: interim must have a bound for each of the 2 interim looks",
    ],
    [{ looks: 3, futility: fixedFutility({ z: [0] }) }, "fixedFutility: z must have a value for each of the 2 interim looks"],
    [
      { looks: 3, futility: fixedFutility({ z: [1.99, 9] }) },
      "fixedFutility: z[1] must be at most the efficacy bound of the look, 2.5",
    ],
    [{ looks: 3, futility: nullSpending({ spending: hsd, total: 0.98 }) }, "nullSpending: total must be at most 1 − α, 0.975"],
    [{ looks: 3, efficacy: {} as never }, "efficacy must be a spending function or a family of bounds"],
    [{ looks: 3, alfa: 0.05 } as never, "alfa must be one of its options"],
    [{ looks: 3, efficacy: xiGallo({ method: 1, gamma: 0.3 }) }, "xiGallo: gamma must be at least 0.5 with α = 0.025, got 0.3"],
  ])("%o: %s", (options, message) => {
    expect(() => groupSequentialPlan(options)).toThrow(message);
  });

  it("is refused by the parts themselves", () => {
    expect(() => lanDeMetsObrienFleming({ rho: 0 })).toThrow("lanDeMetsObrienFleming: rho must be in");
    expect(() => pointsSpending({ times: [0.2, 0.5], shares: [0.5, 0.3] })).toThrow(
      "pointsSpending: shares[1] must be at least 0.5 and at most 1: what is spent cannot be spent twice, got 0.3",
    );
    expect(() => stepSpending({ times: [0.5, 0.2], shares: [0.1, 0.3] })).toThrow(
      "stepSpending: times[1] must be above 0.5 and below 1",
    );
    expect(() => truncatedSpending({ spending: hsd, from: 0.6, to: 0.5 })).toThrow(
      "truncatedSpending: to must be above 0.6 and at most 1",
    );
    expect(() => customSpending({ share: (t) => 1 - t })).toThrow("customSpending: share must grow from 0 at 0 to 1 at 1");
    expect(() => betaSpending({ spending: obrienFleming() as never })).toThrow(
      "betaSpending: spending must be a spending function",
    );
  });

  it("is refused when information does not grow, or looks are too late", () => {
    const made = plan({ looks: 3 });
    expect(() => made.atInformation([0.5, 0.4])).toThrow("atInformation: information[1] must be finite and above 0.5");
    expect(() => made.atInformation([0.7])).toThrow("information[0] must be below the next look's");
    expect(() => made.atInformation([0.2, 0.5, 0.8, 1])).toThrow("information must be a list of 1 to 3 amounts");
    expect(() => made.atInformation([0.2, 0.5], { spendingTimes: [0.5, 0.2] })).toThrow("what was spent cannot be spent twice");
    expect(() => made.atInformation([1.2, 1.3], { final: true })).toThrow("what was spent cannot be spent twice");
  });
});
