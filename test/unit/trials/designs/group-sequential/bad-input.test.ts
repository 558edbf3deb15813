import { describe, expect, it } from "vitest";
import { rngFromSeed } from "../../../../../src/random/index.js";
import { groupSequentialSurvival } from "../../../../../src/trials/designs/group-sequential/group-sequential-survival.js";
import { groupSequentialPlan } from "../../../../../src/trials/group-sequential/index.js";
import { poissonAccrual } from "../../../../../src/trials/scenarios/accrual.js";
import { survivalScenario } from "../../../../../src/trials/scenarios/survival-scenario.js";
import { simulateTrial } from "../../../../../src/trials/simulate-trial.js";

const plan = groupSequentialPlan({ looks: 2 });
const usual = { plan, controlHazard: 0.05, hazardRatio: 0.6 };

describe("a survival trial", () => {
  it("refuses a negative follow-up", () => {
    expect(() => groupSequentialSurvival({ ...usual, accrualDuration: 12, followUp: -1 })).toThrow(
      "groupSequentialSurvival: followUp must be a finite time, 0 or more, got -1",
    );
  });

  it("refuses a number of events that its patients will never have", () => {
    expect(() => groupSequentialSurvival({ ...usual, patients: 100, accrual: 5, events: 120 })).toThrow(
      "groupSequentialSurvival: accrual must allow 120 events: followed for ever, its 100 patients are expected to have 100, got 100",
    );
  });

  it("refuses a power that its patients cannot give", () => {
    expect(() => groupSequentialSurvival({ ...usual, hazardRatio: 0.8, patients: 100, accrual: 5 })).toThrow(
      /^groupSequentialSurvival: patients must be enough for the events needed: even followed for ever, \d+ patients are needed, got 100$/,
    );
  });

  it("refuses more patients than leave a follow-up", () => {
    expect(() => groupSequentialSurvival({ ...usual, accrual: 10, accrualDuration: 100 })).toThrow(/must leave a follow-up/);
  });

  it("refuses an effect in the wrong direction", () => {
    expect(() => groupSequentialSurvival({ ...usual, hazardRatio: 1.4, accrualDuration: 12, followUp: 6 })).toThrow(
      "hazardRatio must be below 1, the ratio under the hypothesis: longer times are better, got 1.4",
    );
  });

  it("ends with its reason when the truth has too few events", () => {
    const design = groupSequentialSurvival({ ...usual, patients: 200, accrual: 20, events: 120 });
    // Nobody has an event after time 2.
    const hazard = [
      { from: 0, rate: 0.1 },
      { from: 2, rate: 0 },
    ];
    const scenario = survivalScenario({ hazards: [hazard, hazard], accrual: poissonAccrual({ rate: 20 }) });
    let reasons: readonly string[] = [];
    const { conclusion } = simulateTrial(design, scenario, rngFromSeed(1), (event) => {
      if (event.kind === "decided") reasons = event.decision.reasons();
    });
    expect(conclusion.exhausted).toBe(true);
    expect(conclusion.ending).toBe("maximum");
    expect(reasons[0]).toMatch(
      /^The 120 events planned cannot be reached: no more can come after \d+, so this is the final analysis\.$/,
    );
  });
});
