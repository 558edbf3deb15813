import { describe, expect, it } from "vitest";
import { calibrate } from "../../../../src/trials/calibration/calibrate.js";
import { type Point, RootSearch } from "../../../../src/trials/calibration/root-search.js";
import { binaryResponse } from "../../../../src/trials/comparative/binary-response.js";
import { continuousResponse } from "../../../../src/trials/comparative/continuous-response.js";
import { bayesianAdaptive } from "../../../../src/trials/designs/adaptive/bayesian-adaptive.js";
import { parallelGroup } from "../../../../src/trials/designs/randomized/parallel-group.js";
import { binaryScenario } from "../../../../src/trials/scenarios/binary-scenario.js";
import { continuousScenario } from "../../../../src/trials/scenarios/continuous-scenario.js";

const equal = binaryScenario({ probabilities: [0.3, 0.3] });
const adaptive = (superiority: number) =>
  bayesianAdaptive({ arms: 2, response: binaryResponse(), looks: [40, 80, 120], superiority, inferiority: 1 - superiority });

describe("calibrate", () => {
  it("finds the significance level of a t test with a given type I error: that error", async () => {
    const result = await calibrate({
      design: (alpha) => parallelGroup({ arms: 2, patients: 40, response: continuousResponse(), alpha }),
      scenario: continuousScenario({ means: [0, 0], standardDeviations: [1, 1] }),
      metric: "ended[superiority]",
      target: 0.1,
      range: [0.01, 0.5],
      replicates: 4000,
      seed: 1,
    });
    expect(result.found).toBe(true);
    // Welch's test is exact to less than 0.001 here; 4.5 standard errors are beyond chance.
    expect(Math.abs(result.value - 0.1)).toBeLessThan(4.5 * result.valueStandardError + 0.001);
    expect(result.valueStandardError).toBeGreaterThan(0.003);
    expect(result.valueStandardError).toBeLessThan(0.008);
    expect(result.interval[0]).toBeLessThan(result.estimate.mean);
    expect(result.finding).toContain("Monte Carlo standard error");
  });

  it("calibrates a stopping threshold, by seed to the bit, and confirms it with new trials", async () => {
    const settings = {
      design: adaptive,
      scenario: equal,
      metric: "ended[superiority]",
      target: 0.05,
      range: [0.9, 0.9999],
      replicates: 2000,
    } as const;
    const seen: number[] = [];
    const first = await calibrate({ ...settings, seed: 7, onProgress: ({ completed }) => seen.push(completed) });
    expect(await calibrate({ ...settings, seed: 7 })).toEqual(first);
    expect(seen).toEqual(first.evaluations.map((_, i) => i + 1));
    expect(first.found).toBe(true);
    expect(first.estimate.count).toBe(2000);
    expect(Math.abs(first.estimate.mean - 0.05)).toBeLessThan(4.5 * Math.sqrt(2) * 0.0049);
    expect((await calibrate({ ...settings, seed: 8 })).value).not.toBe(first.value);
  });

  it("ends on the side asked for", async () => {
    const result = await calibrate({
      design: adaptive,
      scenario: equal,
      metric: "ended[superiority]",
      target: 0.05,
      range: [0.9, 0.9999],
      replicates: 1000,
      seed: 3,
      side: "at most",
    });
    const last = result.evaluations.filter(({ value, estimate }) => value === result.value && estimate.count === 1000);
    expect(last[0].estimate.mean).toBeLessThanOrEqual(0.05);
  });

  it("says so in words when the range does not hold the target", async () => {
    const result = await calibrate({
      design: adaptive,
      scenario: equal,
      metric: "ended[superiority]",
      target: 0.9,
      range: [0.9, 0.999],
      replicates: 500,
      seed: 1,
    });
    expect(result.found).toBe(false);
    expect(result.finding).toMatch(
      /^The target was not reached: at both ends of the range, 0.9 and 0.999, the metric is below it/,
    );
  });

  it("stops when it is told to", async () => {
    const controller = new AbortController();
    const run = calibrate({
      design: adaptive,
      scenario: equal,
      metric: "ended[superiority]",
      target: 0.05,
      range: [0.9, 0.999],
      replicates: 1000,
      seed: 1,
      signal: controller.signal,
      onProgress: () => controller.abort(new Error("enough")),
    });
    await expect(run).rejects.toThrow("enough");
  });

  const valid = {
    design: adaptive,
    scenario: equal,
    metric: "ended[superiority]",
    target: 0.05,
    range: [0.9, 0.99] as const,
    seed: 1,
  };
  it.each([
    ["metric", { ...valid, metric: "power", replicates: 100 }],
    ["range", { ...valid, range: [0.99, 0.9] as const }],
    ["target", { ...valid, target: Number.NaN }],
    ["replicates", { ...valid, replicates: 10 }],
    ["side", { ...valid, side: "left" as never }],
    ["trials", { ...valid, trials: 10 } as never],
  ])("refuses a bad %s", async (argument, options) => {
    await expect(calibrate(options)).rejects.toThrow(new RegExp(`^calibrate: ${argument} must `));
  });
});

describe("the root search", () => {
  const exact =
    (f: (x: number) => number) =>
    async (value: number): Promise<Point> => ({ value, height: f(value), error: 1e-6 });
  it.each([
    ["a line", (x: number) => 2 * x - 1, 0.5],
    ["a steep curve", (x: number) => 0.05 - (1 - x) ** 0.3, 1 - 0.05 ** (1 / 0.3)],
    ["a step", (x: number) => (x < 0.7 ? -1 : 1), 0.7],
  ])("finds the root of %s", async (_name, f, root) => {
    const search = new RootSearch({ range: [0, 1], tolerance: undefined, side: "either", most: 200 });
    const { value, problem } = await search.find(exact(f), exact(f));
    expect(problem).toBeUndefined();
    expect(Math.abs(value - root)).toBeLessThan(2e-6);
  });

  it("follows a root that moves when more trials are run", async () => {
    const search = new RootSearch({ range: [0, 1], tolerance: 1e-9, side: "either", most: 200 });
    const { value } = await search.find(
      exact((x) => x - 0.2),
      exact((x) => x - 0.45),
    );
    // Values closer than 1e-7 of the range are not told apart.
    expect(Math.abs(value - 0.45)).toBeLessThan(1e-7);
  });
});
