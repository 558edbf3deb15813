import { describe, expect, it } from "vitest";
import {
  betaSpending,
  groupSequentialPlan,
  kimDeMets,
  lanDeMetsPocock,
  withDelayedResponses,
} from "../../../../src/trials/group-sequential/index.js";

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const plan = groupSequentialPlan({
  looks: 3,
  efficacy: lanDeMetsPocock(),
  futility: betaSpending({ spending: kimDeMets({ rho: 2 }) }),
  binding: true,
});

describe("decisions after delayed responses", () => {
  it("keep α and find a drift with the power", () => {
    const delayed = withDelayedResponses(plan, [0.1, 0.2]);
    expect(Math.abs(sum(delayed.rejections(0)) - 0.025)).toBeLessThanOrEqual(1e-10);
    expect(Math.abs(sum(delayed.rejections(delayed.drift)) - 0.9)).toBeLessThanOrEqual(1e-9);
    expect(delayed.decision[0]).toBeLessThan(plan.boundaries.efficacy[0]);
    expect(delayed.expectedInformation(0)).toBeGreaterThan(plan.expectedInformation(0));
  });

  it("are the plan's own when nothing is under way", () => {
    const immediate = withDelayedResponses(plan, [0, 0]);
    expect(Math.abs(immediate.drift - plan.drift)).toBeLessThanOrEqual(1e-8);
    expect(immediate.expectedInformation(1)).toBe(plan.expectedInformation(1));
    expect(immediate.decision.slice(0, 2)).toEqual([Number.NaN, Number.NaN]);
  });

  it("refuse delays beyond the end, and bounds that do not stop both ways", () => {
    expect(() => withDelayedResponses(plan, [0.1, 0.4])).toThrow("delayedDecisions: delays[1] must be from 0 to less than 0.333");
    expect(() => withDelayedResponses(plan, [0.1])).toThrow("delays must be a list of 2 information fractions");
    expect(() => withDelayedResponses(groupSequentialPlan({ looks: 2 }), [0.1])).toThrow(
      "boundaries.futility[0] must be finite where there is a delay",
    );
    expect(() => withDelayedResponses(groupSequentialPlan({ looks: 2, sided: 2 }), [0.1])).toThrow(
      "boundaries must be one-sided, got 2",
    );
  });
});
