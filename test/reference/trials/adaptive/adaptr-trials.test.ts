/**
 * Operating characteristics of Bayesian adaptive trials against adaptr's, within the Monte Carlo error of both: |difference| < 4.5 standard errors
 * (false-alarm rate below 1e-5 each).
 * Provenance: README.md of R package adaptr 1.4.0 (1000 trials under each truth; the second truth with bootstrap errors), and adaptr-control.R run with adaptr 1.5.0.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { binaryResponse } from "../../../../src/trials/comparative/binary-response.js";
import { bayesianAdaptive } from "../../../../src/trials/designs/adaptive/bayesian-adaptive.js";
import { regularAccrual } from "../../../../src/trials/scenarios/accrual.js";
import { binaryScenario } from "../../../../src/trials/scenarios/binary-scenario.js";
import { simulate } from "../../../../src/trials/simulate.js";
import type { Study } from "../../../../src/trials/study.js";

const SIGMAS = 4.5;

/** The metric agrees with a proportion or a mean (with its standard deviation) of so many of adaptr's trials. */
function expectAgreement(
  study: Study,
  metric: string | readonly string[],
  theirs: number,
  trials: number,
  deviation?: number,
): void {
  const names = typeof metric === "string" ? [metric] : metric;
  const estimates = names.map((name) => study.estimate("truth", "design", name));
  const mean = estimates.reduce((sum, estimate) => sum + (estimate?.mean ?? Number.NaN), 0);
  const count = estimates[0]?.count ?? Number.NaN;
  // A proportion of 0 or 1 still has an error: that of half an event.
  const spread = (p: number, n: number) => Math.max(p * (1 - p), 0.5 / n) / n;
  const ours = deviation === undefined ? spread(mean, count) : (estimates[0]?.standardError ?? Number.NaN) ** 2;
  const error = Math.sqrt(ours + (deviation === undefined ? spread(theirs, trials) : deviation ** 2 / trials));
  expect(Math.abs(mean - theirs) / error, `${names.join(" + ")}: ${mean} against ${theirs}`).toBeLessThan(SIGMAS);
}

const looks = Array.from({ length: 18 }, (_, i) => 300 + 100 * i);
/** Outcomes after 100 days, one patient a day: at the look after 300 outcomes, 400 patients have been enrolled. */
const readme = bayesianAdaptive({
  arms: 3,
  response: binaryResponse({ measuredAfter: 100, larger: "worse" }),
  looks,
  enrolledAtLooks: [...looks.slice(1), 2000],
  minimum: 0.2,
  equivalence: { probability: 0.9, difference: 0.05 },
  superiority: 0.9814318,
  inferiority: 1 - 0.9814318,
});

const simulated = (design: typeof readme, probabilities: readonly number[], replicates: number) =>
  simulate({
    designs: { design },
    scenarios: { truth: binaryScenario({ probabilities, accrual: regularAccrual({ rate: 1 }) }) },
    replicates,
    seed: 20_261_122,
  });

describe("the trial of adaptr's README", () => {
  it("has its operating characteristics when arms are equal", async () => {
    const study = await simulated(readme, [0.25, 0.25, 0.25], 2000);
    expectAgreement(study, "ended[superiority]", 0.048, 1000);
    expectAgreement(study, "ended[equivalence]", 0.381, 1000);
    expectAgreement(study, "ended[maximum]", 0.571, 1000);
    expectAgreement(study, "patients", 1749.6, 1000, 373.74);
    expectAgreement(study, "events", 438.69, 1000, 96.2);
    expectAgreement(study, "preferred[1]", 0.318, 1000);
    expectAgreement(study, "preferred[2]", 0.31, 1000);
    expectAgreement(study, "preferred[3]", 0.372, 1000);
  });

  it("has its operating characteristics when they differ", async () => {
    const study = await simulated(readme, [0.25, 0.2, 0.3], 2000);
    expectAgreement(study, "ended[superiority]", 0.731, 1000);
    expectAgreement(study, "ended[equivalence]", 0.146, 1000);
    expectAgreement(study, "ended[maximum]", 0.123, 1000);
    expectAgreement(study, "patients", 1242.3, 1000, 16.62 * Math.sqrt(1000));
    expectAgreement(study, "preferred[1]", 0.038, 1000);
    expectAgreement(study, "preferred[2]", 0.962, 1000);
    expectAgreement(study, "preferred[3]", 0, 1000);
  });
});

interface ControlRun {
  readonly design: "matched" | "root" | "limits";
  readonly truth: readonly number[];
  readonly trials: number;
  readonly superiority: number;
  readonly equivalence: number;
  readonly futility: number;
  readonly size_mean: number;
  readonly size_sd: number;
  readonly patients: readonly number[];
  readonly patients_sd: readonly number[];
  readonly inferior: readonly number[];
  readonly equivalent: readonly number[];
  readonly futile: readonly number[];
}

const { runs } = JSON.parse(readFileSync(new URL("./adaptr-control.json", import.meta.url), "utf8")) as { runs: ControlRun[] };

const shared = {
  arms: ["A", "B", "C", "D"],
  response: binaryResponse(),
  looks: [200, 400, 600, 800, 1000],
  control: 0,
  inferiority: 0.025,
  superiority: 0.975,
};
const controlled = {
  matched: bayesianAdaptive({
    ...shared,
    controlAllocation: "matched",
    equivalence: { probability: 0.9, difference: 0.05, onlyFirstControl: true },
    futility: { probability: 0.95, difference: 0.05 },
    tuning: 0.5,
  }),
  root: bayesianAdaptive({
    ...shared,
    controlAllocation: "square-root",
    equivalence: { probability: 0.9, difference: 0.05 },
  }),
  limits: bayesianAdaptive({
    ...shared,
    fixed: [0.25, null, null, null],
    minimum: [null, 0.15, 0.15, 0.15],
    rescale: "limits",
    futility: { probability: 0.9, difference: 0.02, onlyFirstControl: true },
  }),
};

describe("trials with control", () => {
  it.each(runs)("end as adaptr's: $design, truth $truth", async ({ design, truth, trials, ...theirs }) => {
    const study = await simulated(controlled[design], truth, 3000);
    const { superiority, equivalence, futility } = theirs;
    const ends = ["ended[superiority]", "ended[inferiority]"];
    if (design === "matched") {
      // adaptr calls an arm that is inferior futile when it is that too at the same analysis, and the trial stopped for futility: only the sum is the same.
      expectAgreement(study, [...ends, "ended[futility]", "ended[equivalence]"], superiority + futility + equivalence, trials);
    } else {
      expectAgreement(study, ends, superiority, trials);
      expectAgreement(study, "ended[equivalence]", equivalence, trials);
      expectAgreement(study, "ended[futility]", futility, trials);
    }
    expectAgreement(study, "patients", theirs.size_mean, trials, theirs.size_sd);
    theirs.patients.forEach((mean, arm) => {
      expectAgreement(study, `patients[${arm + 1}]`, mean, trials, theirs.patients_sd[arm]);
      const dropped = theirs.inferior[arm] + theirs.equivalent[arm] + theirs.futile[arm];
      expectAgreement(study, `dropped[${arm + 1}]`, dropped, trials);
    });
  });
});
