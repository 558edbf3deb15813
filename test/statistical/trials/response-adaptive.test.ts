/**
 * Published properties of response-adaptive rules, and exact expectations, against simulation. Each comparison has the false-alarm rate 1e-6 (4.9 standard errors,
 * normal approximation), so that the file has at most 1e-5; seeds are fixed.
 */
import { describe, expect, it } from "vitest";
import {
  type bigStick,
  binaryResponse,
  binaryScenario,
  completeRandomization,
  doublyAdaptiveBiasedCoin,
  efronBiasedCoin,
  erade,
  minimization,
  parallelGroup,
  permutedBlocks,
  playTheWinner,
  playTheWinnerAllocation,
  randomizationBalance,
  responseAdaptive,
  rsihrTarget,
  simulate,
} from "../../../src/trials/index.js";
import { eachSequence } from "../../unit/trials/randomization/patient-list.js";

const LIMIT = 4.9;

/** Mean number of patients on the first arm under RPW(1, 1) with immediate outcomes: exact, state by state. */
function expectedOnFirst(p: readonly [number, number], patients: number): number {
  let states = new Map([["0,0,0,0", 1]]);
  let expected = 0;
  for (let n = 0; n < patients; n++) {
    const next = new Map<string, number>();
    for (const [name, probability] of states) {
      const [s0, f0, s1, f1] = name.split(",").map(Number);
      const weights = playTheWinnerAllocation([s0, s1], [f0, f1]);
      expected += probability * weights[0];
      const add = (state: readonly number[], part: number) =>
        next.set(state.join(), (next.get(state.join()) ?? 0) + probability * part);
      add([s0 + 1, f0, s1, f1], weights[0] * p[0]);
      add([s0, f0 + 1, s1, f1], weights[0] * (1 - p[0]));
      add([s0, f0, s1 + 1, f1], weights[1] * p[1]);
      add([s0, f0, s1, f1 + 1], weights[1] * (1 - p[1]));
    }
    states = next;
  }
  return expected;
}

describe("the randomized play-the-winner rule", () => {
  it("has the exact expected allocation of 24 patients", async () => {
    const design = responseAdaptive({ arms: 2, patients: 24, response: binaryResponse(), rule: playTheWinner(), burnIn: 0 });
    const scenario = binaryScenario({ probabilities: [0.7, 0.4] });
    const study = await simulate({ designs: { design }, scenarios: { scenario }, replicates: 20_000, seed: 1 });
    const estimate = study.estimate("scenario", "design", "patients[1]");
    if (estimate === undefined) throw new Error("no such metric");
    const z = (estimate.mean - expectedOnFirst([0.7, 0.4], 24)) / estimate.standardError;
    expect(Math.abs(z)).toBeLessThan(LIMIT);
  });

  it("comes to the share q_B / (q_A + q_B) in long trials (Wei and Durham 1978)", async () => {
    // q_A + q_B > 1/2: the share's distance from its limit falls as 1/√n or 1/n; 4000 patients leave less than 0.002.
    const design = responseAdaptive({ arms: 2, patients: 4000, response: binaryResponse(), rule: playTheWinner(), burnIn: 0 });
    const scenario = binaryScenario({ probabilities: [0.4, 0.1] });
    const study = await simulate({ designs: { design }, scenarios: { scenario }, replicates: 200, seed: 2 });
    const estimate = study.estimate("scenario", "design", "patients[1]");
    if (estimate === undefined) throw new Error("no such metric");
    expect(Math.abs(estimate.mean / 4000 - 0.9 / 1.5)).toBeLessThan(0.002 + (LIMIT * estimate.standardError) / 4000);
  });

  it("has the power of RARtrials' 100 simulated trials of 117 patients at 0.3 and 0.6", async () => {
    const design = responseAdaptive({
      arms: 2,
      patients: 117,
      response: binaryResponse(),
      rule: playTheWinner(),
      burnIn: 0,
      alpha: 0.05,
    });
    const scenario = binaryScenario({ probabilities: [0.3, 0.6] });
    const study = await simulate({ designs: { design }, scenarios: { scenario }, replicates: 4000, seed: 3 });
    const power = study.estimate("scenario", "design", "ended[superiority]");
    if (power === undefined) throw new Error("no such metric");
    // 0.92 of 100 (test file of RARtrials 0.0.1).
    const error = Math.sqrt((power.mean * (1 - power.mean)) / 100 + power.standardError ** 2);
    expect(Math.abs(power.mean - 0.92)).toBeLessThan(LIMIT * error);
  });
});

/** Asymptotic variance of √n (N_1/n − ρ) under RSIHR with probabilities p: ρ(1 − ρ) and the part that estimating ρ adds. */
function rsihrVariances([p1, p2]: readonly [number, number]) {
  const rho = Math.sqrt(p1) / (Math.sqrt(p1) + Math.sqrt(p2));
  // dρ/dp1 = ρ(1 − ρ)/(2 p1), dρ/dp2 = −ρ(1 − ρ)/(2 p2).
  const d1 = (rho * (1 - rho)) / (2 * p1);
  const d2 = (rho * (1 - rho)) / (2 * p2);
  const estimation = (d1 * d1 * p1 * (1 - p1)) / rho + (d2 * d2 * p2 * (1 - p2)) / (1 - rho);
  return { rho, allocation: rho * (1 - rho), estimation };
}

describe("the variance of the allocation proportion under RSIHR with p = 0.6, 0.4", () => {
  const p = [0.6, 0.4] as const;
  const patients = 1500;
  const replicates = 2000;
  const { rho, allocation, estimation } = rsihrVariances(p);
  const variance = async (rule: Parameters<typeof responseAdaptive>[0]["rule"], seed: number) => {
    const design = responseAdaptive({ arms: 2, patients, response: binaryResponse(), rule, burnIn: 10 });
    const scenarios = { scenario: binaryScenario({ probabilities: p }) };
    const estimate = (await simulate({ designs: { design }, scenarios, replicates, seed })).estimate(
      "scenario",
      "design",
      "patients[1]",
    );
    if (estimate === undefined) throw new Error("no such metric");
    expect(Math.abs(estimate.mean / patients - rho)).toBeLessThan(0.002 + (LIMIT * estimate.standardError) / patients);
    return estimate.standardDeviation ** 2 / patients;
  };
  /** A variance estimated from R replicates has the relative standard error √(2/R); finite trials are within 5 % of the limit. */
  const tolerance = LIMIT * Math.sqrt(2 / replicates) + 0.05;

  it.each([0, 2])("is ρ(1 − ρ)/(1 + 2γ) + 2(1 + γ)/(1 + 2γ) σ² for the DBCD with γ = %i (Hu and Zhang 2004)", async (gamma) => {
    const expected = allocation / (1 + 2 * gamma) + ((2 * (1 + gamma)) / (1 + 2 * gamma)) * estimation;
    const observed = await variance(doublyAdaptiveBiasedCoin({ target: rsihrTarget(), gamma }), 4);
    expect(Math.abs(observed / expected - 1)).toBeLessThan(tolerance);
  });

  it("is less for ERADE than for the DBCD with γ = 2, and near the lower bound σ² (Hu, Zhang and He 2009)", async () => {
    const observed = await variance(erade({ target: rsihrTarget() }), 5);
    const ofCoin = allocation / 5 + (6 / 5) * estimation;
    expect(observed).toBeLessThan(ofCoin * (1 - tolerance + 0.05));
    expect(observed).toBeGreaterThan(estimation * (1 - tolerance));
  });
});

/** E|D_n| of Efron's coin with p = 2/3: |D| goes up with probability 1 from 0 and 1/3 else. */
function meanImbalanceOfEfron(patients: number): number {
  let now = new Float64Array(patients + 2);
  now[0] = 1;
  for (let n = 0; n < patients; n++) {
    const next = new Float64Array(patients + 2);
    for (let d = 0; d <= n; d++) {
      next[d + 1] += now[d] * (d === 0 ? 1 : 1 / 3);
      if (d > 0) next[d - 1] += now[d] * (2 / 3);
    }
    now = next;
  }
  return now.reduce((sum, probability, d) => sum + probability * d, 0);
}

describe("balance and predictability through the simulation", () => {
  it("agree with closed forms", async () => {
    const patients = 20;
    const group = (randomization: ReturnType<typeof bigStick>) =>
      parallelGroup({ arms: 2, patients, response: binaryResponse(), randomization });
    const designs = {
      complete: group(completeRandomization()),
      blocks: group(permutedBlocks({ blockSize: 4 })),
      efron: group(efronBiasedCoin()),
    };
    const scenarios = { scenario: binaryScenario({ probabilities: [0.5, 0.5] }) };
    const study = await simulate({ designs, scenarios, replicates: 20_000, seed: 6 });
    const check = (design: string, metric: string, expected: number) => {
      const estimate = study.estimate("scenario", design, metric);
      if (estimate === undefined) throw new Error(`no ${metric}`);
      const distance = Math.abs(estimate.mean - expected);
      expect(distance, `${design} ${metric} ${estimate.mean}`).toBeLessThanOrEqual(LIMIT * estimate.standardError + 1e-12);
    };
    check("complete", "correctGuesses", 0.5);
    check("complete", "entropy", 1);
    check("complete", "loss", 1);
    // E|D_20| = 20 C(20, 10) / 2^20.
    check("complete", "finalImbalance", (20 * 184_756) / 2 ** 20);
    // 17/6 of 4 (Blackwell and Hodges); the last of a block is certain, and the third when the first two were the same (1/3).
    check("blocks", "correctGuesses", 17 / 24);
    check("blocks", "deterministic", (1 + 1 / 3) / 4);
    check("blocks", "finalImbalance", 0);
    check("efron", "finalImbalance", meanImbalanceOfEfron(20));
  });

  it("agree with all sequences of six patients under minimization, weighted by their probabilities", async () => {
    const patients = 6;
    const rule = minimization({ factors: ["sex"], probability: 0.75 });
    const factors = [{ covariate: "sex", cuts: undefined, weight: 1 }];
    const exact = {
      "finalImbalance[sex]": 0,
      "maximumImbalance[strata]": 0,
      meanImbalance: 0,
      correctGuesses: 0,
      predictability: 0,
      loss: 0,
    };
    for (let code = 0; code < 2 ** patients; code++) {
      const people = Array.from({ length: patients }, (_, i) => ({ sex: (code >> i) % 2 === 0 ? "female" : "male" }));
      eachSequence(rule, people, (probability, history) => {
        const balance = randomizationBalance(rule, history, 7, factors);
        const weight = probability / 2 ** patients;
        exact["finalImbalance[sex]"] += weight * balance.margins[0].final;
        exact["maximumImbalance[strata]"] += weight * (balance.strata?.maximum ?? Number.NaN);
        exact.meanImbalance += weight * balance.overall.mean;
        exact.correctGuesses += weight * balance.correctGuesses;
        exact.predictability += weight * balance.predictability;
        exact.loss += weight * balance.loss;
      });
    }
    const design = parallelGroup({ arms: 2, patients, response: binaryResponse(), randomization: rule, balance: ["sex"] });
    const scenario = binaryScenario({ probabilities: [0.5, 0.5], covariates: { sex: { levels: ["female", "male"] } } });
    const study = await simulate({ designs: { design }, scenarios: { scenario }, replicates: 20_000, seed: 7 });
    for (const [metric, expected] of Object.entries(exact)) {
      const estimate = study.estimate("scenario", "design", metric);
      if (estimate === undefined) throw new Error(`no ${metric}`);
      expect(Math.abs(estimate.mean - expected), metric).toBeLessThan(LIMIT * estimate.standardError);
    }
  });
});
