import { describe, expect, it } from "vitest";
import { armTruth } from "../../../../src/report/studies/arm-truth.js";
import { studyTables, truthTable } from "../../../../src/report/studies/study-tables.js";
import type { MetricDescription } from "../../../../src/trials/operating-characteristics.js";
import type { Recipe } from "../../../../src/trials/recipe.js";
import { Study } from "../../../../src/trials/study.js";

const ARMS = ["control", "new"];
const RESPONSE = { make: "binaryResponse", options: {} };
const METRICS: readonly (MetricDescription & { readonly mean: number })[] = [
  { name: "ended[superiority]", label: "superiority found", unit: "proportion", mean: 0.4 },
  { name: "ended[harm]", label: "stopped for harm", unit: "proportion", mean: 0 },
  { name: "ended[maximum]", label: "planned end", unit: "proportion", mean: 0.6 },
  { name: "selected[1]", label: "control found best", unit: "proportion", arm: 0, mean: 0 },
  { name: "selected[2]", label: "new found best", unit: "proportion", arm: 1, mean: 0.4 },
  { name: "selected[none]", label: "no arm found best", unit: "proportion", mean: 0.6 },
  { name: "patients", label: "patients", unit: "patients", mean: 100 },
];
const OWN: readonly (MetricDescription & { readonly mean: number })[] = [
  { name: "futility[1]", label: "futility at look 1", unit: "proportion", mean: 0 },
  { name: "z", label: "Z at the end", unit: "number", mean: 1 },
];

/** A study of two designs under one scenario, the second with metrics of its own. */
function studyOf(scenario: Recipe, options: object = { response: RESPONSE }, harm = 0): Study {
  const design = { make: "parallelGroup", options: options as never };
  const cells = [METRICS, [...METRICS, ...OWN]].map((metrics, d) => ({
    scenario: "truth to tell",
    design: `design ${d}`,
    arms: ARMS,
    metrics: metrics.map(({ mean: _, ...metric }) => metric),
    estimates: metrics.map(({ name, mean }) => ({
      mean: name === "ended[harm]" ? harm : mean,
      standardDeviation: 0.5,
      standardError: 0.01,
      count: 2500,
    })),
  }));
  const designs = { "design 0": design, "design 1": design };
  const plan = { version: "0", seed: 1, replicates: 2500, designs, scenarios: { "truth to tell": scenario } };
  return new Study({ seed: 1, version: "0" }, 2500, plan, cells, []);
}

const truthOf = (make: string, options: object, design?: object) =>
  armTruth(studyOf({ make, options: options as never }, design), "truth to tell");

describe("armTruth", () => {
  it("reads probabilities, means, rates and medians off the plan, and which arms are best", () => {
    expect(truthOf("binaryScenario", { probabilities: [0.3, 0.5] })).toEqual({
      what: "probability of the event",
      values: [0.3, 0.5],
      best: [1],
    });
    expect(truthOf("continuousScenario", { means: [2, 1], standardDeviations: 1 })?.best).toEqual([0]);
    expect(truthOf("countScenario", { rates: [2, 1] }, { response: { make: "countResponse", options: {} } })?.best).toEqual([1]);
    const survival = truthOf("survivalScenario", {
      hazards: [
        0.1,
        [
          { from: 0, rate: 0.1 },
          { from: 5, rate: 0 },
        ],
      ],
    });
    expect(survival?.values[0]).toBeCloseTo(Math.log(2) / 0.1, 10);
    expect(survival).toMatchObject({ values: [survival?.values[0], Number.POSITIVE_INFINITY], best: [1] });
  });

  it("goes by what the designs hold for good, and marks no arm when all are equal", () => {
    const worse = { response: { make: "binaryResponse", options: { larger: "worse" } } };
    expect(truthOf("binaryScenario", { probabilities: [0.3, 0.5] }, worse)?.best).toEqual([0]);
    expect(truthOf("binaryScenario", { probabilities: [0.3, 0.3] })?.best).toEqual([]);
  });

  it("is that of the whole population when patients differ", () => {
    // Half of the patients have an odds ratio so large that they all but surely have the event on the new arm.
    const covariates = { kind: { levels: ["a", "b"], effects: [0, [0, 40]] } };
    const truth = truthOf("binaryScenario", { probabilities: [0.5, 0.4], covariates });
    expect(truth?.values[1]).toBeCloseTo(0.7, 12);
    expect(truth?.best).toEqual([1]);
  });

  it("is nothing for a scenario that is not about arms", () => {
    expect(truthOf("doseFindingScenario", { toxicity: [0.1, 0.2] })).toBeUndefined();
  });
});

describe("studyTables of a comparative study", () => {
  const recipe = { make: "binaryScenario", options: { probabilities: [0.3, 0.5] } };
  const [ended, selected, futility, whole, own] = studyTables(studyOf(recipe));

  it("puts the truth above the designs where a table is by arm", () => {
    expect(selected.rows[0]).toEqual({
      scenario: "truth to tell",
      design: "truth",
      "selected[1]": "0.30",
      "selected[2]": "0.50*",
    });
    expect(selected.notes?.[0]).toBe(
      "truth: the assumed probability of the event by arm; * the best, and what is as good as it.",
    );
    expect(ended.rows).toHaveLength(2);
    expect(truthTable(studyOf(recipe))).toMatchObject({ title: "Assumed probability of the event by arm" });
  });

  it("leaves out endings that no trial had, and none that one had", () => {
    const names = (table: typeof ended) => table.columns.slice(2).map(({ label }) => label);
    expect(names(ended)).toEqual(["superiority", "maximum"]);
    expect(names(studyTables(studyOf(recipe, undefined, 0.0004))[0])).toEqual(["superiority", "harm", "maximum"]);
    expect(names(selected)).toEqual(["control", "new", "none"]);
  });

  it("tells what only some designs measure without rows for the others", () => {
    expect(futility.title).toBe("Futility by look, % of trials");
    expect(futility.rows.map(({ design }) => design)).toEqual(["design 1"]);
    expect(whole.columns.map(({ name }) => name)).toEqual(["scenario", "design", "patients"]);
    expect(own.title).toBe("Whole trial: what only design 1 tells, means over trials");
    expect(own.rows).toMatchObject([{ design: "design 1", z: { value: 1 } }]);
  });
});
