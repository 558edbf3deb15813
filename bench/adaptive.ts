/**
 * What Bayesian adaptive trials cost, against adaptr: the trial of adaptr's README (3 arms, up to 18 analyses, 2000 patients) and the same with 4 arms, when the arms
 * are equal and when they differ; a comparison of arms on the grid; calibration. Contestants take turns in one run; figures are medians with the
 * least and greatest. Time is processor time. JSON follows the table. The R peer needs Rscript with the package adaptr; without it, its column is empty.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  bayesianAdaptive,
  binaryResponse,
  binaryScenario,
  calibrate,
  comparePosteriors,
  regularAccrual,
  simulate,
} from "equipoise/trials";

const ROUNDS = 3;
const looks = Array.from({ length: 18 }, (_, i) => 300 + 100 * i);
const trial = (arms: number, minimum: number, superiority = 0.9814318) =>
  bayesianAdaptive({
    arms,
    response: binaryResponse({ measuredAfter: 100, larger: "worse" }),
    looks,
    enrolledAtLooks: [...looks.slice(1), 2000],
    minimum,
    equivalence: { probability: 0.9, difference: 0.05 },
    superiority,
    inferiority: 1 - superiority,
  });
const truth = (probabilities: readonly number[]) => binaryScenario({ probabilities, accrual: regularAccrual({ rate: 1 }) });

const cases = [
  { name: "3 arms, equal", peer: "three", design: trial(3, 0.2), scenario: truth([0.25, 0.25, 0.25]) },
  { name: "3 arms, different", peer: "threeDifferent", design: trial(3, 0.2), scenario: truth([0.25, 0.2, 0.3]) },
  { name: "4 arms, equal", peer: "four", design: trial(4, 0.15), scenario: truth([0.25, 0.25, 0.25, 0.25]) },
  { name: "4 arms, different", peer: "fourDifferent", design: trial(4, 0.15), scenario: truth([0.25, 0.25, 0.2, 0.3]) },
] as const;

type Peers = { readonly R: string; readonly adaptr: string } & {
  readonly [peer in (typeof cases)[number]["peer"]]: { readonly trials: number; readonly seconds: number };
};

/** The R program lies beside this file, or beside the folder of its bundle. */
const program = [join(import.meta.dirname, "peers"), join(import.meta.dirname, "../peers"), "bench/peers"]
  .map((folder) => join(folder, "adaptr.R"))
  .find(existsSync);

function peers(): Peers | undefined {
  if (program === undefined) return undefined;
  const { stdout, status } = spawnSync("Rscript", [program, "25"], { encoding: "utf8" });
  return status === 0 ? (JSON.parse(stdout.slice(stdout.lastIndexOf('{"R"'))) as Peers) : undefined;
}

/** Runs a task; returns how often a second, by processor time. */
async function perSecond(count: number, task: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  await task();
  const { user, system } = process.cpuUsage(start);
  return (1e6 * count) / (user + system);
}

const trials = (index: number, replicates: number) =>
  perSecond(replicates, () =>
    simulate({ designs: { design: cases[index].design }, scenarios: { scenario: cases[index].scenario }, replicates, seed: 1 }),
  );

const ours = cases.map(() => [] as number[]);
const theirs = cases.map(() => [] as number[]);
const comparisons: number[] = [];
const calibrations: number[] = [];
let versions = "adaptr not installed";
for (let i = 0; i < cases.length; i++) await trials(i, 500);
for (let round = 0; round < ROUNDS; round++) {
  const r = peers();
  if (r !== undefined) versions = `R ${r.R}, adaptr ${r.adaptr}`;
  for (const [i, { peer }] of cases.entries()) {
    if (r !== undefined) theirs[i].push(r[peer].trials / r[peer].seconds);
    ours[i].push(await trials(i, 5000));
  }
  const arms = [80, 95, 60, 70].map((events) => ({ family: "beta" as const, alpha: 1 + events + round, beta: 250 - events }));
  comparisons.push(
    await perSecond(2000, () => {
      for (let i = 0; i < 2000; i++) comparePosteriors(arms).allWithin(0.05);
    }),
  );
  calibrations.push(
    await perSecond(1, () =>
      calibrate({
        design: (superiority) => trial(3, 0.2, superiority),
        scenario: cases[0].scenario,
        metric: "ended[superiority]",
        target: 0.05,
        range: [0.9, 0.9999],
        replicates: 5000,
        seed: round,
      }),
    ),
  );
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const digits = (value: number) => (value >= 100 ? Math.round(value).toLocaleString("en-US") : value.toPrecision(3));
const spread = (values: readonly number[]) =>
  values.length === 0 ? "" : `${digits(median(values))} (${digits(Math.min(...values))} – ${digits(Math.max(...values))})`;
console.log(`Trials/s, one thread; ${versions}:\n`);
console.log("| trial of adaptr's README | Equipoise | adaptr | times |\n|---|--:|--:|--:|");
for (const [i, { name }] of cases.entries()) {
  const times = theirs[i].length === 0 ? "" : digits(median(ours[i]) / median(theirs[i]));
  console.log(`| ${name} | ${spread(ours[i])} | ${spread(theirs[i])} | ${times} |`);
}
console.log(`\n4 arms compared, P(best) and equivalence, grid made anew: ${spread(comparisons.map((rate) => 1e6 / rate))} µs`);
console.log(`calibration of the 3-arm trial, 5000 trials an evaluation: ${spread(calibrations.map((rate) => 1 / rate))} s\n`);
console.log(
  JSON.stringify({
    benchmark: "adaptive",
    node: process.version,
    versions,
    cases: cases.map(({ name }, i) => ({ name, ours: ours[i], theirs: theirs[i] })),
    comparisons,
    calibrations,
  }),
);
