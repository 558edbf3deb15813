import { describe, expect, it } from "vitest";
import { nearestDose } from "../../../../../src/trials/dose-finding/crm/crm-fitter.js";
import { adaptiveWeight } from "../../../../../src/trials/dose-finding/crm/partial-follow-up.js";
import {
  coherentSequence,
  crmSampleSize,
  fitCrm,
  followUpWeights,
  incoherences,
  indifferenceIntervals,
  indifferenceSkeleton,
} from "../../../../../src/trials/index.js";

const skeleton = [0.05, 0.12, 0.25, 0.4, 0.55];
const base = { target: 0.25, skeleton };

describe("indifferenceSkeleton", () => {
  it("makes all indifference intervals as wide as asked", () => {
    for (const model of ["power", "logistic"] as const) {
      const made = indifferenceSkeleton({ target: 0.25, halfwidth: 0.06, priorLevel: 3, doses: 5, model });
      expect(made[2]).toBe(0.25);
      for (const { lower, upper } of indifferenceIntervals({ target: 0.25, skeleton: made, model })) {
        // The boundary is the mean of two doses' toxicities: their own distance to the target is only nearly the half-width.
        if (lower !== undefined) expect(lower).toBeCloseTo(0.19, 1);
        if (upper !== undefined) expect(upper).toBeCloseTo(0.31, 1);
      }
    }
  });

  it.each([
    [{ halfwidth: 0.3 }, "indifferenceSkeleton: halfwidth must be in (0, 0.25), got 0.3"],
    [{ halfwidth: 0 }, "halfwidth must be in (0, 0.25)"],
    [{ target: 0 }, "target must be in (0, 1)"],
    [{ priorLevel: 6 }, "priorLevel must be an integer from 1 to 5"],
    [{ doses: 0 }, "doses must be an integer from 1 to 100"],
    [{ model: "probit" }, 'model must be "power" or "logistic"'],
    [{ model: "logistic", intercept: -2 }, "target must be below"],
    [{ halfwidth: 0.2, doses: 40, priorLevel: 1 }, "halfwidth must be so small"],
    [{ width: 1 }, "width must be one of its options"],
  ])("refuses %o", (bad, message) => {
    const good = { target: 0.25, halfwidth: 0.05, priorLevel: 3, doses: 5 };
    expect(() => indifferenceSkeleton({ ...good, ...bad } as never)).toThrow(message);
  });
});

describe("nearestDose", () => {
  it("takes the lower of equals, the highest when all are at most the target, the lowest when all are at least it", () => {
    expect(nearestDose([0.1, 0.2, 0.4], 0.3)).toBe(1);
    expect(nearestDose([0.25, 0.25, 0.25], 0.3)).toBe(2);
    expect(nearestDose([0.35, 0.35, 0.35], 0.3)).toBe(0);
    expect(nearestDose([0.3, 0.3, 0.3], 0.3)).toBe(2);
  });
});

describe("weights of follow-up", () => {
  it("grow from 0 to 1 by equal steps from DLT to DLT", () => {
    const times = [0.2, 0.5];
    expect([0, 0.1, 0.2, 0.35, 0.5, 0.75, 1].map((u) => adaptiveWeight(u, times, 2))).toEqual(
      [0, 1 / 6, 1 / 3, 1 / 2, 2 / 3, 5 / 6, 1].map((w) => expect.closeTo(w, 14)),
    );
    expect(adaptiveWeight(0.4, [], 0)).toBe(0.4);
    // Two DLTs at one time, and one at the window's end.
    expect(adaptiveWeight(0.5, [0.5, 0.5], 2)).toBeCloseTo(2 / 3, 14);
    expect(adaptiveWeight(1, [1], 1)).toBe(1);
  });

  it("are 1 for DLTs and complete follow-up", () => {
    const options = { followUp: [10, 40, 100, 25], toxic: [true, false, false, false], window: 50 };
    expect(followUpWeights(options)).toEqual([1, 0.8, 1, 0.5]);
    expect(followUpWeights({ ...options, weighting: "adaptive" })).toEqual([1, 0.875, 1, 0.6875]);
  });

  it("are refused for bad input", () => {
    const options = { followUp: [10, 40], toxic: [true, false], window: 50 };
    expect(() => followUpWeights({ ...options, window: 0 })).toThrow("followUpWeights: window must be a positive, finite time");
    expect(() => followUpWeights({ ...options, followUp: [10, -1] })).toThrow(
      "followUpWeights: followUp[1] must be a finite time",
    );
    expect(() => followUpWeights({ ...options, toxic: [true] })).toThrow("followUpWeights: toxic must have 2 entries");
  });
});

describe("fitCrm", () => {
  const patients = [
    { level: 3, toxic: false },
    { level: 5, toxic: false },
    { level: 5, toxic: true },
  ];

  it("orders the estimators by convexity, and its limits around the estimate", () => {
    const [plugIn, mean, median] = (["plug-in", "mean", "median"] as const).map((estimator) =>
      fitCrm({ ...base, patients, estimator }),
    );
    plugIn.toxicity.forEach((p, dose) => {
      expect(plugIn.lower[dose]).toBeLessThan(p);
      expect(plugIn.upper[dose]).toBeGreaterThan(p);
    });
    expect(mean.toxicity[0]).toBeGreaterThan(median.toxicity[0]);
    expect(mean.parameter).toBe(plugIn.parameter);
  });

  it("says why there is no maximum likelihood estimate", () => {
    const none = fitCrm({ ...base, patients: patients.slice(0, 2), likelihood: true });
    expect(none.reason).toMatch(/^no patient had a DLT/);
    expect(none).toMatchObject({ parameter: Number.POSITIVE_INFINITY, level: 5, toxicity: [0, 0, 0, 0, 0] });
    expect(none.variance).toBeNaN();
    const all = fitCrm({ ...base, patients: patients.slice(2), likelihood: true });
    expect(all.reason).toMatch(/^all patients had a DLT/);
    expect(all).toMatchObject({ level: 1, toxicity: [1, 1, 1, 1, 1] });
  });

  it.each([
    [{ patients: [{ level: 6, toxic: true }] }, "fitCrm: patients[0].level must be a dose level from 1 to 5, got 6"],
    [{ patients: [{ level: 1, toxic: 1 }] }, "fitCrm: patients[0].toxic must be true or false"],
    [{ patients: [{ level: 1, toxic: false, weight: 1.5 }] }, "fitCrm: patients[0].weight must be in [0, 1]"],
    [{ patients: [null] }, "fitCrm: patients[0].level must"],
    [{ patients: undefined }, "fitCrm: patients must be a list"],
    [{ skeleton: [0.3, 0.2] }, "fitCrm: skeleton[1] must be larger"],
    [{ priorDeviation: -1 }, "fitCrm: priorDeviation must be a positive"],
    [{ confidence: 1 }, "fitCrm: confidence must be in (0, 1)"],
    [{ estimator: "mean", likelihood: true }, 'fitCrm: estimator must be "plug-in" for'],
  ])("refuses %o", (bad, message) => {
    expect(() => fitCrm({ ...base, patients, ...bad } as never)).toThrow(message);
  });
});

describe("crmSampleSize", () => {
  it("grows with the probability wanted and falls with the odds ratio", () => {
    const size = (correctSelection: number, oddsRatio: number) =>
      crmSampleSize({ correctSelection, target: 0.25, doses: 5, oddsRatio }).exact;
    expect(size(0.7, 2)).toBeGreaterThan(size(0.6, 2));
    expect(size(0.6, 1.8)).toBeGreaterThan(size(0.6, 2));
  });

  it.each([
    [{ correctSelection: 0.1 }, "crmSampleSize: correctSelection must be in (0.2, 1), got 0.1"],
    [{ oddsRatio: 1 }, "crmSampleSize: oddsRatio must be a finite number above 1"],
    [{ oddsRatio: 1.001 }, "crmSampleSize: oddsRatio must be such that at most 100000 patients are needed"],
    [{ doses: 1 }, "crmSampleSize: doses must be an integer from 2"],
    [{ target: 1 }, "crmSampleSize: target must be in (0, 1)"],
  ])("refuses %o", (bad, message) => {
    expect(() => crmSampleSize({ correctSelection: 0.5, target: 0.25, doses: 5, oddsRatio: 2, ...bad })).toThrow(message);
  });
});

describe("indifference intervals and initial sequences", () => {
  it("join where two levels are equally far from the target", () => {
    const intervals = indifferenceIntervals(base);
    intervals.slice(1).forEach(({ from, lower }, k) => {
      expect(intervals[k].to).toBe(from);
      expect((lower ?? 0) + skeleton[k + 1] ** Math.exp(from)).toBeCloseTo(0.5, 12);
    });
    expect(intervals[0].from).toBe(Number.NEGATIVE_INFINITY);
    expect(intervals[4].to).toBe(Number.POSITIVE_INFINITY);
  });

  it("find a sequence that is coherent, and not one more cautious", () => {
    const sequence = coherentSequence({ ...base, patients: 20 });
    expect(sequence).toHaveLength(20);
    expect(incoherences(sequence, base)).toEqual([]);
    expect(incoherences([...new Array(15).fill(1), 2, 3, 4, 5, 5], base)[0]).toMatchObject({ level: 1 });
  });

  it("refuse bad input", () => {
    expect(() => indifferenceIntervals({ target: 0.97, skeleton, model: "logistic" })).toThrow(
      "target must be reached by the model",
    );
    expect(() => incoherences([1], base)).toThrow("incoherences: sequence must give the levels of at least 2 patients");
    expect(() => incoherences([1, 9], base)).toThrow("incoherences: sequence[1] must be an integer from 1 to 5");
    expect(() => coherentSequence({ ...base, skeleton: [0.1, 0.2], patients: 9 })).toThrow("have at least 3 doses");
  });
});
