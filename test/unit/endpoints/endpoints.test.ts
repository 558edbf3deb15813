import { describe, expect, it } from "vitest";
import { binaryToxicity, continuous, lateOnsetToxicity, survival, toxicityEfficacy } from "../../../src/endpoints/index.js";

describe("binaryToxicity", () => {
  const endpoint = binaryToxicity({ window: 4 });

  it("knows a DLT as soon as it happens and its absence at the window's end", () => {
    expect(endpoint.completeAfter(1.5)).toBe(1.5);
    expect(endpoint.completeAfter(Number.POSITIVE_INFINITY)).toBe(4);
    expect(endpoint.observe(1.5, 1.4)).toEqual({ toxic: false, followUp: 0 });
    expect(endpoint.observe(1.5, 1.5)).toEqual({ toxic: true, followUp: 1 });
    expect(endpoint.observe(Number.POSITIVE_INFINITY, 3.9)).toEqual({ toxic: false, followUp: 0 });
    expect(endpoint.observe(Number.POSITIVE_INFINITY, 4)).toEqual({ toxic: false, followUp: 1 });
  });

  it("takes a DLT after the window for none", () => {
    expect(endpoint.completeAfter(5)).toBe(4);
    expect(endpoint.observe(5, 10)).toEqual({ toxic: false, followUp: 1 });
  });

  it("does not count a patient who was lost before the window's end", () => {
    const tally = endpoint.add(endpoint.emptyTally, endpoint.observe(Number.POSITIVE_INFINITY, 2));
    expect(tally).toEqual({ evaluated: 0, toxicities: 0 });
    expect(endpoint.add(tally, endpoint.observe(1, 2))).toEqual({ evaluated: 1, toxicities: 1 });
  });

  it("refuses what is not an observation, naming where it is", () => {
    expect(() => endpoint.parse({ toxic: 1 }, "P1")).toThrow("observe: P1.toxic must be true (a DLT) or false (none), got 1");
    expect(() => endpoint.parse({ toxic: true, grade: 3 }, "P1")).toThrow("P1.grade");
    expect(() => endpoint.parse({ toxic: false, followUp: 1.2 }, "P1")).toThrow("P1.followUp");
    expect(() => binaryToxicity({ window: 0 })).toThrow("binaryToxicity: window must be a positive, finite time, got 0");
  });
});

describe("lateOnsetToxicity", () => {
  it("reports the part of the window that a patient was followed for", () => {
    const endpoint = lateOnsetToxicity({ window: 2 });
    expect(endpoint.observe(Number.POSITIVE_INFINITY, 0.5)).toEqual({ toxic: false, followUp: 0.25 });
    expect(endpoint.isComplete(endpoint.observe(Number.POSITIVE_INFINITY, 2))).toBe(true);
    expect(endpoint.describe({ toxic: false, followUp: 0.25 })).toBe("no DLT after 25 % of the window");
  });
});

describe("toxicityEfficacy", () => {
  it("knows each outcome in its own window", () => {
    const endpoint = toxicityEfficacy({ toxicityWindow: 1, efficacyWindow: 3 });
    const outcome = { toxicity: Number.POSITIVE_INFINITY, efficacy: 2 };
    expect(endpoint.completeAfter(outcome)).toBe(2);
    expect(endpoint.observe(outcome, 1.5)).toEqual({ toxic: false, response: null });
    expect(endpoint.observe(outcome, 2)).toEqual({ toxic: false, response: true });
    const tally = endpoint.add(endpoint.emptyTally, { toxic: false, response: null });
    expect(tally).toMatchObject({ toxicityEvaluated: 1, efficacyEvaluated: 0, evaluated: 0 });
  });
});

describe("continuous", () => {
  it("adds up mean and squares as their definitions do", () => {
    const endpoint = continuous({ measuredAfter: 1 });
    expect(endpoint.observe(7, 0.9)).toEqual({ value: null });
    const values = [3, -1, 4, 1.5, 9];
    const tally = values.reduce((sum, value) => endpoint.add(sum, endpoint.observe(value, 1)), endpoint.emptyTally);
    const mean = values.reduce((a, b) => a + b) / values.length;
    expect(tally.count).toBe(5);
    expect(tally.mean).toBeCloseTo(mean, 14);
    expect(tally.squares).toBeCloseTo(
      values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0),
      12,
    );
  });
});

describe("survival", () => {
  it("censors while the patient is event-free and counts events as information", () => {
    const endpoint = survival({ followUp: 10 });
    expect(endpoint.observe(4, 3)).toEqual({ time: 3, event: false });
    expect(endpoint.observe(4, 4)).toEqual({ time: 4, event: true });
    expect(endpoint.observe(40, 30)).toEqual({ time: 10, event: false });
    expect(endpoint.completeAfter(40)).toBe(10);
    const tally = endpoint.add(endpoint.add(endpoint.emptyTally, endpoint.observe(4, 9)), endpoint.observe(40, 6));
    expect(tally).toEqual({ patients: 2, events: 1, time: 10 });
    expect(endpoint.information(tally)).toBe(1);
  });
});
