/** Live trials that compare arms: whom the next patient is allocated to, and what decisions rest on. */
import { describe, expect, it } from "vitest";
import {
  bayesianAdaptive,
  binaryResponse,
  conduct,
  minimization,
  parallelGroup,
  permutedBlocks,
  playTheWinner,
  responseAdaptive,
  resumeTrial,
} from "../../../src/trials/index.js";

const response = binaryResponse();
const arms = ["control", "new"];

/** The probabilities of all arms by label. */
const chances = (step: { readonly arms: readonly { readonly label: string; readonly probability: number }[] }) =>
  Object.fromEntries(step.arms.map(({ label, probability }) => [label, probability]));

describe("the next patient of a live trial", () => {
  it("is allocated by the outcomes known now, though the last decision was made before them", () => {
    const rule = playTheWinner({ balls: 1, added: 1 });
    const trial = conduct(responseAdaptive({ arms, patients: 40, response, rule, burnIn: 0 }));
    expect(trial.next()).toMatchObject({ constant: false, enroll: 40 });
    expect(chances(trial.next())).toEqual({ control: 0.5, new: 0.5 });
    trial.enroll("1", { arm: "new" });
    trial.observe("1", { event: true });
    // The urn has one ball of each kind at first, and one more of the arm that succeeded: 2 of 3.
    expect(chances(trial.next())).toEqual({ control: 1 / 3, new: 2 / 3 });
    trial.enroll("2", { arm: "control" });
    trial.observe("2", { event: false });
    expect(chances(trial.next())).toEqual({ control: 1 / 4, new: 3 / 4 });
    expect(trial.log.entries.filter(({ kind }) => kind === "decided")).toHaveLength(1);
  });

  it("is allocated by their own covariates under minimization", () => {
    const randomization = minimization({ factors: [{ covariate: "sex" }], probability: 0.8 });
    const trial = conduct(parallelGroup({ arms, patients: 20, response, randomization }));
    trial.enroll("1", { arm: "control", covariates: { sex: "female" } });
    expect(chances(trial.next(0, { sex: "male" }))).toEqual({ control: 0.5, new: 0.5 });
    const female = chances(trial.next(0, { sex: "female" }));
    expect(female.new).toBeCloseTo(0.8, 14);
    expect(female.control).toBeCloseTo(0.2, 14);
  });

  it("gets the arm that is left in a permuted block", () => {
    const randomization = permutedBlocks({ blockSize: 2, ratio: [1, 1] });
    const trial = conduct(parallelGroup({ arms, patients: 4, response, randomization }));
    const first = trial.enroll("1");
    expect(chances(trial.next())).toEqual({ [arms[1 - first]]: 1 });
    expect(trial.enroll("2")).toBe(1 - first);
    expect(chances(trial.next())).toEqual({ control: 0.5, new: 0.5 });
  });

  it("is told the recorded weights where these hold until the review", () => {
    const trial = conduct(parallelGroup({ arms, patients: 4, response }));
    expect(trial.next()).toMatchObject({ constant: true, enroll: 4, decision: { weights: [0.5, 0.5] } });
  });
});

describe("the evidence of a live trial", () => {
  const design = bayesianAdaptive({ arms, response, looks: [4, 8] });
  const started = () => {
    const trial = conduct(design);
    for (const [i, arm] of ["control", "new", "control", "new"].entries()) {
      trial.enroll(`${i}`, { arm });
      trial.observe(`${i}`, { event: arm === "new" });
    }
    return trial;
  };

  it("is what the decision in force rests on", () => {
    const best = started().next().evidence["probability of being best"];
    // Beta(1, 3) against Beta(3, 1): Pr(X < Y) = ∫ 3 (1 − x)² (1 − x³) dx = 19/20.
    expect(best[1]).toBeCloseTo(19 / 20, 10);
    expect(best[0]).toBeCloseTo(1 / 20, 10);
  });

  it("is not in the log, and is found again by its replay", () => {
    const trial = started();
    const { evidence } = trial.next();
    expect(JSON.stringify(trial.log)).not.toContain('"evidence"');
    const again = resumeTrial(design, JSON.stringify(trial.log));
    expect(again.next().evidence).toEqual(evidence);
    expect(again.log).toEqual(trial.log);
  });

  it("stays what it was when data come after the decision", () => {
    const trial = started();
    const { evidence } = trial.next();
    trial.enroll("5", { arm: "control" });
    trial.observe("5", { event: true });
    expect(trial.next().evidence).toEqual(evidence);
  });
});
