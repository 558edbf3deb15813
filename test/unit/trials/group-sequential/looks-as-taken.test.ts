/** Looks that come at other information than planned: bounds by hand, or by `plan.atInformation`. */
import { describe, expect, it } from "vitest";
import { normalUpperQuantile } from "../../../../src/numeric/probability/normal.js";
import { rngFromSeed } from "../../../../src/random/index.js";
import { groupSequentialMeans } from "../../../../src/trials/designs/group-sequential/group-sequential-means.js";
import { groupSequentialSurvival } from "../../../../src/trials/designs/group-sequential/group-sequential-survival.js";
import {
  fixedFutility,
  type GroupSequentialPlan,
  groupSequentialPlan,
  haybittlePeto,
  lanDeMetsPocock,
} from "../../../../src/trials/group-sequential/index.js";
import { boundsAt, type GroupSequentialConclusion } from "../../../../src/trials/group-sequential/look-decision.js";
import { LookRules } from "../../../../src/trials/group-sequential/look-rules.js";
import { regularAccrual } from "../../../../src/trials/scenarios/accrual.js";
import { continuousScenario } from "../../../../src/trials/scenarios/continuous-scenario.js";
import { survivalScenario } from "../../../../src/trials/scenarios/survival-scenario.js";
import { simulateTrial } from "../../../../src/trials/simulate-trial.js";

const TARGETS = [30, 60, 90];
const near = (found: number, expected: number) =>
  expect(Math.abs(found - expected), `${found}, not ${expected}`).toBeLessThan(1e-9);

/** The bounds at the last of looks `[number, amount]`. */
function bounds(plan: GroupSequentialPlan, taken: readonly (readonly [number, number])[], final: boolean) {
  const looks = taken.map(([number, amount]) => ({ number, amount, time: amount, z: 0, estimate: 0 }));
  return boundsAt(new LookRules(plan, TARGETS), looks, final);
}

const conclude = (design: unknown, scenario: unknown, seed: number) =>
  simulateTrial(design as never, scenario as never, rngFromSeed(seed)).conclusion as unknown as GroupSequentialConclusion;

describe("bounds at looks as they were taken", () => {
  const plan = groupSequentialPlan({ looks: 3 });

  it("are the plan's at the planned information", () => {
    near(bounds(plan, [[0, 30]], false).efficacy, plan.boundaries.efficacy[0]);
  });

  it("spend by the actual information when a look over-runs, first at the Lan–DeMets bound by hand", () => {
    // 2(1 − Φ(z_{α/2} / √t)) at t = 36/90.
    const spent = 2 * (0.5 - 0.5 * erf(normalUpperQuantile(0.0125) / Math.sqrt(0.4) / Math.SQRT2));
    const found = bounds(plan, [[0, 36]], false).efficacy;
    expect(Math.abs(found - normalUpperQuantile(spent))).toBeLessThan(1e-4);
    near(found, plan.atInformation([36 / 90]).boundaries.efficacy[0]);
  });

  it("leave out a skipped look, which spends nothing", () => {
    const without = groupSequentialPlan({ fractions: [2 / 3, 1] });
    near(bounds(plan, [[1, 60]], false).efficacy, without.boundaries.efficacy[0]);
    near(
      bounds(
        plan,
        [
          [1, 60],
          [2, 90],
        ],
        true,
      ).efficacy,
      without.boundaries.efficacy[1],
    );
  });

  it("keep all of α at a final analysis that over-runs", () => {
    const taken = [
      [0, 30],
      [1, 60],
      [2, 99],
    ] as const;
    const actual = plan.atInformation([30 / 90, 60 / 90, 99 / 90]);
    near(bounds(plan, taken, true).efficacy, actual.boundaries.efficacy[2]);
    near(actual.alphaSpent[2], 0.025);
    near(actual.boundaries.efficacy[0], plan.boundaries.efficacy[0]);
  });

  it("spend all of α at a final analysis that comes early, and the whole of it at once when it is the only one", () => {
    near(bounds(plan, [[0, 17]], true).efficacy, normalUpperQuantile(0.025));
    const early = plan.atInformation([30 / 90, 50 / 90], { final: true });
    near(
      bounds(
        plan,
        [
          [0, 30],
          [1, 50],
        ],
        true,
      ).efficacy,
      early.boundaries.efficacy[1],
    );
    near(early.alphaSpent[1], 0.025);
  });

  it("spend by calendar time where the plan says so, whatever the information", () => {
    const calendar = groupSequentialPlan({ looks: 3, efficacy: lanDeMetsPocock(), spendingTimes: [0.5, 0.8, 1] });
    // α log(1 + (e − 1)/2) of the first look, at any information.
    const first = normalUpperQuantile(0.025 * Math.log(1 + (Math.E - 1) / 2));
    for (const amount of [30, 35, 40]) near(bounds(calendar, [[0, amount]], false).efficacy, first);
    const actual = calendar.atInformation([35 / 90, 70 / 90], { spendingTimes: [0.5, 0.8] });
    near(
      bounds(
        calendar,
        [
          [0, 35],
          [1, 70],
        ],
        false,
      ).efficacy,
      actual.boundaries.efficacy[1],
    );
  });

  it("hold given bounds to the looks they were given for when others are skipped or never come", () => {
    const given = groupSequentialPlan({
      looks: 3,
      efficacy: haybittlePeto({ interim: [4, 3] }),
      futility: fixedFutility({ z: [-0.5, 0.5] }),
    });
    expect(bounds(given, [[1, 60]], false)).toMatchObject({ efficacy: 3, futility: 0.5 });
    const early = bounds(
      given,
      [
        [0, 30],
        [1, 50],
      ],
      true,
    );
    near(early.efficacy, given.atInformation([30 / 90, 50 / 90], { final: true }).boundaries.efficacy[1]);
    expect(bounds(given, [[0, 30]], false).futility).toBe(-0.5);
  });

  it("ignore futility bounds that are not binding, and rely on those that are", () => {
    const options = { looks: 3, futility: fixedFutility({ z: [0.5, 1] }) };
    const free = bounds(
      groupSequentialPlan(options),
      [
        [0, 30],
        [1, 66],
      ],
      false,
    );
    near(
      free.efficacy,
      bounds(
        plan,
        [
          [0, 30],
          [1, 66],
        ],
        false,
      ).efficacy,
    );
    const relying = groupSequentialPlan({ ...options, binding: true });
    expect(
      bounds(
        relying,
        [
          [0, 30],
          [1, 60],
          [2, 99],
        ],
        true,
      ).efficacy,
    ).toBeLessThan(
      bounds(
        plan,
        [
          [0, 30],
          [1, 60],
          [2, 99],
        ],
        true,
      ).efficacy - 0.01,
    );
  });
});

describe("trials", () => {
  it("stop for harm at the bound of the null probability spent on it", () => {
    const plan = groupSequentialPlan({ looks: 2, harm: lanDeMetsPocock(), harmTotal: 0.1 });
    // 0.1 log(1 + (e − 1)/2) at the first look.
    near(plan.boundaries.harm[0], -normalUpperQuantile(0.1 * Math.log(1 + (Math.E - 1) / 2)));
    const design = groupSequentialMeans({ plan, alternative: 0.5, standardDeviation: 1, test: "z", patients: 80 });
    const harmed = conclude(design, continuousScenario({ means: [0, -3], standardDeviations: 1 }), 1);
    expect(harmed).toMatchObject({ ending: "harm", selected: null, looks: [{ number: 0, amount: 40 }] });
    expect(harmed.looks[0].z).toBeLessThanOrEqual(plan.boundaries.harm[0]);
  });

  it("make the final analysis with what there is when no more events can come", () => {
    const plan = groupSequentialPlan({ looks: 2 });
    const design = groupSequentialSurvival({ plan, controlHazard: 1, hazardRatio: 0.5, events: 60, patients: 80, accrual: 20 });
    const cured = [
      { from: 0, rate: 0.3 },
      { from: 1, rate: 0 },
    ];
    const scenario = survivalScenario({ hazards: [cured, cured], accrual: regularAccrual({ rate: 20 }) });
    const { ending, exhausted, looks } = conclude(design, scenario, 5);
    expect({ exhausted, looks: looks.length }).toEqual({ exhausted: true, looks: 1 });
    expect(looks[0].amount).toBeLessThan(30);
    // The only analysis: a fixed test at the whole of α.
    expect(ending === "superiority").toBe(looks[0].z >= normalUpperQuantile(0.025));
  });
});

/** Source: abramowitz1964handbook (7.1.26); error below 1.5e-7. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * x);
  const sum = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return 1 - sum * Math.exp(-x * x);
}
