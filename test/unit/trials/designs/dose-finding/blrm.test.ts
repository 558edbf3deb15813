import { describe, expect, it } from "vitest";
import { InvalidArgument } from "../../../../../src/errors.js";
import { blrm } from "../../../../../src/trials/designs/dose-finding/blrm.js";
import type { BlrmOptions } from "../../../../../src/trials/dose-finding/blrm/blrm-options.js";
import { toxicityPosteriorTable } from "../../../../../src/trials/dose-finding/blrm/toxicity-posterior-table.js";
import { laplace } from "../../../../../src/trials/dose-finding/posterior/laplace.js";
import { CountsData, noRandomness } from "../../../../../src/trials/paths/counts-data.js";
import { doseFindingScenario } from "../../../../../src/trials/scenarios/dose-finding-scenario.js";
import { simulate } from "../../../../../src/trials/simulate.js";

const options: BlrmOptions = {
  doses: [10, 20, 40, 80],
  referenceDose: 40,
  prior: { mean: [-1, 0], sd: [2, 1] },
  maximumPatients: 30,
};

/** What the design decides, given patients and toxicities by dose and the last dose. */
function decideOn(
  changes: Partial<BlrmOptions>,
  patients: number[],
  toxicities: number[],
  lastArm = patients.findLastIndex((n) => n > 0),
) {
  const design = blrm({ ...options, ...changes });
  const data = new CountsData("test").show({
    patients: Int32Array.from(patients),
    toxicities: Int32Array.from(toxicities),
    lastArm,
  });
  const { decision } = design.decide(null, data, noRandomness("test"));
  const reasons = decision.reasons();
  if (decision.kind === "stop")
    return { stops: true, recommended: decision.conclusion.dose, reasons, evidence: decision.evidence?.() };
  const dose = Array.from(decision.weights ?? []).indexOf(1);
  return { stops: false, dose, enroll: decision.enroll, reasons, evidence: decision.evidence?.() };
}

const share = (patients: number[], toxicities: number[], name: string) =>
  toxicityPosteriorTable(options, { patients, toxicities }).rows.map((row) => row[name] as number);

describe("blrm", () => {
  it("starts with a cohort at its start level", () => {
    expect(decideOn({ startLevel: 2, cohortSize: 4 }, [0, 0, 0, 0], [0, 0, 0, 0])).toMatchObject({
      dose: 1,
      enroll: 4,
      reasons: ["The trial starts at dose 20."],
    });
  });

  it("treats at the eligible dose most probably in the target interval", () => {
    const [patients, toxicities] = [
      [3, 3, 3, 3],
      [0, 0, 0, 2],
    ];
    const over = share(patients, toxicities, "over");
    const target = share(patients, toxicities, "target");
    const eligible = over.filter((p) => p <= 0.25).length;
    const best = target.indexOf(Math.max(...target.slice(0, eligible)));
    expect(eligible).toBe(3);
    expect(decideOn({}, patients, toxicities).dose).toBe(best);
    expect(decideOn({ maximumOverdoseProbability: over[3] + 1e-6 }, patients, toxicities).dose).toBe(
      target.indexOf(Math.max(...target)),
    );
  });

  it("controls overdoses by a quantile just as by the probability of the same limit", () => {
    for (const toxicities of [
      [0, 0, 0, 0],
      [0, 0, 1, 0],
      [0, 1, 1, 0],
      [1, 1, 2, 0],
    ]) {
      const byQuantile = decideOn({ overdoseQuantile: { probability: 0.75, below: 0.33 } }, [3, 3, 3, 0], toxicities);
      const byProbability = decideOn({}, [3, 3, 3, 0], toxicities);
      expect({ ...byQuantile, reasons: [] }).toEqual({ ...byProbability, reasons: [] });
    }
  });

  it("treats at the highest eligible dose when none is in the target interval with some probability", () => {
    const target = share([9, 9, 9, 0], [0, 0, 0, 0], "target");
    expect(Math.max(...target.slice(0, 3))).toBeLessThan(0.3);
    const decision = decideOn({ leastTargetProbability: 0.6 }, [9, 9, 9, 0], [0, 0, 0, 0]);
    expect(decision.dose).toBe(3);
    expect(decision.reasons[1]).toContain(
      "the highest eligible dose, as none is in the target interval with a probability above 0.6",
    );
  });

  it("stops without a recommendation, and says why, when no dose is eligible", () => {
    const decision = decideOn({}, [3, 0, 0, 0], [3, 0, 0, 0]);
    expect(decision).toMatchObject({ stops: true, recommended: null });
    expect(decision.reasons[0]).toBe("3 of 3 patients at dose 10, the last one, had a DLT.");
    expect(decision.reasons[1]).toMatch(
      /^No dose is eligible: even for dose 10, the lowest, its probability of overdosing is 0\.\d+, above 0\.25\.$/,
    );
    expect(decision.reasons.at(-1)).toBe("No dose is recommended.");
  });

  it("skips no dose unless it may, and keeps to its increments", () => {
    const nobodyToxic = [
      [3, 0, 0, 0],
      [0, 0, 0, 0],
    ] as const;
    const free = { noSkipping: false, leastTargetProbability: 1, maximumOverdoseProbability: 1 };
    expect(decideOn({ ...free, noSkipping: true }, [...nobodyToxic[0]], [...nobodyToxic[1]]).dose).toBe(1);
    expect(decideOn(free, [...nobodyToxic[0]], [...nobodyToxic[1]]).dose).toBe(3);
    expect(decideOn({ ...free, increments: [{ from: 0, increment: 3 }] }, [...nobodyToxic[0]], [...nobodyToxic[1]]).dose).toBe(2);
    const pieces = [
      { from: 0, increment: 3 },
      { from: 10, increment: 1 },
    ];
    expect(decideOn({ ...free, increments: pieces }, [...nobodyToxic[0]], [...nobodyToxic[1]]).dose).toBe(1);
    const byToxicities = [
      { from: 0, increment: 3 },
      { from: 1, increment: 0.5 },
    ];
    expect(decideOn({ ...free, incrementsByToxicities: byToxicities }, [3, 0, 0, 0], [1, 0, 0, 0]).dose).toBe(0);
  });

  it("chooses by expected loss when it has losses", () => {
    const [patients, toxicities] = [
      [3, 3, 3, 0],
      [0, 0, 1, 0],
    ];
    const [under, over] = [share(patients, toxicities, "under"), share(patients, toxicities, "over")];
    const losses = under.map((p, dose) => 1 * p + 5 * over[dose]);
    const least = losses.indexOf(Math.min(...losses));
    expect(decideOn({ losses: [1, 0, 5], maximumOverdoseProbability: 1 }, patients, toxicities).dose).toBe(least);
    const all = toxicityPosteriorTable({ ...options, unacceptable: 0.6 }, { patients, toxicities }).rows as unknown as Record<
      string,
      number
    >[];
    const four = all.map((row) => row.under + 2 * row.excessive + 4 * row.unacceptable);
    expect(decideOn({ losses: [1, 0, 2, 4], unacceptable: 0.6, maximumOverdoseProbability: 1 }, patients, toxicities).dose).toBe(
      four.indexOf(Math.min(...four)),
    );
  });

  it("stops when all conditions of a stopping rule hold at the next dose", () => {
    const [patients, toxicities] = [
      [3, 9, 6, 0],
      [0, 1, 3, 0],
    ];
    const next = decideOn({}, patients, toxicities);
    expect(next.dose).toBe(1);
    const probability = share(patients, toxicities, "target")[1];
    const rule = { patientsAtDose: 9, targetProbability: probability - 0.001, patients: 18 };
    expect(decideOn({ stopping: [rule] }, patients, toxicities)).toMatchObject({ stops: true, recommended: 1 });
    for (const missing of [{ patientsAtDose: 10 }, { targetProbability: probability + 0.001 }, { patients: 19 }])
      expect(decideOn({ stopping: [{ ...rule, ...missing }] }, patients, toxicities).stops).toBe(false);
    expect(decideOn({ stopping: [{ patientsAtDose: 10 }, rule] }, patients, toxicities).stops).toBe(true);
    // Within 50 % of 20 lies 10 as well.
    expect(decideOn({ stopping: [{ patientsAtDose: 12, nearness: 0.5 }] }, patients, toxicities).stops).toBe(true);
    expect(decideOn({ stopping: [{ patientsAtDose: 12, nearness: 0.4 }] }, patients, toxicities).stops).toBe(false);
    expect(decideOn({ stopping: [{ variation: 10 }] }, patients, toxicities).stops).toBe(true);
    expect(decideOn({ stopping: [{ variation: 0.01 }] }, patients, toxicities).stops).toBe(false);
  });

  it("recommends by the same rule at the end, among doses that were tried unless told otherwise", () => {
    const [patients, toxicities] = [
      [15, 15, 0, 0],
      [0, 0, 0, 0],
    ];
    expect(decideOn({}, patients, toxicities)).toMatchObject({ stops: true, recommended: 1 });
    expect(decideOn({ recommendUntried: true }, patients, toxicities)).toMatchObject({ stops: true, recommended: 2 });
  });

  it("gives the probabilities it compared as evidence and in its reasons", () => {
    const decision = decideOn({}, [3, 3, 0, 0], [0, 1, 0, 0]);
    const [target, over] = [share([3, 3, 0, 0], [0, 1, 0, 0], "target"), share([3, 3, 0, 0], [0, 1, 0, 0], "over")];
    expect(decision.evidence).toEqual({ "probability of the target interval": target, "probability of overdosing": over });
    const dose = decision.dose as number;
    expect(decision.reasons[1]).toContain(`probability ${Number(target[dose].toFixed(3))}`);
    expect(decision.reasons[1]).toContain(`probability ${Number(over[dose].toFixed(3))}`);
  });

  it("treats another cohort when nobody could be evaluated", () => {
    const design = blrm(options);
    const data = new CountsData("test").show({ patients: new Int32Array(4), toxicities: new Int32Array(4), lastArm: 0 });
    data.enrolled = 3;
    expect(design.decide(null, data, noRandomness("test")).decision.reasons()).toEqual([
      "No patient could be evaluated: another cohort at dose 10.",
    ]);
    expect(design.conclude(null, data)).toEqual({ dose: null });
  });

  it("writes a protocol from its settings", () => {
    const sentences = blrm({
      ...options,
      losses: [1, 0, 1, 2],
      unacceptable: 0.6,
      overdoseQuantile: { probability: 0.75, below: 0.33 },
      increments: [
        { from: 0, increment: 1 },
        { from: 40, increment: 0.5 },
      ],
      stopping: [{ patientsAtDose: 6, targetProbability: 0.5 }, { variation: 0.3 }],
    }).protocol?.();
    expect(sentences).toEqual([
      "The doses are 10, 20, 40 and 80. The probability of a dose-limiting toxicity (DLT) at dose d is described by a two-parameter logistic model, logit p(d) = log α + β log(d/40).",
      "The prior of (log α, log β) is bivariate normal with means -1 and 0, standard deviations 2 and 1, and correlation 0.",
      "A probability of a DLT from 0.16 to below 0.33 is the target interval; a lower one is underdosing, and one of 0.33 or more is overdosing: excessive below 0.6, unacceptable from there on.",
      "The first cohort is treated at dose 10. Patients are treated in cohorts of 3; the model is fitted anew when all patients of a cohort have been assessed.",
      "Escalation with overdose control: a dose is eligible only if the 75 % quantile of its posterior probability of a DLT is below 0.33.",
      "The next cohort is treated at the eligible dose with the least posterior expected loss; the losses are 1 for underdosing, 0 for the target interval, 1 for excessive toxicity and 2 for unacceptable toxicity.",
      "No dose is skipped: the next dose is at most one level above the highest dose tried so far.",
      "The next dose exceeds the last one by at most 100 % after doses below 40 and 50 % after doses of 40 or more.",
      "When no dose is eligible, the trial stops and no dose is recommended.",
      "The trial stops when, for the dose that would come next, 6 patients or more have been evaluated at it and its probability of being in the target interval is 0.5 or more.",
      "The trial stops when, for the dose that would come next, the robust coefficient of variation of the dose with a DLT probability of 0.245 is at most 0.3.",
      "At most 30 patients are enrolled. When the trial ends, the same rule is applied to all data, among the doses that were tried; its choice is the recommended dose.",
    ]);
  });

  it("runs on Laplace's approximation too, which overstates the chance of an overdose and is more cautious", async () => {
    const scenarios = { truth: doseFindingScenario({ toxicity: [0.02, 0.08, 0.22, 0.6] }) };
    const designs = { exact: blrm(options), approximate: blrm({ ...options, posterior: laplace() }) };
    const study = await simulate({ designs, scenarios, replicates: 400, seed: 7 });
    const correct = study.cells.map(
      ({ estimates, metrics }) => estimates[metrics.findIndex(({ name }) => name === "correct")].mean,
    );
    expect(correct).toHaveLength(2);
    expect(correct[1]).toBeLessThan(correct[0]);
    expect(correct[0] - correct[1]).toBeLessThan(0.25);
    const over = [undefined, laplace()].map((posterior) => {
      const table = toxicityPosteriorTable(
        { ...options, ...(posterior && { posterior }) },
        { patients: [3, 3, 3, 0], toxicities: [0, 0, 1, 0] },
      );
      return table.rows[2].over as number;
    });
    expect(over[1] - over[0]).toBeGreaterThan(0.05);
    expect(over[1] - over[0]).toBeLessThan(0.1);
  });

  it.each([
    ["doses", { doses: [10, 10] }, /doses\[1\] must be larger than the dose before it/],
    ["doses", { doses: ["low", "high"] }, /doses\[0\] must be a positive/],
    ["prior", { prior: { mean: [0, 0], sd: [0, 1] } }, /prior\.sd must have standard deviations from 0\.001/],
    [
      "prior",
      {
        prior: {
          mean: [0, 0],
          covariance: [
            [1, 2],
            [2, 1],
          ],
        },
      },
      /prior\.covariance must be symmetric and positive definite/,
    ],
    [
      "prior",
      {
        prior: {
          mean: [0, 0],
          covariance: [
            [1, 0.5],
            [0.4, 1],
          ],
        },
      },
      /prior\.covariance must be symmetric and positive definite/,
    ],
    ["targetInterval", { targetInterval: [0.4, 0.3] }, /targetInterval\[1\] must be in \(0\.4, 1\)/],
    [
      "overdoseQuantile",
      { overdoseQuantile: { probability: 0.75, below: 0.33 }, maximumOverdoseProbability: 0.25 },
      /must be absent/,
    ],
    ["losses", { losses: [1, 0, 1, 2] }, /losses must be 3 numbers/],
    ["increments", { increments: [{ from: 5, increment: 1 }] }, /increments\[0\]\.from must be 0/],
    ["stopping", { stopping: [{}] }, /stopping\[0\] must have at least one condition/],
    ["stopping", { stopping: [{ patiens: 3 }] }, /stopping\[0\]\.patiens must be one of/],
    ["posterior", { posterior: {} }, /posterior must be a way to compute posteriors/],
  ] as const)("refuses bad %s", (_, changes, message) => {
    expect(() => blrm({ ...options, ...(changes as object) })).toThrow(InvalidArgument);
    expect(() => blrm({ ...options, ...(changes as object) })).toThrow(message);
  });
});

describe("toxicityPosteriorTable", () => {
  it("shows the prior without data, and intervals that sum to 1", () => {
    const { columns, rows } = toxicityPosteriorTable({ ...options, unacceptable: 0.6 });
    expect(columns.map(({ name }) => name)).toEqual([
      "dose",
      "patients",
      "toxicities",
      "mean",
      "sd",
      "lowest",
      "median",
      "highest",
      "under",
      "target",
      "excessive",
      "unacceptable",
      "over",
    ]);
    for (const row of rows as unknown as Record<string, number>[]) {
      expect(row.under + row.target + row.excessive + row.unacceptable).toBeCloseTo(1, 12);
      expect(row.lowest).toBeLessThan(row.median);
    }
    // At the reference dose the median is that of the intercept: expit(−1).
    expect(rows[2].median).toBeCloseTo(1 / (1 + Math.E), 8);
  });

  it("refuses counts that cannot be", () => {
    expect(() => toxicityPosteriorTable(options, { patients: [3, 0, 0], toxicities: [0, 0, 0] })).toThrow(/patients must give 4/);
    expect(() => toxicityPosteriorTable(options, { patients: [3, 0, 0, 0], toxicities: [4, 0, 0, 0] })).toThrow(
      /toxicities\[0\] must be an integer from 0 to 3/,
    );
  });
});
