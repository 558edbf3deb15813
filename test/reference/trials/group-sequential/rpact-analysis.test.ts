/**
 * Inference at and after looks, against the public test suite of rpact (LGPL-3, 2024; test-f_analysis_base_survival.R): log-rank Z statistics
 * with the events they rest on; the effect is the log hazard ratio, with information of a quarter of the events. Expected with 8 digits and a
 * relative tolerance of 1e-6 (first trial) and 1e-7 (the others); held to 1e-6 here, repeated p-values to 1e-6 absolutely, for rpact's own root
 * searches end about there.
 */
import { describe, expect, it } from "vitest";
import { exp } from "../../../../src/numeric/index.js";
import {
  conditionalPower,
  finalInference,
  fixedFutility,
  groupSequentialPlan,
  repeatedInference,
  wangTsiatis,
} from "../../../../src/trials/group-sequential/index.js";

const near = (found: number, expected: number, about: string) => {
  expect(Math.abs(found / expected - 1), `${about}: ${found}, not ${expected}`).toBeLessThanOrEqual(1e-6);
};
/** rpact's search for repeated p-values halves an interval until it is shorter than 1e-6. */
const nearAbsolutely = (found: number, expected: number, about: string) => {
  expect(Math.abs(found - expected), `${about}: ${found}, not ${expected}`).toBeLessThanOrEqual(1e-6);
};
const nearBoth = (found: readonly [number, number], expected: readonly [number, number], about: string) => {
  near(exp(found[0]), expected[0], `${about}, lower`);
  near(exp(found[1]), expected[1], `${about}, upper`);
};

describe("inference, against rpact", () => {
  it("two looks at 8 and 20 events with binding futility: final p-value, interval, estimate, repeated intervals and p-values", () => {
    const plan = groupSequentialPlan({
      fractions: [0.4, 1],
      efficacy: wangTsiatis({ delta: 0.25 }),
      futility: fixedFutility({ z: [0] }),
      binding: true,
    });
    const information = { maximumInformation: 20 / 4 };
    const final = finalInference(plan.boundaries, { look: 2, z: 2.1 }, information);
    near(final.pValue, 0.021122043, "final p-value");
    nearBoth(final.interval, [1.0341796, 6.2409205], "final interval");
    near(exp(final.medianUnbiased), 2.5476534, "median-unbiased estimate");
    near(exp(final.naive), 2.5578027, "maximum likelihood");
    const first = repeatedInference(plan, { look: 1, z: 1.92 }, information);
    nearBoth(first.interval, [0.65051922, 23.22605], "first repeated interval");
    nearAbsolutely(first.pValue, 0.074184316, "first repeated p-value");
    const second = repeatedInference(plan, { look: 2, z: 2.1 }, information);
    nearBoth(second.interval, [1.04083, 6.2857086], "second repeated interval");
    nearAbsolutely(second.pValue, 0.019962317, "second repeated p-value");
    near(conditionalPower(plan.boundaries, { looks: 1, z: 1.92 }, 0), 0.15200046, "conditional rejection probability");
  });

  it("looks at 8, 15 and 38 events where 0.2, 0.4 and 1 were planned, non-binding futility: repeated intervals and p-values", () => {
    const plan = groupSequentialPlan({
      fractions: [0.2, 0.4, 1],
      efficacy: wangTsiatis({ delta: 0.25 }),
      futility: fixedFutility({ z: [0, 0] }),
    });
    // As rpact does, the bounds stay those of the planned fractions; information is that of the look.
    const at = (look: number, z: number, events: number) =>
      repeatedInference(plan, { look, z }, { maximumInformation: events / 4 / plan.boundaries.fractions[look - 1] });
    nearBoth(at(1, 1.52, 8).interval, [0.34217973, 25.078822], "first repeated interval");
    nearAbsolutely(at(1, 1.52, 8).pValue, 0.22249182, "first repeated p-value");
    nearBoth(at(2, 1.38, 15).interval, [0.54553509, 7.6235796], "second repeated interval");
    nearAbsolutely(at(2, 1.38, 15).pValue, 0.19345822, "second repeated p-value");
    const { boundaries } = plan;
    const free = { ...boundaries, futility: boundaries.futility.map(() => Number.NEGATIVE_INFINITY) };
    near(conditionalPower(free, { looks: 1, z: 1.52 }, 0), 0.076909306, "conditional rejection probability, first");
    near(conditionalPower(free, { looks: 2, z: 1.38 }, 0), 0.067473058, "conditional rejection probability, second");
  });

  it("looks at 205 and 285 of 387 events where thirds were planned: bounds at the actual fractions", () => {
    const planned = groupSequentialPlan({ looks: 3 });
    const plan = planned.atInformation([205 / 387, 285 / 387]);
    const information = { maximumInformation: 387 / 4 };
    const first = repeatedInference(plan, { look: 1, z: 1.87 }, information);
    nearBoth(first.interval, [0.87000803, 1.9380428], "first repeated interval");
    nearAbsolutely(first.pValue, 0.11586361, "first repeated p-value");
    const second = repeatedInference(plan, { look: 2, z: 2.19 }, information);
    nearBoth(second.interval, [0.97623896, 1.7210688], "second repeated interval");
    nearAbsolutely(second.pValue, 0.037973374, "second repeated p-value");
    near(conditionalPower(plan.boundaries, { looks: 1, z: 1.87 }, 0), 0.19266595, "conditional rejection probability, first");
    near(conditionalPower(plan.boundaries, { looks: 2, z: 2.19 }, 0), 0.39869438, "conditional rejection probability, second");
  });
});
