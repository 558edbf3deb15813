/**
 * Allocation functions and targets of response-adaptive rules. Source of the values: rar-rules.json (closed forms, and the test files of the R package
 * RARtrials 0.0.1, whose numbers have seven digits; it estimates p by (x + 1) / (n + 2)).
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  doublyAdaptiveBiasedCoin,
  huZhangAllocation,
} from "../../../../src/trials/adaptive/rules/doubly-adaptive-biased-coin.js";
import { eradeAllocation } from "../../../../src/trials/adaptive/rules/erade.js";
import { aOptimalTarget } from "../../../../src/trials/adaptive/targets/a-optimal-target.js";
import type { AllocationTarget } from "../../../../src/trials/adaptive/targets/allocation-target.js";
import { maximumPowerAllocation } from "../../../../src/trials/adaptive/targets/maximum-power-target.js";
import { neymanTarget } from "../../../../src/trials/adaptive/targets/neyman-target.js";
import { rsihrTarget } from "../../../../src/trials/adaptive/targets/rsihr-target.js";
import { urnTarget } from "../../../../src/trials/adaptive/targets/urn-target.js";
import { zhangRosenbergerTarget } from "../../../../src/trials/adaptive/targets/zhang-rosenberger-target.js";

const values = JSON.parse(readFileSync(new URL("../data/rar-rules.json", import.meta.url), "utf8"));

const byProportions = (target: AllocationTarget, p: readonly number[]) => {
  const out = new Float64Array(p.length);
  const mean = Float64Array.from(p);
  target.proportionsInto(out, {
    scale: "proportion",
    direction: 1,
    control: -1,
    mean,
    deviation: mean.map((x) => Math.sqrt(x * (1 - x))),
  });
  return Array.from(out);
};

const byMeans = (target: AllocationTarget, means: readonly number[], sds: readonly number[], direction: 1 | -1 = -1) => {
  const out = new Float64Array(means.length);
  target.proportionsInto(out, {
    scale: "mean",
    direction,
    control: -1,
    mean: Float64Array.from(means),
    deviation: Float64Array.from(sds),
  });
  return Array.from(out);
};

const close = (actual: ArrayLike<number>, expected: readonly number[], tolerance: number) => {
  expect(actual.length).toBe(expected.length);
  for (const [k, value] of expected.entries()) expect(Math.abs(actual[k] - value)).toBeLessThan(tolerance);
};

describe("Hu and Zhang's allocation function", () => {
  it.each(values.dbcd_g_two_arm as { x_current: number; y_target: number; gamma: number; prob_arm1: number }[])(
    "at x = $x_current, ρ = $y_target, γ = $gamma",
    ({ x_current: x, y_target: y, gamma, prob_arm1 }) => {
      expect(Math.abs(huZhangAllocation([x, 1 - x], [y, 1 - y], gamma)[0] - prob_arm1)).toBeLessThan(1e-14);
    },
  );

  it("is 1 at x = 0 and 0 at x = 1 when γ > 0", () => {
    expect(Array.from(huZhangAllocation([0, 1], [0.3, 0.7], 2))).toEqual([1, 0]);
    expect(Array.from(huZhangAllocation([1, 0], [0.3, 0.7], 2))).toEqual([0, 1]);
  });
});

describe("ERADE", () => {
  it.each(values.erade_two_arm as { x_current: number; y_target: number; alpha: number; prob_arm1: number }[])(
    "at x = $x_current, ρ = $y_target, α = $alpha",
    ({ x_current, y_target, alpha, prob_arm1 }) => {
      expect(Math.abs(eradeAllocation(x_current, y_target, alpha) - prob_arm1)).toBeLessThan(1e-15);
    },
  );
});

describe("targets of two arms with binary outcomes", () => {
  it.each(values.targets_two_arm_binary as { pA: number; pB: number; Neyman: number; RSIHR: number; urn_limit_RPW: number }[])(
    "at p = $pA, $pB",
    ({ pA, pB, Neyman, RSIHR, urn_limit_RPW }) => {
      expect(Math.abs(byProportions(neymanTarget(), [pA, pB])[0] - Neyman)).toBeLessThan(1e-14);
      expect(Math.abs(byProportions(rsihrTarget(), [pA, pB])[0] - RSIHR)).toBeLessThan(1e-14);
      expect(Math.abs(byProportions(urnTarget(), [pA, pB])[0] - urn_limit_RPW)).toBeLessThan(1e-14);
    },
  );
});

describe("DBCD of several arms", () => {
  const shrunk = (x: readonly number[], n: readonly number[]) => x.map((successes, k) => (successes + 1) / (n[k] + 2));

  it("gives RARtrials' probabilities: RSIHR, 10, 7 and 15 of 25 each", () => {
    const { our_target_rho, our_dbcd_gamma2, test_file_expected } = values.rartrials_quirk;
    const target = byProportions(rsihrTarget(), shrunk([10, 7, 15], [25, 25, 25]));
    close(target, our_target_rho, 1e-14);
    close(huZhangAllocation([25, 25, 25], target, 2), our_dbcd_gamma2, 1e-14);
    close(huZhangAllocation([25, 25, 25], target, 2), test_file_expected, 5e-8 + 5e-7);
  });

  it.each([
    { n: [82, 79, 88], rates: [0.39, 0.43, 0.4], target: neymanTarget(), row: 0 },
    { n: [77, 80, 83, 90, 94], rates: [0.8, 0.7, 0.67, 0.78, 0.75], target: neymanTarget(), row: 1 },
    { n: [77, 80, 83, 90, 94], rates: [0.8, 0.7, 0.67, 0.78, 0.75], target: rsihrTarget(), row: 2 },
    { n: [34, 45, 65, 45, 57], rates: [0.4, 0.3, 0.38, 0.3, 0.36], target: rsihrTarget(), row: 3 },
    { n: [34, 45, 65, 45, 57], rates: [0.4, 0.3, 0.38, 0.3, 0.36], target: neymanTarget(), row: 4 },
  ])("gives RARtrials' probabilities, case $row", ({ n, rates, target, row }) => {
    const p = shrunk(
      n.map((patients, k) => patients * rates[k]),
      n,
    );
    close(huZhangAllocation(n, byProportions(target, p), 2), values.rartrials_min_var_tests[row].expected, 1e-7);
  });

  it("steers with the target that the rule was made with", () => {
    const rule = doublyAdaptiveBiasedCoin({ target: rsihrTarget(), gamma: 2 });
    const out = new Float64Array(3);
    const mean = Float64Array.from(shrunk([10, 7, 15], [25, 25, 25]));
    const estimates = {
      scale: "proportion",
      direction: 1,
      control: -1,
      mean,
      deviation: mean.map((p) => Math.sqrt(p * (1 - p))),
    } as const;
    const enrolled = Float64Array.of(25, 25, 25);
    rule.weightsInto(out, { enrolled, known: enrolled, successes: enrolled, failures: enrolled, estimates, estimated: true }, -1);
    close(out, values.rartrials_quirk.our_dbcd_gamma2, 1e-14);
  });
});

describe("maximum power with a least share", () => {
  type Case = { NN: number[]; N: number[]; B: number; expected: number[] };
  const cases = (name: string) => (values[name] as Partial<Case>[]).filter((entry): entry is Case => entry.NN !== undefined);
  const shrunk = ({ NN, N }: Case) => NN.map((x, k) => (x + 1) / (N[k] + 2));

  it.each(cases("rartrials_max_power_tests_neyman"))("Neyman, $NN of $N, at least $B", (given) => {
    close(maximumPowerAllocation(shrunk(given), { minimum: given.B, fewFailures: false }), given.expected, 1e-7);
  });

  it.each(cases("rartrials_max_power_tests_rsihr"))("few failures, $NN of $N, at least $B", (given) => {
    close(maximumPowerAllocation(shrunk(given), { minimum: given.B, fewFailures: true }), given.expected, 1e-6);
  });

  it("is Neyman's and RSIHR's allocation for two arms", () => {
    for (const p of [
      [0.3, 0.6],
      [0.8, 0.9],
      [0.45, 0.5],
    ]) {
      close(maximumPowerAllocation(p, { minimum: 0, fewFailures: false }), byProportions(neymanTarget(), p), 1e-12);
      close(maximumPowerAllocation(p, { minimum: 0, fewFailures: true }), byProportions(rsihrTarget(), p), 1e-7);
    }
  });
});

describe("targets of continuous outcomes (smaller is better)", () => {
  const limits = values.sim_test_allocation_fractions as {
    means?: number[];
    sd: number[] | number[];
    limit?: number[];
    observed_100x500?: number[];
  }[];

  it.each([
    { row: 0, sd: [0.009, 0.009] },
    { row: 1, sd: [0.009, 0.007, 0.01] },
    { row: 2, sd: [0.009, 0.0078, 0.01, 0.0086] },
  ])("RSIHR has RARtrials' limit, case $row", ({ row, sd }) => {
    expect(limits[row].sd).toEqual(sd);
    close(byMeans(rsihrTarget(), limits[row].means as number[], sd), limits[row].limit as number[], 1e-7);
  });

  it("A-optimal allocation is what RARtrials' 100 simulated trials of 500 patients come to", () => {
    const observed = limits[3].observed_100x500 as number[];
    const target = byMeans(aOptimalTarget(), [0, 0, 0], limits[3].sd);
    // √2 · 0.009 : 0.010 : 0.007; simulated shares have standard errors of about 0.002 (binomial), 4.4 of them, and estimated deviations bias them a little.
    close(target, observed, 0.01);
  });

  it("Zhang and Rosenberger's favors the smaller mean, never the larger", () => {
    // σ1 √μ2 / (σ1 √μ2 + σ2 √μ1) = √4 / (√4 + √1).
    expect(byMeans(zhangRosenbergerTarget(), [1, 4], [1, 1])[0]).toBeCloseTo(2 / 3, 14);
    // The formula gives 1 · 2 / (1 · 2 + 4 · 1) = 1/3 to the better arm: even allocation instead.
    expect(byMeans(zhangRosenbergerTarget(), [1, 4], [1, 4])[0]).toBe(0.5);
    expect(byMeans(zhangRosenbergerTarget(), [1, 4], [1, 1], 1)[1]).toBeCloseTo(2 / 3, 14);
    expect(byMeans(zhangRosenbergerTarget(), [-1, 4], [1, 1])[0]).toBe(0.5);
  });
});
