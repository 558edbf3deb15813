import { describe, expect, it } from "vitest";
import {
  binary,
  binaryToxicity,
  continuous,
  count,
  lateOnsetToxicity,
  survival,
  toxicityEfficacy,
} from "../../../src/endpoints/index.js";

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

describe("binary", () => {
  it("knows the outcome at the assessment and not before", () => {
    const endpoint = binary({ measuredAfter: 2 });
    expect(endpoint.completeAfter(true)).toBe(2);
    expect(endpoint.observe(true, 1.9)).toEqual({ event: null });
    expect(endpoint.observe(true, 2)).toEqual({ event: true });
    expect(endpoint.observe(false, 5)).toEqual({ event: false });
    expect(endpoint.isComplete(endpoint.observe(true, 1.9))).toBe(false);
    expect(binary().observe(true, 0)).toEqual({ event: true });
  });

  it("counts patients and events, and leaves out who was lost before the assessment", () => {
    const endpoint = binary();
    const seen = [{ event: true }, { event: null }, { event: false }, { event: true }];
    const tally = seen.reduce((sum, observed) => endpoint.add(sum, observed), endpoint.emptyTally);
    expect(tally).toEqual({ evaluated: 3, events: 2 });
    expect(endpoint.information(tally)).toBe(3);
  });

  it("reads true and false, 1 and 0, with or without a name, and refuses the rest", () => {
    const { parse } = binary();
    expect([true, 1, { event: true }, { event: 1 }].map((it) => parse(it, "P1"))).toEqual(Array(4).fill({ event: true }));
    expect([false, 0, { event: 0 }].map((it) => parse(it, "P1"))).toEqual(Array(3).fill({ event: false }));
    expect(parse(null, "P1")).toEqual({ event: null });
    expect(() => parse({ event: 2 }, "P1")).toThrow(
      "observe: P1.event must be true (or 1), false (or 0), or null (not known), got 2",
    );
    expect(() => parse({ event: true, grade: 3 }, "P1")).toThrow("P1.grade");
    expect(() => parse({}, "P1")).toThrow("P1.event");
    expect(() => binary({ measuredAfter: -1 })).toThrow("binary: measuredAfter must be a finite time, 0 or later, got -1");
  });
});

describe("count", () => {
  const endpoint = count({ exposure: 10 });
  const times = [1, 4, 4, 9.5, 12];

  it("counts the events up to the follow-up, and none beyond the exposure", () => {
    expect(endpoint.observe(times, 0.5)).toEqual({ events: 0, exposure: 0.5 });
    expect(endpoint.observe(times, 4)).toEqual({ events: 3, exposure: 4 });
    expect(endpoint.observe(times, 20)).toEqual({ events: 4, exposure: 10 });
    expect(endpoint.isComplete({ events: 3, exposure: 4 })).toBe(false);
    expect(endpoint.isComplete({ events: 4, exposure: 10 })).toBe(true);
  });

  it("follows patients until the analysis when no exposure is given", () => {
    expect(count().completeAfter(times)).toBe(Number.POSITIVE_INFINITY);
    expect(count().observe(times, 20)).toEqual({ events: 5, exposure: 20 });
  });

  it("adds up events and exposure with their squares, of those lost as well", () => {
    const tally = [20, 4].reduce((sum, time) => endpoint.add(sum, endpoint.observe(times, time)), endpoint.emptyTally);
    expect(tally).toEqual({ patients: 2, events: 7, exposure: 14, eventSquares: 25, exposureSquares: 116 });
    expect(endpoint.information(tally)).toBe(7);
  });

  it("refuses what is no count", () => {
    expect(() => endpoint.parse({ events: 1.5, exposure: 2 }, "P1")).toThrow("P1.events");
    expect(() => endpoint.parse({ events: 1, exposure: -2 }, "P1")).toThrow("P1.exposure");
    expect(() => endpoint.parse({ events: 1, exposure: 2, arm: 1 }, "P1")).toThrow("P1.arm");
    expect(() => count({ exposure: 0 })).toThrow("count: exposure must be a positive time, got 0");
  });
});
