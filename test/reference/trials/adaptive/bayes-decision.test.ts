/**
 * Thompson allocation, comparisons and predictive probabilities.
 * Provenance: scipy quadrature and enumeration (values to 15 digits, tolerance 1e-9); 0.5656 is Lee & Liu 2008, Clinical Trials 5:93, Table 1.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { allocationShares } from "../../../../src/trials/adaptive/allocation-shares.js";
import { type ArmPosterior, comparePosteriors } from "../../../../src/trials/adaptive/compare-posteriors.js";
import { predictiveProbability, predictiveProbabilityTwoArm } from "../../../../src/trials/adaptive/predictive-probability.js";

type Pair = readonly [alpha: number, beta: number];

const reference = JSON.parse(readFileSync(new URL("./bayes-decision.json", import.meta.url), "utf8")) as {
  thompson: { posterior_beta: Pair[]; prob_best_highest: number[]; allocation_power: Record<string, number[]> }[];
  prob_greater: { a: Pair; b: Pair; delta: number; "P(A>B+delta)": number }[];
  predictive_probability_single_arm: { x: number; n: number; N: number; prior: Pair; p0: number; theta_T: number; PP: number }[];
  predictive_probability_two_arm: {
    xt: number;
    nt: number;
    xc: number;
    nc: number;
    Nt: number;
    Nc: number;
    threshold: number;
    prior: Pair;
    PP: number;
  }[];
};

const beta = ([alpha, b]: Pair): ArmPosterior => ({ family: "beta", alpha, beta: b });
const expectClose = (actual: readonly number[], expected: readonly number[]) => {
  actual.forEach((value, i) => {
    expect(Math.abs(value - expected[i])).toBeLessThan(1e-9);
  });
};

describe.each(reference.thompson)("Thompson allocation among $posterior_beta", (given) => {
  const { best } = comparePosteriors(given.posterior_beta.map(beta));
  it("P(best)", () => {
    expectClose(best, given.prob_best_highest);
  });
  it.each(Object.entries(given.allocation_power))("to the power %s", (power, expected) => {
    // "n/(2N) n=40 N=200": patients so far, and at most.
    const [n, most] = (power.match(/n=(\d+) N=(\d+)/)?.slice(1) ?? []).map(Number);
    expectClose(allocationShares(best, { tuning: most === undefined ? Number(power) : n / (2 * most) }), expected);
  });
});

describe("P(A > B + delta)", () => {
  it.each(reference.prob_greater)("of $a over $b by $delta", (given) => {
    expectClose([comparePosteriors([beta(given.a), beta(given.b)]).better(0, 1, given.delta)], [given["P(A>B+delta)"]]);
  });
});

describe("predictive probability", () => {
  it.each(reference.predictive_probability_single_arm)("of one arm with $x of $n", ({ x, n, N, prior, p0, theta_T, PP }) => {
    const found = predictiveProbability({
      now: { events: x, patients: n },
      maximumPatients: N,
      reference: p0,
      threshold: theta_T,
      prior: { alpha: prior[0], beta: prior[1] },
    });
    expectClose([found], [PP]);
    expect(found).toBeCloseTo(0.5656, 4);
  });
  it.each(reference.predictive_probability_two_arm)("of two arms, $xt of $nt and $xc of $nc", (given) => {
    const settings = {
      maximumPatients: { treatment: given.Nt, control: given.Nc },
      threshold: given.threshold,
      prior: { alpha: given.prior[0], beta: given.prior[1] },
    };
    const treatment = { events: given.xt, patients: given.nt };
    const control = { events: given.xc, patients: given.nc };
    expectClose([predictiveProbabilityTwoArm({ ...settings, treatment, control })], [given.PP]);
    // Counting those without the event turns the question round.
    const without = ({ events, patients }: typeof treatment) => ({ events: patients - events, patients });
    const turned = { ...settings, treatment: without(treatment), control: without(control), larger: "worse" as const };
    expectClose([predictiveProbabilityTwoArm(turned)], [given.PP]);
  });
});
