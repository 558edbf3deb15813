/**
 * Model-based dose finding on one thread: trials a second of CRM and TITE-CRM, beside dfcrm's `crmsim` and `titesim` on the same examples (24
 * patients, 6 doses; the manual's skeleton, truth and restrictions), and of BLRM with overdose control (8 doses, prior and doses of crmPack's
 * comparison with SAS). crmPack, which samples each posterior with JAGS, is not run: its documentation gives more than a second for a trial. Contestants take turns in one run; figures are medians with the least and
 * greatest. Time is processor time. Replicates are few enough for the first decisions of a study, which are asked of the model, to count: a
 * larger study is faster. JSON follows the table. Needs Rscript with the package dfcrm.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  type BlrmOptions,
  blrm,
  type CrmOptions,
  crm,
  type DoseFindingDesign,
  type DoseFindingScenario,
  doseFindingScenario,
  poissonAccrual,
  simulate,
  type TiteCrmOptions,
  titeCrm,
  uniformOnset,
} from "equipoise/trials";

const ROUNDS = 5;
const toxicity = [0.1, 0.2, 0.4, 0.5, 0.6, 0.65];
const options = { target: 0.2, skeleton: [0.05, 0.1, 0.2, 0.35, 0.5, 0.7], maximumPatients: 24, startLevel: 3 };
const immediate = doseFindingScenario({ toxicity });
const late = doseFindingScenario({ toxicity, window: 6, accrual: poissonAccrual({ rate: 4 / 6 }), onset: uniformOnset() });

interface Peers {
  readonly R: string;
  readonly dfcrm: string;
  readonly pairs: Timing;
  readonly single: Timing;
  readonly tite: Timing;
}
interface Timing {
  readonly trials: number;
  readonly seconds: number;
}

/** The R program lies beside this file, or beside the folder of its bundle. */
const program = [join(import.meta.dirname, "peers"), join(import.meta.dirname, "../peers"), "bench/peers"]
  .map((folder) => join(folder, "dfcrm-simulations.R"))
  .find(existsSync);

function peers(): Peers {
  if (program === undefined) throw new Error("bench/peers/dfcrm-simulations.R was not found");
  const { stdout, stderr, status } = spawnSync("Rscript", [program, "150", "100"], { encoding: "utf8" });
  if (status !== 0) throw new Error(`Rscript failed: ${stderr}`);
  return JSON.parse(stdout.slice(stdout.lastIndexOf('{"R"'))) as Peers;
}

/** A design made anew, so that nothing is known from the round before. */
async function perSecond(make: () => DoseFindingDesign<never>, scenario: DoseFindingScenario, replicates: number) {
  const design = make();
  const start = process.cpuUsage();
  await simulate({ designs: { design: design as never }, scenarios: { scenario }, replicates, seed: 1 });
  const { user, system } = process.cpuUsage(start);
  return (1e6 * replicates) / (user + system);
}

const blrmDoses = [10, 20, 35, 50, 65, 80, 90, 100];
const blrmTruth = doseFindingScenario({ toxicity: [0.02, 0.05, 0.1, 0.18, 0.25, 0.35, 0.42, 0.5] });
const blrmWith = (more: Partial<BlrmOptions>) => () =>
  blrm({
    doses: blrmDoses,
    referenceDose: 90,
    prior: { mean: [-0.708, -0.389], sd: [1.2, 0.9] },
    maximumPatients: 36,
    ...more,
  }) as unknown as DoseFindingDesign<never>;
const crmWith = (more: Partial<CrmOptions>) => () => crm({ ...options, ...more }) as DoseFindingDesign<never>;
const titeWith = (more: Partial<TiteCrmOptions>) => () => titeCrm({ ...options, window: 6, ...more }) as DoseFindingDesign<never>;
/** A design that hides what it decides by: the general loop runs it. */
const general = (make: () => DoseFindingDesign<never>) => () => {
  const { decidesByCounts: _, ...rest } = make();
  return rest;
};

interface Case {
  readonly name: string;
  readonly make: () => DoseFindingDesign<never>;
  readonly scenario: DoseFindingScenario;
  readonly replicates: number;
  readonly peer?: "pairs" | "single" | "tite";
}
const cases: readonly Case[] = [
  { name: "CRM, cohorts of 2", make: crmWith({ cohortSize: 2 }), scenario: immediate, replicates: 100_000, peer: "pairs" },
  { name: "CRM, single patients", make: crmWith({}), scenario: immediate, replicates: 100_000, peer: "single" },
  { name: "CRM, cohorts of 2, 10,000 trials", make: crmWith({ cohortSize: 2 }), scenario: immediate, replicates: 10_000 },
  { name: "CRM, single patients, 10,000 trials", make: crmWith({}), scenario: immediate, replicates: 10_000 },
  {
    name: "CRM, cohorts of 2, posterior means, 30 patients",
    make: crmWith({ cohortSize: 2, estimator: "mean", maximumPatients: 30 }),
    scenario: immediate,
    replicates: 100_000,
  },
  { name: "CRM, single patients, general loop", make: general(crmWith({})), scenario: immediate, replicates: 10_000 },
  { name: "TITE-CRM, linear weights", make: titeWith({}), scenario: late, replicates: 10_000, peer: "tite" },
  { name: "TITE-CRM, adaptive weights", make: titeWith({ weighting: "adaptive" }), scenario: late, replicates: 10_000 },
  {
    name: "TITE-CRM, linear weights, 30 patients, safety stop",
    make: titeWith({ maximumPatients: 30, safetyCutoff: 0.95 }),
    scenario: late,
    replicates: 3_000,
  },
  { name: "TITE-CRM, posterior medians", make: titeWith({ estimator: "median" }), scenario: late, replicates: 1_000 },
  { name: "BLRM with EWOC, 30 patients", make: blrmWith({ maximumPatients: 30 }), scenario: blrmTruth, replicates: 10_000 },
  { name: "BLRM with EWOC, 36 patients", make: blrmWith({}), scenario: blrmTruth, replicates: 10_000 },
  { name: "BLRM with EWOC, 36 patients, 50,000 trials", make: blrmWith({}), scenario: blrmTruth, replicates: 50_000 },
  {
    name: "BLRM with EWOC, at most 45 patients, stops at 9 with Pr(target) ≥ 0.5",
    make: blrmWith({ maximumPatients: 45, stopping: [{ patientsAtDose: 9, targetProbability: 0.5 }] }),
    scenario: blrmTruth,
    replicates: 10_000,
  },
];

const rates = cases.map(() => [] as number[]);
const theirs = { pairs: [] as number[], single: [] as number[], tite: [] as number[] };
let versions = "";
for (const { make, scenario } of cases) await perSecond(make, scenario, 500);
for (let round = 0; round < ROUNDS; round++) {
  const r = peers();
  versions = `R ${r.R}, dfcrm ${r.dfcrm}`;
  for (const name of ["pairs", "single", "tite"] as const) theirs[name].push(r[name].trials / r[name].seconds);
  for (const [i, { make, scenario, replicates }] of cases.entries()) rates[i].push(await perSecond(make, scenario, replicates));
}

function spread(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const digits = (value: number) => (value >= 100 ? Math.round(value).toLocaleString("en-US") : value.toPrecision(3));
  return `${digits(sorted[sorted.length >> 1])} (${digits(sorted[0])} – ${digits(sorted[sorted.length - 1])})`;
}
console.log(`Node ${process.version}, ${versions}; trials a second of processor time\n`);
console.log("| trials | Equipoise | dfcrm | ratio |\n|---|--:|--:|--:|");
for (const [i, { name, peer }] of cases.entries()) {
  const ratios = peer === undefined ? [] : rates[i].map((rate, round) => rate / theirs[peer][round]);
  console.log(
    `| ${name} | ${spread(rates[i])} | ${peer === undefined ? "" : spread(theirs[peer])} | ${peer === undefined ? "" : spread(ratios)} |`,
  );
}
const plain = cases.map(({ name, peer }, i) => ({ name, rates: rates[i], ...(peer && { peer: theirs[peer] }) }));
console.log(`\n${JSON.stringify({ benchmark: "dose-finding", node: process.version, versions, cases: plain })}`);
