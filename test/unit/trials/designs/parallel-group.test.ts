import { describe, expect, it } from "vitest";
import {
  bigStick,
  binaryResponse,
  binaryScenario,
  completeRandomization,
  conduct,
  continuousResponse,
  continuousScenario,
  doublyAdaptiveBiasedCoin,
  minimization,
  parallelGroup,
  permutedBlocks,
  responseAdaptive,
  resumeTrial,
  rsihrTarget,
  simulate,
  stratified,
  survivalResponse,
  survivalScenario,
} from "../../../../src/trials/index.js";

const response = binaryResponse();

describe("a parallel-group trial", () => {
  it("reads as a protocol", () => {
    const design = parallelGroup({
      arms: ["placebo", "low", "high"],
      patients: 90,
      response: continuousResponse({ measuredAfter: 28, larger: "worse" }),
      control: 0,
      randomization: stratified({
        rule: permutedBlocks({ blockSize: [4, 8], ratio: [2, 1, 1] }),
        factors: ["site", { covariate: "age", cuts: [65] }],
      }),
    });
    expect(design.protocol?.()).toEqual([
      "90 patients are randomized to 3 parallel groups: placebo, low, high.",
      "Patients are randomized 2 : 1 : 1 in permuted blocks whose sizes are chosen at random from 4, 8 with equal probabilities. Randomization is stratified by site and age (cut at 65).",
      "The endpoint is a continuous outcome, measured 28 time units after entry; larger values are worse.",
      "Each other arm is compared with placebo once by Welch's t test, at the two-sided significance level 0.05 (Holm's adjustment for several comparisons), when all patients have been followed up.",
      "An arm that is significantly better is declared superior to placebo; of several, the one with the best estimate is selected.",
    ]);
  });

  it("is conducted live with covariates, and opens again from its log", () => {
    const design = parallelGroup({
      arms: 2,
      patients: 12,
      response,
      randomization: minimization({ factors: ["sex"] }),
      balance: ["sex"],
    });
    const trial = conduct(design, { seed: 5 });
    for (let i = 0; i < 12; i++) {
      trial.enroll(`patient ${i}`, { covariates: { sex: i % 3 === 0 ? "female" : "male" }, time: i });
      trial.observe(`patient ${i}`, { event: i % 2 === 0 }, { time: i });
    }
    const step = trial.next();
    expect(step.decision.kind).toBe("stop");
    expect(step.decision.conclusion?.balance?.overall.final).toBeLessThanOrEqual(4);
    const again = resumeTrial(design, JSON.parse(JSON.stringify(trial.log)));
    expect(again.next().decision).toEqual(step.decision);
  });

  it("keeps its significance level and finds an effect", async () => {
    const designs = {
      blocks: parallelGroup({ arms: 2, patients: 200, response, randomization: permutedBlocks({ blockSize: 4 }) }),
    };
    const scenarios = {
      equal: binaryScenario({ probabilities: [0.4, 0.4] }),
      better: binaryScenario({ probabilities: [0.4, 0.6] }),
    };
    const study = await simulate({ designs, scenarios, replicates: 4000, seed: 8 });
    const found = (scenario: string) => study.estimate(scenario, "blocks", "ended[superiority]");
    // Exact size of the pooled Z test of 100 against 100 at 0.4: 0.0493 to 0.0565 for neighboring margins; 4.4 standard errors are 0.015.
    expect(Math.abs((found("equal")?.mean ?? 1) - 0.0536)).toBeLessThan(0.016);
    // Power of the Z test: Φ(0.2 / √(0.48 / 100) − 1.96) = 0.823 with the pooled variance 0.5 · 0.5 under the null.
    expect(Math.abs((found("better")?.mean ?? 0) - 0.81)).toBeLessThan(0.04);
    expect(study.estimate("better", "blocks", "selected[2]")?.mean).toBeGreaterThan(0.75);
  });

  it("compares means and survival too", async () => {
    const means = await simulate({
      designs: { trial: parallelGroup({ arms: 3, patients: 90, response: continuousResponse() }) },
      scenarios: { s: continuousScenario({ means: [0, 0, 1.5], standardDeviations: 1 }) },
      replicates: 200,
      seed: 9,
    });
    expect(means.estimate("s", "trial", "selected[3]")?.mean).toBeGreaterThan(0.9);
    const survival = await simulate({
      designs: { trial: parallelGroup({ arms: 2, patients: 200, control: 0, response: survivalResponse({ followUp: 5 }) }) },
      scenarios: { s: survivalScenario({ medians: [1, 2] }) },
      replicates: 200,
      seed: 10,
    });
    expect(survival.estimate("s", "trial", "selected[2]")?.mean).toBeGreaterThan(0.9);
  });

  it("promises constant weights only where the rule is constant", () => {
    const weights = (randomization: ReturnType<typeof bigStick>) => {
      const trial = conduct(parallelGroup({ arms: 2, patients: 4, response, randomization }));
      return trial.next().arms.map(({ probability }) => probability);
    };
    expect(weights(completeRandomization({ ratio: [3, 1] }))).toEqual([0.75, 0.25]);
    expect(weights(bigStick({ limit: 1 }))).toEqual([0.5, 0.5]);
  });
});

describe("a live response-adaptive trial", () => {
  it("allocates by the outcomes recorded", () => {
    const rule = doublyAdaptiveBiasedCoin({ target: rsihrTarget() });
    const trial = conduct(responseAdaptive({ arms: ["A", "B"], patients: 40, response, rule, burnIn: 5, updateEvery: 10 }));
    for (let i = 0; i < 20; i++) {
      const arm = trial.enroll(`patient ${i}`, { time: i });
      trial.observe(`patient ${i}`, { event: arm === 0 }, { time: i });
    }
    const [first] = trial.next().arms;
    expect(first.label).toBe("A");
    expect(first.probability).toBeGreaterThan(0.6);
  });
});

describe("bad settings of parallel groups", () => {
  it.each([
    [() => parallelGroup({ arms: 1, patients: 10, response }), /arms must be a number from 2/],
    [() => parallelGroup({ arms: ["A", "A"], patients: 10, response }), /name that no other arm has/],
    [
      () => parallelGroup({ arms: 3, patients: 10, response, randomization: bigStick({ limit: 2 }) }),
      /be for 3 arms, got "a rule for 2"/,
    ],
    [() => parallelGroup({ arms: 2, patients: 0, response }), /patients must be an integer from 1/],
    [() => parallelGroup({ arms: 2, patients: 10, response, alpha: 1 }), /alpha must be in \(0, 1\)/],
    [() => parallelGroup({ arms: 2, patients: 10, response: {} as never }), /be a response/],
    [
      () => parallelGroup({ arms: 2, patients: 10, response, balance: [""] }),
      /balance\[0\] must be a covariate's name|balance\[0\] must be/,
    ],
  ])("are refused in words: %#", (make, message) => {
    expect(make).toThrow(message);
  });
});
