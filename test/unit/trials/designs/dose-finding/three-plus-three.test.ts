import { describe, expect, it } from "vitest";
import { rngFromSeed } from "../../../../../src/random/index.js";
import {
  type DoseFindingDesign,
  doseFindingScenario,
  simulateTrial,
  type ThreePlusThreeOptions,
  threePlusThree,
  transitionPathways,
} from "../../../../../src/trials/index.js";

/** What the design does after these patients and toxicities by dose, the last cohort being at `last` (0 first). */
function next(design: DoseFindingDesign, patients: readonly number[], toxicities: readonly number[], last: number) {
  const node = transitionPathways(design, { cohorts: 0, from: { patients, toxicities, lastArm: last } });
  return node.kind === "stop" ? { stop: node.recommended } : { arm: node.arm };
}

describe("threePlusThree without de-escalation", () => {
  const design = threePlusThree({ doses: 3 });

  it("escalates after 0 of 3 and after at most 1 of 6, and treats three more after 1 of 3", () => {
    expect(next(design, [3, 0, 0], [0, 0, 0], 0)).toEqual({ arm: 1 });
    expect(next(design, [3, 0, 0], [1, 0, 0], 0)).toEqual({ arm: 0 });
    expect(next(design, [6, 0, 0], [1, 0, 0], 0)).toEqual({ arm: 1 });
  });

  it("stops at two or more toxicities and recommends the dose below", () => {
    expect(next(design, [3, 3, 0], [0, 2, 0], 1)).toEqual({ stop: 0 });
    expect(next(design, [3, 6, 0], [0, 2, 0], 1)).toEqual({ stop: 0 });
    expect(next(design, [3, 0, 0], [3, 0, 0], 0)).toEqual({ stop: null });
  });

  it("stops at the top dose and recommends it when it is tolerated", () => {
    expect(next(design, [3, 3, 3], [0, 0, 0], 2)).toEqual({ stop: 2 });
    expect(next(design, [3, 3, 6], [0, 0, 1], 2)).toEqual({ stop: 2 });
    expect(next(design, [3, 3, 3], [0, 0, 1], 2)).toEqual({ arm: 2 });
  });

  it("recommends nothing when the first dose of a trial started higher is too toxic", () => {
    expect(next(threePlusThree({ doses: 3, startLevel: 2 }), [0, 3, 0], [0, 2, 0], 1)).toEqual({ stop: null });
  });
});

describe("threePlusThree with de-escalation", () => {
  const design = threePlusThree({ doses: 3, deEscalate: true });

  it("treats three more at the dose below, unless it has six", () => {
    expect(next(design, [3, 3, 0], [0, 2, 0], 1)).toEqual({ arm: 0 });
    expect(next(design, [6, 3, 0], [1, 2, 0], 1)).toEqual({ stop: 0 });
  });

  it("recommends the highest dose with six patients and at most one toxicity", () => {
    expect(next(design, [6, 3, 0], [1, 3, 0], 0)).toEqual({ stop: 0 });
    expect(next(design, [6, 6, 3], [2, 0, 3], 1)).toEqual({ stop: null });
    expect(next(design, [6, 3, 0], [2, 3, 0], 0)).toEqual({ stop: null });
  });

  it("gives the dose below a too toxic start six patients before it recommends it", () => {
    const later = threePlusThree({ doses: 3, deEscalate: true, startLevel: 2 });
    expect(next(later, [0, 3, 0], [0, 2, 0], 1)).toEqual({ arm: 0 });
    expect(next(later, [3, 3, 0], [0, 2, 0], 0)).toEqual({ arm: 0 });
    expect(next(later, [6, 3, 0], [1, 2, 0], 0)).toEqual({ stop: 0 });
  });
});

describe("threePlusThree when patients are lost", () => {
  it("fills the cohort up before it decides, unless two toxicities have decided already", () => {
    const reasons: string[] = [];
    const scenario = doseFindingScenario({ toxicity: [0.05, 0.1], dropoutRate: 0.7 });
    const cohorts: number[] = [];
    simulateTrial(threePlusThree({ doses: 2 }), scenario, rngFromSeed(5), (event) => {
      if (event.kind !== "decided") return;
      reasons.push(...event.decision.reasons());
      if (event.decision.kind === "continue") cohorts.push(event.decision.enroll);
    });
    expect(reasons.join(" ")).toContain("the rule decides on whole cohorts of 3: it is filled up first.");
    expect(cohorts.some((enroll) => enroll < 3)).toBe(true);
  });

  it("never escalates from fewer than three evaluated patients", () => {
    const scenario = doseFindingScenario({ toxicity: [0.1, 0.1, 0.1], dropoutRate: 0.5 });
    for (let seed = 0; seed < 300; seed++) {
      let highest = 0;
      const evaluated = [0, 0, 0];
      simulateTrial(threePlusThree({ doses: 3 }), scenario, rngFromSeed(seed), (event) => {
        if (event.kind === "ended" && event.patient.observed.followUp >= 1) evaluated[event.patient.arm]++;
        if (event.kind === "enrolled" && event.patient.arm > highest) {
          expect(evaluated[highest]).toBeGreaterThanOrEqual(3);
          highest = event.patient.arm;
        }
      });
    }
  });

  it("recommends no dose that was not cleared by three or six patients", () => {
    const design = threePlusThree({ doses: 2 });
    expect(design.rules?.select(Int32Array.of(3, 2), Int32Array.of(0, 0))).toBe(0);
    expect(design.rules?.select(Int32Array.of(3, 5), Int32Array.of(0, 1))).toBe(0);
    expect(design.rules?.select(Int32Array.of(2, 0), Int32Array.of(0, 0))).toBe(-1);
  });
});

describe("threePlusThree refuses", () => {
  const refused: readonly (readonly [object, string])[] = [
    [{ doses: 1.5 }, "threePlusThree: doses must be the number of doses (an integer from 1 to 100) or a list of them, got 1.5"],
    [{ doses: 3, startLevel: 4 }, "threePlusThree: startLevel must be an integer from 1 to 3, got 4"],
    [{ doses: 3, deEscalate: "no" }, 'threePlusThree: deEscalate must be true or false, got "no"'],
    [{ doses: 3, window: -1 }, "threePlusThree: window must be a positive, finite time, got -1"],
    [
      { doses: 3, target: 0.3 },
      "threePlusThree: target must be one of its options (doses, deEscalate, startLevel, window), got 0.3",
    ],
    [{}, "threePlusThree: doses must name 1 to 100 doses, got undefined"],
  ];

  it.each(refused)("%j", (options, message) => {
    expect(() => threePlusThree(options as ThreePlusThreeOptions)).toThrow(message);
  });
});
