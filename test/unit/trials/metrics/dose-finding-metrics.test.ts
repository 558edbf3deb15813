import { describe, expect, it } from "vitest";
import { type DoseFindingTruth, doseFindingMetrics } from "../../../../src/trials/metrics/dose-finding-metrics.js";

const truth: DoseFindingTruth = { arms: ["a", "b", "c"], toxicity: [0.1, 0.3, 0.5], target: 0.3 };

/** The metrics of a trial with these patients and toxicities by dose. */
function measured(given: DoseFindingTruth, dose: number | null, patients: readonly number[], toxicities: readonly number[]) {
  const metrics = doseFindingMetrics(given);
  const out = new Float64Array(metrics.descriptions.length + 2).fill(-1);
  metrics.measureInto(out, 1, {
    conclusion: { dose },
    enrolled: patients.reduce((sum, n) => sum + n, 0),
    duration: 12.5,
    reviews: 4,
    enrolledOn: (arm) => patients[arm],
    tally: (arm) => ({ evaluated: patients[arm], toxicities: toxicities[arm] }),
  });
  expect([out[0], out.at(-1)]).toEqual([-1, -1]);
  return Object.fromEntries(metrics.descriptions.map(({ name }, i) => [name, out[i + 1]]));
}

describe("the metrics of dose finding", () => {
  it("tell selection, patients, toxicities and duration, and compare with the target", () => {
    expect(measured(truth, 1, [3, 6, 3], [0, 2, 2])).toEqual({
      "selected[1]": 0,
      "selected[2]": 1,
      "selected[3]": 0,
      "selected[none]": 0,
      "patients[1]": 3,
      "patients[2]": 6,
      "patients[3]": 3,
      "toxicities[1]": 0,
      "toxicities[2]": 2,
      "toxicities[3]": 2,
      patients: 12,
      toxicities: 4,
      duration: 12.5,
      correct: 1,
      selectedAboveTarget: 0,
      patientsAboveTarget: 3,
      overdosing: 0,
    });
  });

  it("tell overdosing when more than 60 % of the patients were treated above the target", () => {
    expect(measured(truth, 2, [2, 2, 6], [0, 0, 3])).toMatchObject({ overdosing: 0, selectedAboveTarget: 1, correct: 0 });
    expect(measured(truth, 2, [2, 1, 6], [0, 0, 3])).toMatchObject({ overdosing: 1, patientsAboveTarget: 6 });
  });

  it("count no dose as correct when there is none to find", () => {
    const none = { ...truth, trueLevel: null };
    expect(measured(none, null, [3, 0, 0], [3, 0, 0])).toMatchObject({ correct: 1, "selected[none]": 1 });
    expect(measured(none, 0, [3, 0, 0], [0, 0, 0])).toMatchObject({ correct: 0, "selected[1]": 1 });
  });

  it("take the dose nearest to the target as true, the lowest of equals, unless told another", () => {
    const equal: DoseFindingTruth = { arms: ["a", "b"], toxicity: [0.25, 0.75], target: 0.5 };
    expect(measured(equal, 0, [3, 3], [0, 0])).toMatchObject({ correct: 1 });
    expect(measured({ ...equal, trueLevel: 2 }, 0, [3, 3], [0, 0])).toMatchObject({ correct: 0 });
    expect(measured({ ...equal, trueLevel: 2 }, 1, [3, 3], [0, 0])).toMatchObject({ correct: 1 });
  });

  it("leave out what needs a target when there is none", () => {
    const { target: _, ...without } = truth;
    expect(Object.keys(measured(without, 1, [3, 6, 3], [0, 2, 2]))).toHaveLength(13);
  });

  it("say what they are: unit, label and the arm they are about", () => {
    const descriptions = doseFindingMetrics(truth).descriptions;
    expect(descriptions.find(({ name }) => name === "toxicities[2]")).toEqual({
      name: "toxicities[2]",
      label: "DLTs at b",
      unit: "events",
      arm: 1,
    });
    expect(descriptions.find(({ name }) => name === "selected[none]")).toEqual({
      name: "selected[none]",
      label: "no dose selected",
      unit: "proportion",
    });
  });
});
