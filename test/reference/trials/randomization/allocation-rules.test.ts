/** Randomization rules against closed forms and published examples. Source of the values: rar-rules.json (closed forms, Pocock's book). */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { AllocationRule } from "../../../../src/trials/randomization/allocation-rule.js";
import { randomizationBalance } from "../../../../src/trials/randomization/balance.js";
import { bigStick } from "../../../../src/trials/randomization/big-stick.js";
import { efronBiasedCoin } from "../../../../src/trials/randomization/efron-biased-coin.js";
import { minimization } from "../../../../src/trials/randomization/minimization.js";
import { permutedBlocks } from "../../../../src/trials/randomization/permuted-blocks.js";
import { urn } from "../../../../src/trials/randomization/urn.js";
import { eachSequence, PatientList } from "../../../unit/trials/randomization/patient-list.js";

const values = JSON.parse(readFileSync(new URL("../data/rar-rules.json", import.meta.url), "utf8"));

/** Distribution of n_1 − n_2 after so many patients, for a rule that looks at the numbers of patients only: exact. */
function imbalanceDistribution(rule: AllocationRule, patients: number): Map<number, number> {
  let now = new Map([[0, 1]]);
  for (let n = 0; n < patients; n++) {
    const next = new Map<number, number>();
    for (const [difference, probability] of now) {
      const first = (n + difference) / 2;
      const counts = [first, n - first];
      const history = { enrolled: n, enrolledOn: (arm: number) => counts[arm], armOf: () => 0, covariatesOf: () => ({}) };
      const [w0, w1] = Array.from(rule.weights({}, history, 1));
      next.set(difference + 1, (next.get(difference + 1) ?? 0) + probability * w0);
      next.set(difference - 1, (next.get(difference - 1) ?? 0) + probability * w1);
    }
    now = next;
  }
  return now;
}

const nobody = (patients: number) => Array.from({ length: patients }, () => ({}));

describe("Efron's biased coin with p = 2/3", () => {
  it.each([20, 100])("has the exact distribution of imbalance after %i patients", (patients) => {
    const given = values.efron_bcd_imbalance_dist[`n=${patients},p=2/3`] as Record<string, number>;
    const exact = imbalanceDistribution(efronBiasedCoin(), patients);
    expect(Object.keys(given).length).toBeGreaterThan(10);
    for (const [difference, probability] of Object.entries(given))
      expect(Math.abs((exact.get(Number(difference)) as number) - probability)).toBeLessThan(1e-12);
  });

  it("balances an even number of patients exactly with probability near 1 − (1 − p)/p = 1/2 in the long run (Efron 1971)", () => {
    expect(Math.abs((imbalanceDistribution(efronBiasedCoin(), 400).get(0) as number) - 0.5)).toBeLessThan(1e-9);
  });
});

describe("permuted blocks", () => {
  it.each([2, 4, 6, 8])("of size %i are guessed as often as Blackwell and Hodges say", (size) => {
    const expected = values.expected_correct_guesses_pbr_block2b[`block=${size}`] as number;
    const rule = permutedBlocks({ blockSize: size });
    let correct = 0;
    let total = 0;
    eachSequence(rule, nobody(size), (probability, history) => {
      correct += probability * size * randomizationBalance(rule, history, 7).correctGuesses;
      total += probability;
    });
    expect(total).toBeCloseTo(1, 13);
    // b + 2^(2b) / (2 C(2b, b)) − 1/2 for blocks of 2b.
    expect(Math.abs(correct - expected)).toBeLessThan(1e-12);
  });
});

describe("the big stick with limit 3", () => {
  it("has the stationary distribution of its Markov chain: D = ±3 half as probable as the states between", () => {
    const late = imbalanceDistribution(bigStick({ limit: 3 }), 501);
    // Odd steps: ±1 and ±3; the chain reflects at ±3, so π(±3) = 1/6 and π(±1) = 1/3.
    expect(late.get(3)).toBeCloseTo(1 / 6, 9);
    expect(late.get(1)).toBeCloseTo(1 / 3, 9);
  });
});

describe("Wei's urn UD(0, 1)", () => {
  it("has a variance of D/√n that tends to (K − 1)-urn's 1/3 (Wei 1978)", () => {
    const patients = 2000;
    let variance = 0;
    for (const [difference, probability] of imbalanceDistribution(urn(), patients)) variance += probability * difference ** 2;
    expect(Math.abs(variance / patients - 1 / 3)).toBeLessThan(1e-3);
  });
});

describe("minimization in Pocock's example", () => {
  const levels = [
    ["ambulatory", "non-ambulatory"],
    ["age<50", "age>=50"],
    ["DFI<2y", "DFI>=2y"],
    ["visceral", "osseous", "soft tissue"],
  ];
  const book = values.minimisation_pocock_book;
  /** 80 patients whose margins are those of the book: each factor's levels are dealt out arm by arm. */
  const history = new PatientList();
  for (let arm = 0; arm < 2; arm++) {
    const columns = levels.map((names) => names.flatMap((name) => Array(book.marginals_A_B[name][arm]).fill(name)));
    for (let i = 0; i < columns[0].length; i++)
      history.add(arm, Object.fromEntries(columns.map((column, f) => [`factor${f}`, column[i]])));
  }
  const factors = levels.map((_, f) => `factor${f}`);
  const patient = Object.fromEntries(book.new_patient.map((level: string, f: number) => [`factor${f}`, level]));

  it("has the margins of the book", () => {
    expect(history.enrolledOn(0)).toBe(40);
    expect(history.enrolledOn(1)).toBe(40);
  });

  it("assigns A by the sums of marginal numbers, 76 < 77, which is the variance", () => {
    const rule = minimization({ factors, imbalance: "variance", probability: 0.8 });
    expect(rule.weights(patient, history, 1)[0]).toBeCloseTo(0.8, 14);
  });

  it("has a tie by the range, 5 = 5", () => {
    expect(Array.from(minimization({ factors }).weights(patient, history, 1))).toEqual([0.5, 0.5]);
  });
});
