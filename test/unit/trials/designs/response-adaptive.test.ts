import { describe, expect, it } from "vitest";
import { rngFromSeed } from "../../../../src/random/index.js";
import {
  aOptimalTarget,
  binaryResponse,
  binaryScenario,
  completeRandomization,
  continuousResponse,
  continuousScenario,
  countResponse,
  covariateAdjusted,
  doublyAdaptiveBiasedCoin,
  erade,
  fixedTarget,
  forwardLookingGittins,
  gittinsRule,
  neymanTarget,
  permutedBlocks,
  playTheWinner,
  regularAccrual,
  responseAdaptive,
  rsihrTarget,
  simulateTrial,
  urnTarget,
  zhangRosenbergerTarget,
} from "../../../../src/trials/index.js";

const response = binaryResponse();
const coin = doublyAdaptiveBiasedCoin({ target: rsihrTarget() });
const base = { arms: 2, patients: 60, response, rule: coin } as const;

describe("a response-adaptive trial", () => {
  it("treats the burn-in evenly, and follows the outcomes after it", () => {
    const design = responseAdaptive({ ...base, burnIn: 10, updateEvery: 10 });
    const seen: { enrolled: number; weights: number[] }[] = [];
    const arms = { enrolled: 0 };
    simulateTrial(design, binaryScenario({ probabilities: [0.9, 0.1] }), rngFromSeed(1), (event) => {
      if (event.kind === "enrolled") arms.enrolled++;
      if (event.kind === "decided" && event.decision.kind === "continue" && event.decision.weights !== undefined)
        seen.push({ enrolled: arms.enrolled, weights: Array.from(event.decision.weights) });
    });
    expect(seen.map(({ enrolled }) => enrolled)).toEqual([20, 30, 40, 50]);
    for (const { weights } of seen) expect(weights[0]).toBeGreaterThan(0.5);
  });

  it("does not see outcomes before they are known", () => {
    const late = responseAdaptive({
      ...base,
      response: binaryResponse({ measuredAfter: 1000 }),
      rule: playTheWinner(),
      burnIn: 0,
    });
    const scenario = binaryScenario({ probabilities: [1, 0], accrual: regularAccrual({ rate: 1 }) });
    const even = simulateTrial(late, scenario, rngFromSeed(2));
    const coinToss = simulateTrial(
      responseAdaptive({
        ...base,
        rule: doublyAdaptiveBiasedCoin({ target: fixedTarget({ ratio: [1, 1] }), gamma: 0 }),
        burnIn: 0,
      }),
      scenario,
      rngFromSeed(2),
    );
    // The urn stays at one ball of each arm: the same fair coin, from the patients' own streams.
    expect(even.enrolledOn(0)).toBe(coinToss.enrolledOn(0));
    const known = simulateTrial(responseAdaptive({ ...base, rule: playTheWinner(), burnIn: 0 }), scenario, rngFromSeed(2));
    expect(known.enrolledOn(0)).toBeGreaterThan(50);
  });

  it("keeps the least allocation probability, and control's share", () => {
    const design = responseAdaptive({
      ...base,
      arms: ["control", "new", "newer"],
      rule: gittinsRule({ discount: 0.5, table: 60 }),
      control: 0,
      controlShare: 0.4,
      minimum: 0.1,
      updateEvery: 5,
    });
    const weights: number[][] = [];
    simulateTrial(design, binaryScenario({ probabilities: [0.2, 0.5, 0.8] }), rngFromSeed(3), (event) => {
      if (
        event.kind === "decided" &&
        event.decision.kind === "continue" &&
        event.decision.weights !== undefined &&
        event.decision.enroll > 0
      )
        weights.push(Array.from(event.decision.weights));
    });
    expect(weights.length).toBeGreaterThan(3);
    for (const own of weights) {
      expect(own[0]).toBe(0.4);
      expect(Math.min(...own)).toBeGreaterThanOrEqual(0.1);
    }
  });

  it("allocates by covariates where the rule does", () => {
    const factors = ["sex"];
    const scenario = binaryScenario({
      probabilities: [0.5, 0.5],
      covariates: {
        sex: {
          levels: ["f", "m"],
          effects: [
            [3, -3],
            [-3, 3],
          ],
        },
      },
    });
    for (const by of ["strata", "model"] as const) {
      const rule = covariateAdjusted({ target: urnTarget(), factors, by });
      const design = responseAdaptive({ ...base, patients: 200, rule, updateEvery: 20 });
      const last = { f: 0, m: 0 };
      simulateTrial(design, scenario, rngFromSeed(4), (event) => {
        if (event.kind !== "enrolled" || event.patient.index < 100) return;
        if (event.patient.arm === 0) last[event.patient.covariates.sex as "f" | "m"]++;
      });
      // Of about 50 patients of each sex nearly all women and few men get the first arm.
      expect(last.f).toBeGreaterThan(35);
      expect(last.m).toBeLessThan(15);
    }
  });

  it("follows the standard deviations of continuous outcomes", () => {
    const design = responseAdaptive({
      ...base,
      patients: 400,
      response: continuousResponse(),
      rule: doublyAdaptiveBiasedCoin({ target: neymanTarget() }),
    });
    const result = simulateTrial(design, continuousScenario({ means: [0, 0], standardDeviations: [3, 1] }), rngFromSeed(5));
    expect(result.enrolledOn(0)).toBeGreaterThan(260);
    expect(result.enrolledOn(0)).toBeLessThan(330);
  });

  it("concludes in words, and says so when arms could not be compared", () => {
    const scenario = binaryScenario({ probabilities: [0.9, 0.2] });
    const found = simulateTrial(responseAdaptive(base), scenario, rngFromSeed(6)).conclusion;
    expect(found).toMatchObject({
      ending: "superiority",
      selected: 0,
      preferred: 0,
      finding: "The arms differ, and arm 1 is best.",
    });
    const all = binaryScenario({ probabilities: [1, 1] });
    expect(simulateTrial(responseAdaptive(base), all, rngFromSeed(6)).conclusion).toMatchObject({
      ending: "maximum",
      pValue: null,
    });
    const against = responseAdaptive({ ...base, control: 0 });
    expect(simulateTrial(against, scenario, rngFromSeed(6)).conclusion).toMatchObject({ ending: "inferiority", selected: null });
  });

  it("reads as a protocol", () => {
    const design = responseAdaptive({ ...base, arms: ["placebo", "drug"], control: 0, minimum: 0.1 });
    expect(design.protocol?.()).toEqual([
      "60 patients are randomized to 2 arms: placebo, drug.",
      "The endpoint is a binary outcome, known at entry; the event is a good outcome.",
      "The first 20 patients are the burn-in. Patients are randomized 1 : 1 in permuted blocks of size 2.",
      "Thereafter allocation adapts to the outcomes known. The allocation probabilities are those of the doubly adaptive biased coin design (Hu and Zhang) with γ = 2; the target is RSIHR allocation (few expected failures at a given variance of the comparison), from the outcomes known (proportions are estimated by (events + 1) / (patients + 2)).",
      "The allocation probabilities are computed anew for each patient, from all patients whose outcome is known at that time.",
      "No allocation probability is below 0.1.",
      "Each other arm is compared with placebo once by the pooled Z test of two proportions (Pearson's chi-square test), at the two-sided significance level 0.05, when all patients have been followed up.",
    ]);
  });
});

describe("bad settings of response-adaptive trials", () => {
  it.each([
    [() => responseAdaptive({ ...base, arms: 3, rule: erade({ target: rsihrTarget() }) }), /rule must be for 3 arms/],
    [
      () => responseAdaptive({ ...base, response: countResponse({ exposure: 1 }) as never }),
      /rule must be for the response's scale \(rate\)/,
    ],
    [
      () => responseAdaptive({ ...base, arms: 3, rule: doublyAdaptiveBiasedCoin({ target: fixedTarget({ ratio: [1, 2] }) }) }),
      /be for 3 arms/,
    ],
    [() => responseAdaptive({ ...base, minimum: 0.5 }), /minimum must be in \[0, 1\/2\)/],
    [() => responseAdaptive({ ...base, controlShare: 0.4 }), /only with a control arm/],
    [() => responseAdaptive({ ...base, control: 0, minimum: 0.3, controlShare: 0.8 }), /which the other arms leave/],
    [() => responseAdaptive({ ...base, rule: gittinsRule(), burnIn: 0, control: 0 }), /may starve control/],
    [() => responseAdaptive({ ...base, control: 2 }), /position of an arm/],
    [
      () => responseAdaptive({ ...base, randomization: permutedBlocks({ blockSize: 3, ratio: [1, 1, 1] }) }),
      /randomization must be for 2 arms/,
    ],
    [() => responseAdaptive({ ...base, rule: completeRandomization() as never }), /response-adaptive rule/],
    [() => doublyAdaptiveBiasedCoin({ target: neymanTarget(), gamma: -1 }), /gamma must be in \[0, 100\]/],
    [() => erade({ target: aOptimalTarget(), alpha: 1 }), /alpha must be in \(0, 1\)/],
    [() => covariateAdjusted({ target: zhangRosenbergerTarget(), factors: ["a"] }), /be for proportions/],
    [() => forwardLookingGittins({ block: 0 }), /block must be an integer from 1/],
    [() => playTheWinner({ added: 0 }), /positive number of balls/],
  ])("are refused in words: %#", (make, message) => {
    expect(make).toThrow(message);
  });
});
