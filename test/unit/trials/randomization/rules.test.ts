import { test } from "@fast-check/vitest";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvalidArgument } from "../../../../src/errors.js";
import type { AllocationRule } from "../../../../src/trials/randomization/allocation-rule.js";
import { bigStick } from "../../../../src/trials/randomization/big-stick.js";
import { completeRandomization } from "../../../../src/trials/randomization/complete-randomization.js";
import { efronBiasedCoin } from "../../../../src/trials/randomization/efron-biased-coin.js";
import { minimization } from "../../../../src/trials/randomization/minimization.js";
import { permutedBlocks } from "../../../../src/trials/randomization/permuted-blocks.js";
import { stratified } from "../../../../src/trials/randomization/stratified.js";
import { urn } from "../../../../src/trials/randomization/urn.js";
import { eachSequence, PatientList } from "./patient-list.js";

const nobody = (patients: number) => Array.from({ length: patients }, () => ({}));
const weightsAfter = (rule: AllocationRule, arms: readonly number[], key = 3) =>
  Array.from(rule.weights({}, PatientList.of(arms), key));

describe("complete randomization", () => {
  it("gives the ratio, whatever came before", () => {
    const rule = completeRandomization({ ratio: [2, 1, 1] });
    expect(weightsAfter(rule, [0, 0, 0])).toEqual([0.5, 0.25, 0.25]);
    expect(rule.constant).toBe(true);
  });
});

describe("permuted blocks", () => {
  it("make all orders of a block equally likely, and each block keeps the ratio", () => {
    const rule = permutedBlocks({ blockSize: 6, ratio: [2, 1] });
    const seen = new Map<string, number>();
    eachSequence(rule, nobody(6), (probability, { arms }) => seen.set(arms.join(""), probability));
    expect(seen.size).toBe(15);
    for (const [sequence, probability] of seen) {
      expect(probability).toBeCloseTo(1 / 15, 14);
      expect([...sequence].filter((arm) => arm === "1").length).toBe(2);
    }
  });

  it("begin anew after each block", () => {
    const rule = permutedBlocks({ blockSize: 4 });
    expect(weightsAfter(rule, [0, 1, 1])).toEqual([1, 0]);
    expect(weightsAfter(rule, [0, 1, 1, 0])).toEqual([0.5, 0.5]);
    expect(weightsAfter(rule, [0, 1, 1, 0, 0])).toEqual([1 / 3, 2 / 3]);
  });

  it("of sizes chosen at random depend on the key and the history alone", () => {
    const rule = permutedBlocks({ blockSize: [2, 4, 6] });
    const alternating = Array.from({ length: 40 }, (_, i) => i % 2);
    const patients = alternating.map((_, i) => i);
    const course = (key: number, order: readonly number[]) => {
      const weights: number[] = [];
      for (const n of order) weights[n] = weightsAfter(rule, alternating.slice(0, n), key)[0];
      return weights;
    };
    expect(course(5, patients)).toEqual(course(5, [...patients].reverse()));
    expect(course(5, patients)).not.toEqual(course(6, patients));
  });

  it("of sizes chosen at random use each size equally often", () => {
    const rule = permutedBlocks({ blockSize: [2, 4] });
    // After A B in a block of 2 the next is open; after A A a block of 2 cannot be: weights tell the block's size.
    let small = 0;
    const keys = 20_000;
    for (let key = 0; key < keys; key++) if (weightsAfter(rule, [0], key)[0] === 0) small++;
    // Binomial(20000, 1/2): 4.42 standard deviations for a false-alarm rate of 1e-5.
    expect(Math.abs(small - keys / 2)).toBeLessThan(4.42 * Math.sqrt(keys / 4));
  });

  it("follow the ratio when a trial left no place for it", () => {
    expect(weightsAfter(permutedBlocks({ blockSize: 4 }), [0, 0, 0])).toEqual([0, 1]);
    expect(weightsAfter(permutedBlocks({ blockSize: 2, ratio: [1, 1] }), [0])).toEqual([0, 1]);
  });
});

describe("Efron's biased coin", () => {
  it("prefers the arm that is behind with probability p", () => {
    const rule = efronBiasedCoin({ probability: 0.75 });
    expect(weightsAfter(rule, [])).toEqual([0.5, 0.5]);
    expect(weightsAfter(rule, [0])).toEqual([0.25, 0.75]);
    expect(weightsAfter(rule, [0, 1, 1])).toEqual([0.75, 0.25]);
  });

  it("prefers the arm behind its share with an unequal ratio, the smaller with probability p", () => {
    const rule = efronBiasedCoin({ probability: 0.75, ratio: [2, 1] });
    // c = (1 − 0.75) / (1 − 1/3) = 0.375.
    expect(weightsAfter(rule, [0])[1]).toBeCloseTo(0.75, 15);
    expect(weightsAfter(rule, [1])[0]).toBeCloseTo(0.375 * (2 / 3) + 0.625, 15);
    expect(weightsAfter(rule, [0, 0, 1])[0]).toBeCloseTo(2 / 3, 15);
  });
});

describe("the big stick", () => {
  it("is a fair coin until the limit, then certain", () => {
    const rule = bigStick({ limit: 2 });
    expect(weightsAfter(rule, [0])).toEqual([0.5, 0.5]);
    expect(weightsAfter(rule, [0, 0])).toEqual([0, 1]);
    expect(weightsAfter(rule, [1, 1])).toEqual([1, 0]);
  });
});

describe("Wei's urn", () => {
  it("adds balls of the other arms", () => {
    expect(weightsAfter(urn({ alpha: 1, beta: 1 }), [0])).toEqual([1 / 3, 2 / 3]);
    expect(weightsAfter(urn(), [])).toEqual([0.5, 0.5]);
    expect(weightsAfter(urn(), [0])).toEqual([0, 1]);
    expect(weightsAfter(urn({ arms: 3 }), [0, 1])).toEqual([0.25, 0.25, 0.5]);
  });
});

describe("minimization", () => {
  const rule = minimization({ factors: ["sex", { covariate: "age", cuts: [50] }], probability: 0.8 });

  it("prefers the arm that leaves the margins most alike", () => {
    const history = new PatientList().add(0, { sex: "f", age: 61 }).add(1, { sex: "m", age: 40 });
    // With arm 0: sex f 2:0, age ≥ 50 2:0; with arm 1: 1:1 and 1:1.
    expect(Array.from(rule.weights({ sex: "f", age: 70 }, history, 1))).toEqual([0.19999999999999996, 0.8]);
    // f is 1:0, age < 50 is 0:1: ties are drawn.
    expect(Array.from(rule.weights({ sex: "f", age: 49.9 }, history, 1))).toEqual([0.5, 0.5]);
  });

  it("takes a covariate that is not recorded as a level of its own", () => {
    const history = new PatientList().add(0, { sex: "f" });
    expect(rule.weights({}, history, 1)[1]).toBeCloseTo(0.8, 15);
  });

  it("weighs factors, all patients and the stratum", () => {
    const history = new PatientList().add(0, { a: 1, b: 1 }).add(0, { a: 1, b: 2 }).add(1, { a: 2, b: 1 }).add(1, { a: 2, b: 1 });
    const patient = { a: 1, b: 1 };
    const first = (options: object) => minimization({ factors: ["a", "b"], ...options }).weights(patient, history, 1)[0];
    // a = 1: 2:0 speaks for arm 1; b = 1: 1:2 speaks for arm 0. Ranges 3 + 0 and 1 + 2, squares 9 + 0 and 1 + 4.
    expect(first({})).toBe(0.5);
    expect(first({ imbalance: "variance" })).toBeLessThan(0.5);
    expect(first({ factors: ["a", { covariate: "b", weight: 5 }] })).toBeGreaterThan(0.5);
    // The stratum (1, 1) is 1:0, all patients are 2:2.
    expect(first({ factors: [{ covariate: "b", weight: 1 }, "a"], stratumWeight: 5 })).toBeLessThan(0.5);
  });

  it("counts anew whatever history it is shown, as if it had seen no other", () => {
    const covariates = [{ sex: "f" }, { sex: "m" }, { sex: "f" }];
    const fresh = (history: PatientList) => Array.from(minimization({ factors: ["sex"] }).weights({ sex: "f" }, history, 1));
    const used = minimization({ factors: ["sex"] });
    const one = new PatientList();
    const other = new PatientList();
    for (let i = 0; i < 60; i++) {
      one.add(i % 3 === 0 ? 0 : 1, covariates[i % 3]);
      other.add(i % 2, covariates[(i + 1) % 3]);
      const history = i % 7 === 0 ? other : i % 5 === 0 ? PatientList.of([0, 1]) : one;
      expect(Array.from(used.weights({ sex: "f" }, history, 1))).toEqual(fresh(history));
    }
  });
});

describe("stratified randomization", () => {
  it("keeps the blocks of each stratum apart", () => {
    const rule = stratified({ rule: permutedBlocks({ blockSize: 2 }), factors: ["site", "sex"] });
    const history = new PatientList().add(0, { site: 1, sex: "f" }).add(1, { site: 2, sex: "f" });
    expect(Array.from(rule.weights({ site: 1, sex: "f" }, history, 1))).toEqual([0, 1]);
    expect(Array.from(rule.weights({ site: 2, sex: "f" }, history, 1))).toEqual([1, 0]);
    expect(Array.from(rule.weights({ site: 2, sex: "m" }, history, 1))).toEqual([0.5, 0.5]);
  });

  it("gives each stratum a key of its own, which does not depend on the order in which strata appear", () => {
    const make = () => stratified({ rule: permutedBlocks({ blockSize: [2, 4] }), factors: ["site"] });
    const sites = Array.from({ length: 40 }, (_, site) => site);
    const first = (order: readonly number[]) => {
      const rule = make();
      const weights: number[] = [];
      for (const site of order) weights[site] = rule.weights({ site }, new PatientList().add(0, { site }), 9)[0];
      return weights;
    };
    expect(first(sites)).toEqual(first([...sites].reverse()));
    expect(new Set(first(sites)).size).toBe(2);
  });
});

describe("bad settings of randomization", () => {
  const refused = (make: () => unknown, message: RegExp) => {
    expect(make).toThrow(InvalidArgument);
    expect(make).toThrow(message);
  };

  it("are refused in words", () => {
    refused(() => completeRandomization({ ratio: [1, 0] }), /ratio\[1\] must be positive/);
    refused(() => completeRandomization({ ratio: [1] }), /2 to 50 arms/);
    refused(() => permutedBlocks({ blockSize: 5 }), /multiple of 2, the sum of the ratio/);
    refused(() => permutedBlocks({ blockSize: [6, 4], ratio: [2, 1] }), /blockSize\[1\] must be a multiple of 3/);
    refused(() => permutedBlocks({ blockSize: 3, ratio: [1.5, 1.5] }), /integer/);
    refused(() => efronBiasedCoin({ probability: 0.5 }), /above 0.5 and at most 1/);
    refused(() => minimization({ factors: ["a"], ratio: [1, 1, 1], probability: 1 / 3 }), /above 0.3333/);
    refused(() => minimization({ factors: [] }), /name 1 to 20 covariates/);
    refused(() => minimization({ factors: ["a", "a"] }), /differ/);
    refused(() => minimization({ factors: [{ covariate: "a", cuts: [2, 1] }] }), /increase/);
    refused(() => urn({ alpha: 0, beta: 0 }), /stays empty/);
    refused(() => bigStick({ limit: 0 }), /integer from 1/);
    refused(() => stratified({ rule: {} as never, factors: ["a"] }), /allocation rule/);
  });
});

const rules: readonly (readonly [string, AllocationRule])[] = [
  ["permuted blocks", permutedBlocks({ blockSize: [3, 6], ratio: [2, 1] })],
  ["Efron's coin for three arms", efronBiasedCoin({ ratio: [1, 2, 3], probability: 0.6 })],
  ["the urn", urn({ arms: 4 })],
  [
    "minimization",
    minimization({ factors: ["a", "b"], ratio: [1, 2, 1], imbalance: "variance", overallWeight: 1, stratumWeight: 2 }),
  ],
  ["stratified minimization", stratified({ rule: minimization({ factors: ["b"] }), factors: ["a"] })],
];

describe.each(rules)("%s", (_, rule) => {
  const patients = fc.array(fc.record({ a: fc.nat(2), b: fc.constantFrom("x", "y"), arm: fc.nat(rule.ratio.length - 1) }), {
    maxLength: 40,
  });
  test.prop([patients, fc.nat(), fc.nat(2)])("gives probabilities after any history", (list, key, a) => {
    const history = new PatientList();
    for (const { arm, ...covariates } of list) history.add(arm, covariates);
    const weights = Array.from(rule.weights({ a, b: "x" }, history, key));
    expect(weights.length).toBe(rule.ratio.length);
    expect(weights.every((weight) => weight >= 0)).toBe(true);
    expect(Math.abs(weights.reduce((sum, weight) => sum + weight, 0) - 1)).toBeLessThan(1e-12);
    expect(Array.from(rule.weights({ a, b: "x" }, history, key))).toEqual(weights);
  });
});
