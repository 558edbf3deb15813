/**
 * The default trial of simtrial's sim_fixed_n(): 500 patients, enrollment in three steps, hazard ratio 0.9 for three months and 0.6 after,
 * the log-rank test at 350 events, plain and with Fleming–Harrington weights (0, 1). Expected: simtrial's own 2000 trials (see the script
 * beside the data). Fixed seed; false-alarm rate 1e-5 over eight comparisons: 4.99 standard errors of the difference.
 */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { groupSequentialSurvival } from "../../../src/trials/designs/group-sequential/group-sequential-survival.js";
import { groupSequentialPlan } from "../../../src/trials/group-sequential/index.js";
import type { Estimate } from "../../../src/trials/operating-characteristics.js";
import { permutedBlocks } from "../../../src/trials/randomization/permuted-blocks.js";
import { piecewiseAccrual } from "../../../src/trials/scenarios/accrual.js";
import { survivalScenario } from "../../../src/trials/scenarios/survival-scenario.js";
import { simulate } from "../../../src/trials/simulate.js";

interface Characteristics {
  readonly power: number;
  readonly zMean: number;
  readonly zSd: number;
  readonly durationMean: number;
  readonly durationSd: number;
}

const simtrial: { replicates: number; logRank: Characteristics; flemingHarrington01: Characteristics } = JSON.parse(
  readFileSync(new URL("./data/simtrial-sim-fixed-n.json", import.meta.url), "utf8"),
);

const STANDARD_ERRORS = 4.99;
const replicates = 4000;
const control = [
  { from: 0, rate: Math.LN2 / 9 },
  { from: 3, rate: Math.LN2 / 18 },
];
const hazardRatio = [
  { from: 0, ratio: 0.9 },
  { from: 3, ratio: 0.6 },
];
const accrual = [
  { from: 0, rate: 3 },
  { from: 2, rate: 6 },
  { from: 4, rate: 9 },
];

it.each([
  ["the plain log-rank test", undefined, simtrial.logRank],
  ["Fleming–Harrington weights (0, 1)", { kind: "fleming-harrington", rho: 0, gamma: 1 } as const, simtrial.flemingHarrington01],
] as const)("simtrial's default trial has the same power, Z and duration with %s", async (_name, weight, expected) => {
  const design = groupSequentialSurvival({
    plan: groupSequentialPlan({ looks: 1 }),
    controlHazard: control,
    hazardRatio,
    accrual,
    patients: 500,
    events: 350,
    dropout: 0.001,
    randomization: permutedBlocks({ blockSize: 4 }),
    ...(weight && { weight }),
  });
  const scenario = survivalScenario({
    hazards: [control, control.map(({ from, rate }, i) => ({ from, rate: rate * hazardRatio[i].ratio }))],
    accrual: piecewiseAccrual({ pieces: accrual }),
    dropoutRate: 0.001,
  });
  const study = await simulate({ designs: { design }, scenarios: { scenario }, replicates, seed: 350 });
  const [{ estimates, metrics }] = study.cells;
  const of = (name: string): Estimate => estimates[metrics.findIndex((metric) => metric.name === name)];
  const close = (found: Estimate, wanted: number, sd: number) => {
    const error = sd * Math.sqrt(1 / replicates + 1 / simtrial.replicates);
    expect(Math.abs(found.mean - wanted) <= STANDARD_ERRORS * error, `${found.mean}, simtrial ${wanted} ± ${error}`).toBe(true);
  };
  close(of("rejected"), expected.power, Math.sqrt(expected.power * (1 - expected.power)));
  close(of("z"), expected.zMean, expected.zSd);
  close(of("lookTime[1]"), expected.durationMean, expected.durationSd);
  // A standard deviation's own error is sd/√(2n).
  const spread = of("z").standardDeviation;
  const error = expected.zSd * Math.sqrt(1 / (2 * replicates) + 1 / (2 * simtrial.replicates));
  expect(Math.abs(spread - expected.zSd), `sd of Z ${spread}, simtrial ${expected.zSd}`).toBeLessThan(STANDARD_ERRORS * error);
  expect(of("information").mean).toBe(350);
});
