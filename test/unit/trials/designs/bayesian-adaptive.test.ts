import { describe, expect, it } from "vitest";
import { InvalidArgument } from "../../../../src/errors.js";
import { rngFromSeed } from "../../../../src/random/index.js";
import { binaryResponse } from "../../../../src/trials/comparative/binary-response.js";
import { continuousResponse } from "../../../../src/trials/comparative/continuous-response.js";
import { bayesianAdaptive } from "../../../../src/trials/designs/adaptive/bayesian-adaptive.js";
import { regularAccrual } from "../../../../src/trials/scenarios/accrual.js";
import { binaryScenario } from "../../../../src/trials/scenarios/binary-scenario.js";
import { simulateTrial, type TrialEvent } from "../../../../src/trials/simulate-trial.js";

const response = binaryResponse();
const shared = { arms: ["A", "B", "C"], response, looks: [60, 120, 180] };

type Observed = { readonly event: boolean | null };
type Tally = { readonly evaluated: number; readonly events: number };
type Design = ReturnType<typeof bayesianAdaptive<boolean, Observed, Tally>>;

/** The decisions of one trial. */
function decisions(design: Design, probabilities: readonly number[], seed = 1) {
  const found: Extract<TrialEvent<Observed, Tally, unknown>, { kind: "decided" }>[] = [];
  const result = simulateTrial(
    design,
    binaryScenario({ probabilities, accrual: regularAccrual({ rate: 1 }) }),
    rngFromSeed(seed),
    (event) => {
      if (event.kind === "decided") found.push(event);
    },
  );
  const weights = found.flatMap(({ decision }) =>
    decision.kind === "continue" && decision.enroll > 0 ? [Array.from(decision.weights ?? [])] : [],
  );
  return { found, weights, result: { ...result, conclusion: result.conclusion, enrolled: result.enrolled } };
}

describe("bayesianAdaptive", () => {
  it("drops the arm that is inferior, and stops for the one that is superior", () => {
    const { weights, result } = decisions(bayesianAdaptive(shared), [0.05, 0.5, 0.95]);
    expect(weights[0]).toEqual([1 / 3, 1 / 3, 1 / 3]);
    expect(result.conclusion).toMatchObject({ ending: "superiority", selected: 2, preferred: 2, control: null, looks: 1 });
    expect(result.conclusion.dropped).toMatchObject([
      { arm: 0, reason: "inferior", look: 1 },
      { arm: 1, reason: "inferior", look: 1 },
    ]);
    expect(result.enrolled).toBe(60);
  });

  it("waits for outcomes: only patients who were followed up by a look count, and all when it concludes", () => {
    const design = bayesianAdaptive({
      ...shared,
      response: binaryResponse({ measuredAfter: 20 }),
      enrolledAtLooks: [80, 140, 180],
    });
    const { found, result } = decisions(design, [0.3, 0.3, 0.3]);
    expect(found.map(({ time }) => time)).toEqual([0, 80, 140, 200]);
    expect(result.conclusion).toMatchObject({ ending: "maximum", selected: null, looks: 3 });
    // Stopped at the first look with 60 outcomes and 80 patients: the others are followed up first.
    const early = decisions(design, [0.05, 0.5, 0.95]);
    expect(early.found.map(({ time }) => time)).toEqual([0, 80, 100]);
    expect(early.result.enrolled).toBe(80);
    expect(early.result.conclusion.estimates.every((estimate) => estimate !== null)).toBe(true);
  });

  it("makes the superior arm control, and goes on with the others", () => {
    const { result } = decisions(bayesianAdaptive({ ...shared, control: 0, controlAllocation: "matched" }), [0.05, 0.6, 0.6]);
    expect(result.conclusion.control).not.toBe(0);
    expect(result.conclusion.dropped[0]).toMatchObject({ arm: 0, reason: "inferior" });
    expect(result.conclusion.preferred).toBe(result.conclusion.control);
  });

  it("finds control left when all others are inferior", () => {
    const { result } = decisions(bayesianAdaptive({ ...shared, control: 0, controlAllocation: 0.4 }), [0.9, 0.1, 0.1]);
    expect(result.conclusion).toMatchObject({ ending: "inferiority", selected: 0, control: 0, looks: 1 });
  });

  it("gives control its share by the arms left, or that of the best other arm", () => {
    const options = { ...shared, control: 0, inferiority: 0.3, superiority: 0.9999 };
    const root = decisions(bayesianAdaptive({ ...options, controlAllocation: "square-root" }), [0.5, 0.5, 0.1]).weights;
    expect(root[0][0]).toBeCloseTo(1 / (1 + Math.SQRT2), 12);
    expect(root[1]).toEqual([0.5, 0.5, 0]);
    const matched = decisions(
      bayesianAdaptive({ ...shared, control: 0, controlAllocation: "matched" }),
      [0.5, 0.5, 0.45],
    ).weights;
    for (const weights of matched.slice(1)) expect(weights[0]).toBeCloseTo(Math.max(weights[1], weights[2]), 12);
  });

  it("opens an arm with an equal share, compares it when it has outcomes, and does not stop before", () => {
    const design = bayesianAdaptive({ ...shared, inferiority: 0.02, changes: [{ afterLook: 1, opens: 2 }] });
    const { weights, result } = decisions(design, [0.05, 0.9, 0.9]);
    expect(weights[0]).toEqual([0.5, 0.5, 0]);
    expect(weights[1]).toEqual([0, 0.5, 0.5]);
    expect(result.conclusion.looks).toBeGreaterThan(1);
  });

  it("closes an arm by plan, once", () => {
    const design = bayesianAdaptive({ ...shared, inferiority: 0, superiority: 1, changes: [{ afterLook: 1, closes: 0 }] });
    const { weights, result } = decisions(design, [0.3, 0.3, 0.3]);
    expect(weights[1][0]).toBe(0);
    expect(result.conclusion.dropped).toEqual([{ arm: 0, reason: "closed", look: 1, probability: null }]);
  });

  it("says that arms cannot be compared when there are no outcomes", () => {
    const design = bayesianAdaptive({ ...shared, response: continuousResponse(), looks: [1, 2] } as never) as unknown as Design;
    const nobody = { ...binaryScenario({ probabilities: [0, 0, 0] }), nextArrival: () => Infinity };
    const result = simulateTrial(design, nobody, rngFromSeed(1));
    expect(result.conclusion).toMatchObject({
      ending: "maximum",
      selected: null,
      preferred: null,
      estimates: [null, null, null],
    });
  });

  it.each([
    ["thresholds that cross", "inferiority", { control: 0, controlAllocation: 0.3, superiority: 0.6, inferiority: 0.6 }],
    ["a threshold at which all arms could be dropped", "inferiority", { inferiority: 0.34 }],
    ["a superiority that rises", "superiority", { superiority: [0.9, 0.95, 0.95] }],
    ["least shares above 1", "minimum", { minimum: 0.4 }],
    ["largest shares below 1", "maximum", { maximum: 0.3 }],
    [
      "an arm dropped twice",
      "changes",
      {
        changes: [
          { afterLook: 1, closes: 1 },
          { afterLook: 2, closes: 1 },
        ],
      },
    ],
    [
      "an arm closed before it opens",
      "changes",
      {
        changes: [
          { afterLook: 1, closes: 2 },
          { afterLook: 2, opens: 2 },
        ],
      },
    ],
    ["a tuning power that starves control", "controlAllocation", { control: 0 }],
    ["a sharpening that starves control", "controlAllocation", { control: 0, controlAllocation: "adaptive", tuning: 2 }],
    ["futility without control", "futility", { futility: { probability: 0.9, difference: 0.1 } }],
    ["looks that do not increase", "looks", { looks: [60, 60, 120] }],
    ["fewer patients enrolled than looked at", "enrolledAtLooks", { enrolledAtLooks: [50, 120, 180] }],
    ["a start that does not sum to 1", "start", { start: [0.5, 0.4, 0] }],
    ["a prior of another scale", "prior", { prior: { shape: 1, rate: 1 } }],
    ["a prior that is not positive", "prior", { prior: { alpha: 0, beta: 1 } }],
    ["a negative tuning", "tuning", { tuning: -1 }],
    ["an unknown option", "power", { power: 1 }],
  ])("refuses %s", (_what, argument, options) => {
    const made = () => bayesianAdaptive({ ...shared, ...options } as never);
    expect(made).toThrow(InvalidArgument);
    expect(made).toThrow(new RegExp(`^bayesianAdaptive: ${argument}`));
  });
});
