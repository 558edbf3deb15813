import { describe, expect, it } from "vitest";
import type { ComparativeConclusion } from "../../../../src/trials/comparative/comparative-design.js";
import { type ComparativeTruth, comparativeMetrics } from "../../../../src/trials/metrics/comparative-metrics.js";
import { readBinary, readContinuous, readSurvival } from "../../../../src/trials/metrics/tally-readings.js";

const truth: ComparativeTruth = {
  arms: ["control", "low", "high"],
  truth: [0.2, 0.4, 0.3],
  reading: readBinary,
  larger: "better",
  control: 0,
};

/** The metrics of a trial with these patients and events by arm. */
function measured(
  given: ComparativeTruth,
  conclusion: ComparativeConclusion,
  patients: readonly number[],
  tallies: readonly unknown[],
) {
  const metrics = comparativeMetrics(given);
  const out = new Float64Array(metrics.descriptions.length + 2).fill(-1);
  metrics.measureInto(out, 1, {
    conclusion,
    enrolled: patients.reduce((sum, n) => sum + n, 0),
    duration: 12.5,
    reviews: 4,
    enrolledOn: (arm) => patients[arm],
    tally: (arm) => tallies[arm],
  });
  expect([out[0], out.at(-1)]).toEqual([-1, -1]);
  return Object.fromEntries(metrics.descriptions.map(({ name }, i) => [name, out[i + 1]]));
}

const events = (...pairs: readonly (readonly [events: number, evaluated: number])[]) =>
  pairs.map(([events, evaluated]) => ({ events, evaluated }));

describe("the metrics of comparisons", () => {
  it("tell ending, findings, patients, events and the errors of estimates", () => {
    const all = measured(
      truth,
      { ending: "superiority", selected: 1, preferred: null },
      [10, 20, 10],
      events([3, 10], [10, 20], [1, 8]),
    );
    expect(all).toEqual({
      "ended[superiority]": 1,
      "ended[inferiority]": 0,
      "ended[equivalence]": 0,
      "ended[futility]": 0,
      "ended[harm]": 0,
      "ended[maximum]": 0,
      "selected[1]": 0,
      "selected[2]": 1,
      "selected[3]": 0,
      "selected[none]": 0,
      "preferred[1]": 0,
      "preferred[2]": 1,
      "preferred[3]": 0,
      "preferred[none]": 0,
      "patients[1]": 10,
      "patients[2]": 20,
      "patients[3]": 10,
      "events[1]": 3,
      "events[2]": 10,
      "events[3]": 1,
      patients: 40,
      events: 14,
      duration: 12.5,
      patientsOnBest: 20,
      correct: 1,
      idealDesign: 1,
      squaredError: expect.closeTo(0.01, 12),
      squaredEffectError: expect.closeTo(0, 12),
    });
  });

  it("take the design's own choice when nothing was found, as the arm one would use and not as a finding", () => {
    const all = measured(truth, { ending: "maximum", selected: null, preferred: 2 }, [5, 5, 5], events([1, 5], [2, 5], [2, 5]));
    expect(all).toMatchObject({ "selected[none]": 1, "preferred[3]": 1, correct: 0, "ended[maximum]": 1 });
    expect(all.idealDesign).toBeCloseTo(0.5, 12);
    expect(all.squaredError).toBeCloseTo(0.01, 12);
  });

  it("turn round when a small outcome is a good one", () => {
    const fewer = { ...truth, larger: "worse" } as const;
    const found = (selected: number) =>
      measured(fewer, { ending: "superiority", selected, preferred: selected }, [5, 5, 5], events([1, 5], [2, 5], [2, 5]));
    expect(found(0)).toMatchObject({ correct: 1, idealDesign: 1, patientsOnBest: 5, squaredEffectError: Number.NaN });
    expect(found(1)).toMatchObject({ correct: 0, idealDesign: 0 });
    expect(found(2).idealDesign).toBeCloseTo(0.5, 12);
  });

  it("hold a median that is never reached for better than any that is", () => {
    const medians = { ...truth, truth: [12, Number.POSITIVE_INFINITY, 20] };
    const found = (selected: number) =>
      measured(medians, { ending: "superiority", selected, preferred: null }, [5, 6, 7], events([0, 5], [0, 6], [0, 7]));
    expect(found(1)).toMatchObject({ correct: 1, idealDesign: 1, patientsOnBest: 6 });
    expect(found(0)).toMatchObject({ correct: 0, idealDesign: 0 });
  });

  it("call no finding correct when all arms are equally good, and know no ideal then", () => {
    const equal = { ...truth, truth: [0.3, 0.1 + 0.2, 0.3] };
    const tallies = events([1, 5], [2, 5], [0, 0]);
    expect(measured(equal, { ending: "futility", selected: null, preferred: null }, [5, 5, 5], tallies)).toMatchObject({
      correct: 1,
      idealDesign: Number.NaN,
      patientsOnBest: 15,
      squaredError: Number.NaN,
    });
    expect(measured(equal, { ending: "superiority", selected: 1, preferred: 1 }, [5, 5, 5], tallies)).toMatchObject({
      correct: 0,
    });
  });

  it("count each arm as good as the best as correct", () => {
    const tied = { ...truth, truth: [0.2, 0.4, 0.4] };
    for (const selected of [1, 2]) {
      const all = measured(tied, { ending: "superiority", selected, preferred: null }, [4, 6, 5], events([1, 4], [2, 6], [2, 5]));
      expect(all).toMatchObject({ correct: 1, patientsOnBest: 11 });
    }
  });

  it("leave errors out where tallies give no estimate, and comparisons where the design makes none", () => {
    const conclusion = { ending: "maximum", selected: null, preferred: null } as const;
    const tallies = [{ events: 3 }, { events: 2 }, { events: 1 }];
    const survival = measured({ ...truth, reading: readSurvival }, conclusion, [4, 4, 4], tallies);
    expect(survival).not.toHaveProperty("squaredError");
    const { larger: _, ...other } = truth;
    expect(Object.keys(measured({ ...other, reading: readSurvival }, conclusion, [4, 4, 4], tallies))).toEqual([
      "patients[1]",
      "patients[2]",
      "patients[3]",
      "events[1]",
      "events[2]",
      "events[3]",
      "patients",
      "events",
      "duration",
    ]);
  });

  it("read sums and means off continuous tallies", () => {
    const tallies = [
      { count: 4, mean: 1, squares: 2 },
      { count: 2, mean: 3.5, squares: 2 },
    ];
    const two = { ...truth, arms: ["a", "b"], truth: [1, 3], reading: readContinuous };
    const all = measured(two, { ending: "superiority", selected: 1, preferred: null }, [4, 2], tallies);
    expect(all).toMatchObject({ "sum[1]": 4, "sum[2]": 7, sum: 11, squaredError: 0.25, squaredEffectError: 0.25 });
  });
});
