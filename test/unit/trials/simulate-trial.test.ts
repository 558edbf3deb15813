import { describe, expect, it } from "vitest";
import { binaryToxicity, lateOnsetToxicity, survival } from "../../../src/endpoints/index.js";
import { rngFromSeed } from "../../../src/random/index.js";
import {
  allOf,
  anyOf,
  calendarTime,
  enrolled,
  evaluated,
  followedFor,
  followedUp,
  information,
} from "../../../src/trials/milestones.js";
import type { Scenario } from "../../../src/trials/scenario.js";
import { simulateTrial, type TrialEvent } from "../../../src/trials/simulate-trial.js";
import { scriptedDesign } from "./toy-design.js";

/** Patients arrive at the given times and have the given outcomes, in order of enrollment. */
function scripted<Outcome>(
  arrivals: readonly number[],
  outcomes: readonly Outcome[],
  options: Partial<Scenario<Outcome>> = {},
): Scenario<Outcome> {
  let patient = 0;
  return {
    armCount: 2,
    whileClosed: "wait",
    nextArrival: (previous) => arrivals[arrivals.indexOf(previous) + 1] ?? Number.POSITIVE_INFINITY,
    outcome: () => outcomes[patient++],
    metrics: () => ({ descriptions: [], measureInto: () => {} }),
    ...options,
  };
}

const never = Number.POSITIVE_INFINITY;
const rng = () => rngFromSeed(1);

describe("simulateTrial", () => {
  it("reviews when the cohort is enrolled and followed up, and not while it waits for its next patient", () => {
    const design = scriptedDesign(binaryToxicity(), ["a", "b"], [{ enroll: 2, review: allOf(enrolled(2), followedUp) }]);
    const result = simulateTrial(design, scripted([1, 5], [never, never]), rng());
    expect(result.conclusion.at(-1)).toEqual({ time: 6, enrolled: 2, pending: 0, exhausted: false });
    expect(result.duration).toBe(6);
    expect(result.tally(0)).toEqual({ evaluated: 2, toxicities: 0 });
  });

  it("knows a DLT at its time, before the window ends", () => {
    const design = scriptedDesign(binaryToxicity(), ["a", "b"], [{ enroll: 1, review: evaluated(1) }]);
    const result = simulateTrial(design, scripted([2], [0.25]), rng());
    expect(result.duration).toBe(2.25);
    expect(result.tally(0)).toEqual({ evaluated: 1, toxicities: 1 });
  });

  it("ends follow-ups before a review and reviews before an entry at the same time", () => {
    const design = scriptedDesign(
      binaryToxicity(),
      ["a", "b"],
      [
        { enroll: 5, review: calendarTime(2) },
        { enroll: 5, review: calendarTime(3) },
      ],
    );
    const result = simulateTrial(design, scripted([1, 2], [never, never]), rng());
    expect(result.conclusion.slice(1)).toEqual([
      { time: 2, enrolled: 1, pending: 0, exhausted: false },
      { time: 3, enrolled: 2, pending: 0, exhausted: false },
    ]);
  });

  it("can review while enrollment is open and outcomes are pending", () => {
    const design = scriptedDesign(
      lateOnsetToxicity({ window: 10 }),
      ["a", "b"],
      [
        { enroll: never, review: enrolled(2) },
        { enroll: 1, review: enrolled(3) },
      ],
    );
    const result = simulateTrial(design, scripted([1, 2, 4], [never, never, never]), rng());
    expect(result.conclusion.map(({ time, pending }) => [time, pending])).toEqual([
      [0, 0],
      [2, 2],
      [4, 3],
    ]);
  });

  it("fires a review when nothing more can change, so an information target that no trial reaches never loops", () => {
    const design = scriptedDesign(
      survival({ followUp: 3 }),
      ["a", "b"],
      [
        { enroll: 2, review: information(10) },
        { enroll: 2, review: information(10) },
      ],
    );
    const result = simulateTrial(design, scripted([1, 2], [1.5, never]), rng());
    expect(result.conclusion).toEqual([
      { time: 0, enrolled: 0, pending: 0, exhausted: false },
      { time: 5, enrolled: 2, pending: 0, exhausted: true },
    ]);
    expect(result.tally(0)).toEqual({ patients: 2, events: 1, time: 4.5 });
  });

  it("ends a trial that lets only time pass", () => {
    const design = {
      ...scriptedDesign(binaryToxicity(), ["a", "b"], []),
      decide: (memory: never, data: { time: number }) => ({
        decision: {
          kind: "continue" as const,
          allocate: () => [1, 0],
          enroll: 0,
          review: calendarTime(data.time + 1),
          reasons: () => [],
        },
        memory,
      }),
    };
    expect(simulateTrial(design, scripted([1], [never]), rng()).duration).toBeLessThan(2000);
  });

  it("lets those who arrive while enrollment is closed wait, or loses them", () => {
    const script = [
      { enroll: 1, review: allOf(enrolled(1), followedUp) },
      { enroll: 1, review: enrolled(2) },
    ];
    const design = scriptedDesign(binaryToxicity({ window: 3 }), ["a", "b"], script);
    const at = (whileClosed: "wait" | "lost") =>
      simulateTrial(design, scripted([1, 2, 7], [never, never], { whileClosed }), rng()).duration;
    expect(at("wait")).toBe(4);
    expect(at("lost")).toBe(7);
  });

  it("does not wait for patients who drop out, and counts them as enrolled only", () => {
    const design = scriptedDesign(
      binaryToxicity({ window: 4 }),
      ["a", "b"],
      [{ enroll: 2, review: allOf(enrolled(2), followedUp) }],
    );
    let patient = 0;
    const scenario = scripted([1, 2], [never, 3], { dropout: () => [0.5, never][patient++] });
    const result = simulateTrial(design, scenario, rng());
    expect(result.enrolled).toBe(2);
    expect(result.tally(0)).toEqual({ evaluated: 1, toxicities: 1 });
    expect(result.duration).toBe(5);
  });

  it("combines milestones with and / or, and measures follow-up of all who are still followed", () => {
    const design = scriptedDesign(
      survival(),
      ["a", "b"],
      [
        { enroll: never, review: anyOf(information(1), calendarTime(100)) },
        { enroll: never, review: allOf(enrolled(3), followedFor(2)) },
      ],
    );
    const result = simulateTrial(design, scripted([1, 2, 3], [never, 4, never]), rng());
    expect(result.conclusion.map(({ time, exhausted }) => [time, exhausted])).toEqual([
      [0, false],
      [6, false],
      [6, false],
    ]);
  });

  it("draws the arm from the patient's own stream, so that weights change nothing else", () => {
    const arms = ["a", "b"];
    const run = (weights: readonly number[]) => {
      const events: TrialEvent<unknown, unknown, unknown>[] = [];
      const design = scriptedDesign(binaryToxicity(), arms, [{ enroll: 200, review: enrolled(200), allocate: () => weights }]);
      simulateTrial(
        design,
        scripted(
          Array.from({ length: 200 }, (_, i) => i + 1),
          new Array(200).fill(never),
        ),
        rng(),
        (event) => events.push(event),
      );
      return events.flatMap((event) => (event.kind === "enrolled" ? [event.patient.arm] : []));
    };
    const even = run([0.5, 0.5]);
    const more = run([0.6, 0.4]);
    expect(even.filter((arm) => arm === 0).length).toBeGreaterThan(60);
    expect(even.every((arm, i) => arm === 1 || more[i] === 0)).toBe(true);
  });

  it("refuses weights that are not probabilities, and scenarios with too few arms", () => {
    const bad = scriptedDesign(binaryToxicity(), ["a", "b"], [{ enroll: 1, review: enrolled(1), allocate: () => [0.5, 0.6] }]);
    expect(() => simulateTrial(bad, scripted([1], [never]), rng())).toThrow(
      "scripted: allocation weights must be 2 probabilities that sum to 1, got [0.5,0.6]",
    );
    const nan = scriptedDesign(
      binaryToxicity(),
      ["a", "b"],
      [{ enroll: 1, review: enrolled(1), allocate: () => [Number.NaN, 0.6] }],
    );
    expect(() => simulateTrial(nan, scripted([1], [never]), rng())).toThrow("allocation weights");
    const wide = scriptedDesign(binaryToxicity(), ["a", "b", "c"], []);
    expect(() => simulateTrial(wide, scripted([1], [never]), rng())).toThrow("know the outcomes on all 3 arms");
  });
});
