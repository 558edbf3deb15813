import { describe, expect, it } from "vitest";
import { rngFromSeed } from "../../../../../src/random/index.js";
import {
  crm,
  type DoseFindingDesign,
  doseFindingScenario,
  quadrature,
  simulate,
  simulateTrial,
  transitionPathways,
  withSafetyStop,
} from "../../../../../src/trials/index.js";

const options = { target: 0.25, skeleton: [0.05, 0.12, 0.25, 0.4, 0.55], maximumPatients: 12 };
const scenario = doseFindingScenario({ toxicity: [0.05, 0.12, 0.25, 0.4, 0.55] });

/** The level (from 1) of the next cohort, given counts. */
function nextLevel(
  design: DoseFindingDesign<never>,
  patients: readonly number[],
  toxicities: readonly number[],
  memory: unknown,
  lastArm: number,
) {
  const node = transitionPathways(design as DoseFindingDesign, { cohorts: 0, from: { patients, toxicities, lastArm, memory } });
  return node.kind === "treat" ? node.arm + 1 : node.recommended;
}

describe("crm", () => {
  it("goes up by one level at most, and not at all right after a cohort with the target's rate of DLTs", () => {
    const design = crm({ ...options, cohortSize: 2, maximumPatients: 40 }) as DoseFindingDesign<never>;
    const free = crm({
      ...options,
      cohortSize: 2,
      maximumPatients: 40,
      noSkipping: false,
      coherent: false,
    }) as DoseFindingDesign<never>;
    expect(nextLevel(free, [2, 0, 0, 0, 0], [0, 0, 0, 0, 0], { evaluated: 0, toxicities: 0 }, 0)).toBe(4);
    expect(nextLevel(design, [2, 0, 0, 0, 0], [0, 0, 0, 0, 0], { evaluated: 0, toxicities: 0 }, 0)).toBe(2);
    // 1 DLT in 12 patients at the lowest dose: the model wants to go up, but the DLT was in the last cohort.
    expect(nextLevel(free, [12, 0, 0, 0, 0], [1, 0, 0, 0, 0], { evaluated: 10, toxicities: 0 }, 0)).toBe(3);
    expect(nextLevel(design, [12, 0, 0, 0, 0], [1, 0, 0, 0, 0], { evaluated: 10, toxicities: 0 }, 0)).toBe(1);
    expect(nextLevel(design, [12, 0, 0, 0, 0], [1, 0, 0, 0, 0], { evaluated: 10, toxicities: 1 }, 0)).toBe(2);
  });

  it("goes down as far as the model says", () => {
    const design = crm({ ...options, startLevel: 4, cohortSize: 3 });
    expect(transitionPathways(design, { cohorts: 1 })).toMatchObject({
      kind: "treat",
      arm: 3,
      outcomes: [{ arm: 4 }, {}, {}, { arm: 0 }],
    });
  });

  it("follows the initial sequence in cohorts of one level until the first DLT", () => {
    const design = crm({ ...options, initialSequence: [1, 1, 2, 2, 2, 3, 4], cohortSize: 3 });
    const [first] = [transitionPathways(design, { cohorts: 4 })];
    const levels: [number, number][] = [];
    for (let node = first; node.kind === "treat"; node = node.outcomes[0]) {
      levels.push([node.arm + 1, node.patients]);
      if (node.outcomes.length === 0) break;
    }
    expect(levels).toEqual([
      [1, 2],
      [2, 3],
      [3, 1],
      [4, 1],
      [5, 3],
    ]);
    if (first.kind === "treat") expect(first.outcomes[1]).toMatchObject({ arm: 0 });
  });

  it("recommends a dose that was tried, unless asked otherwise", () => {
    const low = doseFindingScenario({ toxicity: [1e-9, 1e-9, 1e-9, 1e-9, 1e-9] });
    const short = { ...options, maximumPatients: 3 };
    expect(simulateTrial(crm(short), low, rngFromSeed(1)).conclusion).toEqual({ dose: 2 });
    expect(simulateTrial(crm({ ...short, recommendUntried: true }), low, rngFromSeed(1)).conclusion).toEqual({ dose: 4 });
    const high = doseFindingScenario({ toxicity: [0.999999, 0.999999, 0.999999, 0.999999, 0.999999] });
    expect(simulateTrial(crm({ ...short, startLevel: 3, maximumPatients: 1 }), high, rngFromSeed(1)).conclusion).toEqual({
      dose: null,
    });
  });

  it("stops for safety by the model's own probability that the lowest dose is too toxic", () => {
    const high = doseFindingScenario({ toxicity: [0.9, 0.9, 0.9, 0.9, 0.9] });
    const result = simulateTrial(crm({ ...options, safetyCutoff: 0.9 }), high, rngFromSeed(1));
    expect(result.conclusion).toEqual({ dose: null });
    expect(result.enrolled).toBeLessThan(12);
  });

  it("explains its decisions with the estimates, and shows them as evidence", () => {
    const design = crm({ ...options, skeleton: [0.05, 0.12, 0.25], cohortSize: 3 });
    const node = transitionPathways(design, { cohorts: 1 });
    expect(node.kind === "treat" && node.outcomes.map(({ reasons }) => reasons.join(" "))).toMatchInlineSnapshot(`
      [
        "0 of 3 patients had a DLT. The estimated probabilities of a DLT are dose 1 0.007, dose 2 0.029 and dose 3 0.099; nearest to the target 0.25 is dose 3. No dose is skipped: not more than one level above dose 1. The next cohort is treated at dose 2.",
        "1 of 3 patients had a DLT. The estimated probabilities of a DLT are dose 1 0.27, dose 2 0.396 and dose 3 0.545; nearest to the target 0.25 is dose 1. The next cohort is treated at dose 1.",
        "2 of 3 patients had a DLT. The estimated probabilities of a DLT are dose 1 0.489, dose 2 0.602 and dose 3 0.718; nearest to the target 0.25 is dose 1. The next cohort is treated at dose 1.",
        "3 of 3 patients had a DLT. The estimated probabilities of a DLT are dose 1 0.67, dose 2 0.753 and dose 3 0.831; nearest to the target 0.25 is dose 1. The next cohort is treated at dose 1.",
      ]
    `);
  });

  it("says itself for a protocol", () => {
    const design = crm({ ...options, doses: [10, 20, 40, 80, 120], cohortSize: 3, safetyCutoff: 0.95, model: "logistic" });
    expect(design.protocol?.().join("\n")).toMatchInlineSnapshot(`
      "The probability of a dose-limiting toxicity (DLT) aimed at is 0.25.
      Toxicity is described by the one-parameter logistic model logit(p) = 3 + exp(β) x, where x is the dose's label, logit(s) − 3, and s its prior guess of toxicity.
      The prior guesses of toxicity are 0.05 at 10, 0.12 at 20, 0.25 at 40, 0.4 at 80 and 0.55 at 120; β has a normal prior with mean 0 and standard deviation 1.158.
      A dose's toxicity is estimated by the model's toxicity at the posterior mean of β; the recommended level is the dose with the estimate nearest to 0.25, the lower one of two equally near.
      Each patient is assessed for DLTs over a window of 1.
      The first patients are treated at 10.
      Patients are treated in cohorts of 3: the model is fitted anew before each cohort, when all patients before have been assessed.
      The next dose is the recommended level, but at most one level above the last dose.
      The dose is not raised right after a cohort in which the proportion of patients with a DLT is 0.25 or more.
      The trial stops without a recommendation when the posterior probability that 10, the lowest dose, is more toxic than 0.25 is above 0.95.
      At most 12 patients are enrolled. When all have been assessed, the model is fitted to all data.
      The maximum tolerated dose is the highest dose that was tried and is not above the recommended level; if there is none, no dose is recommended."
    `);
  });

  it("simulates the same on the graph of decisions, and by the general loop", async () => {
    const design = crm({ ...options, cohortSize: 3 });
    const { decidesByCounts: _, ...general } = design;
    const study = await simulate({ designs: { design, general }, scenarios: { scenario }, replicates: 2000, seed: 4 });
    expect(study.cells[0].estimates).toEqual(study.cells[1].estimates);
  });

  it("keeps the same decisions when its states are forgotten: many states, many replicates", async () => {
    const design = crm({ ...options, maximumPatients: 30, skeleton: [0.05, 0.12, 0.25, 0.4, 0.55, 0.6, 0.65] });
    const truth = doseFindingScenario({ toxicity: [0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4] });
    const fast = truth.shortcut?.(design);
    for (let seed = 0; seed < 12_000; seed++) fast?.run(rngFromSeed(seed));
    const again = truth.shortcut?.(crm({ ...options, maximumPatients: 30, skeleton: [0.05, 0.12, 0.25, 0.4, 0.55, 0.6, 0.65] }));
    for (let seed = 12_000; seed < 12_100; seed++) {
      const { conclusion, enrolled, duration } = fast?.run(rngFromSeed(seed)) ?? {};
      expect(again?.run(rngFromSeed(seed))).toMatchObject({ conclusion, enrolled, duration });
    }
  });

  it("runs a design by the general loop where counts do not tell all", () => {
    const design = crm(options);
    const random: DoseFindingDesign = {
      ...design,
      decide: (memory, data, rng) =>
        rng.uniform() < 2 ? design.decide(memory as never, data, rng) : design.decide(memory as never, data, rng),
    };
    const fast = scenario.shortcut?.(random)?.run(rngFromSeed(9));
    expect(fast?.conclusion).toEqual(simulateTrial(design, scenario, rngFromSeed(9)).conclusion);
    expect(fast?.enrolled).toBe(12);
  });

  it("is fast when modified, too", () => {
    expect(scenario.shortcut?.(withSafetyStop(crm(options)))).toBeDefined();
  });

  it.each([
    ["crm: skeleton[2] must be larger than the guess before it (0.2), got 0.2", { skeleton: [0.1, 0.2, 0.2] }],
    ["crm: skeleton[0] must be in (0, 1), got 0", { skeleton: [0, 0.2, 0.3] }],
    ["crm: skeleton must have 4 guesses, one for each dose", { doses: 4, skeleton: [0.1, 0.2, 0.3] }],
    ["crm: skeleton must be given, or doses, halfwidth and priorLevel to make one", { skeleton: undefined }],
    ["crm: halfwidth must be absent when the skeleton is given", { halfwidth: 0.05 }],
    ["crm: target must be in (0, 1), got 1.2", { target: 1.2 }],
    ["crm: priorDeviation must be a positive, finite standard deviation, got 0", { priorDeviation: 0 }],
    ["crm: skeleton[4] must have a logit below the intercept 0", { model: "logistic", intercept: 0 }],
    ["crm: estimator must", { estimator: "mode" }],
    ["crm: posterior must be a way to compute posteriors", { posterior: "quadrature" }],
    ["crm: startLevel must be an integer from 1 to 5, got 6", { startLevel: 6 }],
    ["crm: startLevel must be absent when there is an initial sequence", { startLevel: 1, initialSequence: [1, 2] }],
    ["crm: initialSequence[1] must be an integer from 2 to 5, got 1", { initialSequence: [2, 1] }],
    ["crm: initialSequence must give the levels of 1 to 12 patients", { initialSequence: [] }],
    ["crm: cohortSize must be an integer from 1 to 12", { cohortSize: 0 }],
    ["crm: safetyCutoff must be in (0, 1)", { safetyCutoff: 2 }],
    ["crm: coherent must be true or false", { coherent: 1 }],
    ["crm: target must", { target: "0.2" }],
    ["crm: halfwidth must be in (0, 0.25), got 0.3", { skeleton: undefined, doses: 3, halfwidth: 0.3, priorLevel: 2 }],
  ])("refuses bad input: %s", (message, bad) => {
    expect(() => crm({ ...options, ...bad } as never)).toThrow(message);
  });

  it("takes any posterior method", () => {
    const coarse = crm({ ...options, posterior: quadrature({ nodes: 61 }) });
    expect(simulateTrial(coarse, scenario, rngFromSeed(2)).conclusion).toEqual(
      simulateTrial(crm(options), scenario, rngFromSeed(2)).conclusion,
    );
    const { recipe: _, ...own } = quadrature();
    expect(crm({ ...options, posterior: own as never }).recipe).toBeUndefined();
  });
});
