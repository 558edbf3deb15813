import { describe, expect, it } from "vitest";
import { hazardOnset, onsetAtWindowEnd, uniformOnset, weibullOnset } from "../../../../src/trials/index.js";

const probability = 0.3;
const window = 28;
/** Numbers of patients with a toxicity, evenly spread. */
const toxic = Array.from({ length: 3000 }, (_, i) => (probability * (i + 0.5)) / 3000);

describe("onset of toxicities", () => {
  it("is at the window's end, and then only", () => {
    expect(onsetAtWindowEnd().time(0.01, probability, window)).toBe(window);
  });

  it("is uniform over the window", () => {
    expect(uniformOnset().time(0.15, probability, window)).toBeCloseTo(14, 12);
    expect(uniformOnset().time(0.3, probability, window)).toBe(window);
  });

  it.each([uniformOnset(), weibullOnset()])(
    "is never beyond the window, however near the patient's number is to the probability",
    (onset) => {
      for (let i = 1; i < 2000; i++) {
        const p = i / 2000;
        const below = p * (1 - 2 ** -53);
        for (const length of [1, 7, 28, 0.3]) expect(onset.time(below, p, length)).toBeLessThanOrEqual(length);
      }
    },
  );

  it.each([0.2, 0.5, 0.8])("is Weibull with a part %s of toxicities in the second half of the window", (late) => {
    const onset = weibullOnset({ late });
    const times = toxic.map((u) => onset.time(u, probability, window));
    expect(times.filter((time) => time > window / 2).length / times.length).toBeCloseTo(late, 3);
    expect(times.every((time, i) => time > 0 && time <= window && (i === 0 || time > times[i - 1]))).toBe(true);
    // The cumulative probability at the window's end is the dose's own, at the half of it the rest of the late part.
    expect(onset.time(probability, probability, window)).toBeCloseTo(window, 10);
    expect(onset.time((1 - late) * probability, probability, window)).toBeCloseTo(window / 2, 10);
  });

  it("follows the Weibull distribution function 1 − exp(−rate·t^shape)", () => {
    const shape = Math.log2(Math.log(1 - 0.3) / Math.log(1 - 0.5 * 0.3));
    const rate = -Math.log(1 - 0.3) / window ** shape;
    for (const u of [0.001, 0.1, 0.29]) {
      const time = weibullOnset().time(u, probability, window);
      expect(1 - Math.exp(-rate * time ** shape)).toBeCloseTo(u, 12);
    }
  });

  it("gives each dose its own times, whatever was asked before", () => {
    const shared = weibullOnset();
    shared.time(0.1, 0.2, 1);
    expect(shared.time(0.1, 0.4, 1)).toBe(weibullOnset().time(0.1, 0.4, 1));
  });

  it.each([0, 1, -0.5, "late", Number.NaN])("refuses the late part %j", (late) => {
    expect(() => weibullOnset({ late: late as number })).toThrow("weibullOnset: late must be in (0, 1), got ");
  });

  it("has a recipe that says all", () => {
    expect(weibullOnset().recipe).toEqual({ make: "weibullOnset", options: { late: 0.5 } });
    expect(uniformOnset().recipe).toEqual({ make: "uniformOnset", options: {} });
    expect(onsetAtWindowEnd().recipe).toEqual({ make: "onsetAtWindowEnd", options: {} });
  });
});

describe("hazardOnset", () => {
  it("is exponential for a constant hazard, however many pieces it is cut into", () => {
    for (const pieces of [1, 2, 7, 100]) {
      const onset = hazardOnset({ hazards: new Array(pieces).fill(2.5) });
      // Pr(T ≤ t) = 1 − (1 − p)^(t / window): at half the window 1 − √(1 − p).
      expect(onset.time(1 - Math.sqrt(1 - probability), probability, window)).toBeCloseTo(window / 2, 10);
      expect(onset.time(probability * (1 - 2 ** -53), probability, window)).toBeLessThanOrEqual(window);
    }
  });

  it("lets toxicities happen where the hazard is, in its proportions", () => {
    const onset = hazardOnset({ hazards: [3, 0, 1] });
    const times = toxic.map((u) => onset.time(u, 0.3, 3));
    expect(times.every((time) => time <= 1 || time >= 2)).toBe(true);
    // Three quarters of the cumulative hazard come first: Pr(T ≤ 1) = 1 − 0.7^(3/4).
    expect(times.filter((time) => time <= 1).length / times.length).toBeCloseTo((1 - 0.7 ** 0.75) / 0.3, 3);
  });

  it("refuses hazards that are none", () => {
    expect(() => hazardOnset({ hazards: [] })).toThrow("hazardOnset: hazards must be a list of 1 to 10000 hazards");
    expect(() => hazardOnset({ hazards: [1, -1] })).toThrow("hazards[1] must be a finite number, 0 or more, got -1");
    expect(() => hazardOnset({ hazards: [1, Number.NaN] })).toThrow("hazards[1]");
    expect(() => hazardOnset({ hazards: [1, 0] })).toThrow("hazards[1] must be above 0: it is the last");
  });
});
