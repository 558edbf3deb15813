import { describe, expect, it } from "vitest";
import { doseEstimates } from "../../../../src/trials/index.js";

describe("doseEstimates", () => {
  it("gives each dose its own estimate, also after a dose that was skipped", () => {
    const [first, skipped, third] = doseEstimates(0.3, [6, 0, 6], [1, 0, 3]);
    expect(skipped).toBeNull();
    expect(first?.estimate).toBeCloseTo(1.05 / 6.1, 14);
    expect(third?.estimate).toBeCloseTo(0.5, 14);
    const alone = doseEstimates(0.3, [6], [3])[0];
    expect(third?.interval).toEqual(alone?.interval);
    expect(third?.aboveTarget).toBe(alone?.aboveTarget);
    expect([third?.patients, third?.toxicities]).toEqual([6, 3]);
  });

  it("pools doses whose rates fall, with the inverse posterior variances as weights", () => {
    const weight = (n: number, y: number) => ((n + 0.1) ** 2 * (n + 1.1)) / ((y + 0.05) * (n - y + 0.05));
    const mean = (n: number, y: number) => (y + 0.05) / (n + 0.1);
    const pooled = (weight(6, 3) * mean(6, 3) + weight(9, 1) * mean(9, 1)) / (weight(6, 3) + weight(9, 1));
    const estimates = doseEstimates(0.3, [6, 9], [3, 1]);
    expect(estimates.map((dose) => dose?.estimate)).toEqual([expect.closeTo(pooled, 14), expect.closeTo(pooled, 14)]);
    expect(estimates[0]?.interval).toEqual(estimates[1]?.interval);
  });

  it("widens the interval with its level", () => {
    const [narrow] = doseEstimates(0.3, [9], [3], { level: 0.5 });
    const [wide] = doseEstimates(0.3, [9], [3], { level: 0.99 });
    expect(wide?.interval[0]).toBeLessThan(narrow?.interval[0] as number);
    expect(wide?.interval[1]).toBeGreaterThan(narrow?.interval[1] as number);
  });

  it("says nothing of a trial without patients", () => {
    expect(doseEstimates(0.3, [0, 0], [0, 0])).toEqual([null, null]);
  });

  const refused: readonly (readonly [unknown, unknown, unknown, unknown, string])[] = [
    [0, [3], [0], {}, "doseEstimates: target must be in (0, 1), got 0"],
    [0.3, [3], [0], { level: 1 }, "doseEstimates: level must be in (0, 1), got 1"],
    [0.3, [3], [0], { alpha: 1 }, "doseEstimates: alpha must be one of its options (level), got 1"],
    [0.3, [], [], {}, "doseEstimates: patients must give a count for at least one dose, got []"],
    [0.3, 3, [0], {}, "doseEstimates: patients must give a count for at least one dose, got 3"],
    [0.3, [3], null, {}, "doseEstimates: toxicities must give a count for at least one dose, got null"],
    [0.3, [3, 3], [0], {}, "doseEstimates: toxicities must be as many as the patients (2 doses), got [0]"],
    [0.3, [3, -1], [0, 0], {}, "doseEstimates: patients[1] must be an integer from 0, got -1"],
    [0.3, [3, 3], [0, 4], {}, "doseEstimates: toxicities[1] must be an integer from 0 to 3, got 4"],
    [0.3, [3, 3], [0, 0.5], {}, "doseEstimates: toxicities[1] must be an integer from 0 to 3, got 0.5"],
  ];
  it.each(refused)("refuses %j %j %j %j", (target, patients, toxicities, options, message) => {
    expect(() => doseEstimates(target as number, patients as number[], toxicities as number[], options as object)).toThrow(
      message,
    );
  });
});
