/**
 * BOIN trials a second on one thread: `simulate`, the replay of the R package, the package itself (`BOIN::get.oc`) and, where it is installed,
 * simFastBOIN (C++). 5 doses, 10 cohorts of 3. Contestants take turns in one run; figures are medians with the least and greatest, and so
 * are the ratios, each of two figures of one round. Time is processor time, all threads of a process together: unlike that of the clock it does
 * not grow with what else the machine does. JSON follows the table. Needs Rscript with the package BOIN.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { boin, doseFindingScenario, replayBoinPackage, simulate } from "equipoise/trials";

const ROUNDS = 5;
const RSCRIPT = "Rscript";
const toxicity = [0.05, 0.15, 0.3, 0.45, 0.6];
const design = boin({ target: 0.3, doses: 5, maximumPatients: 30 });
const scenario = doseFindingScenario({ toxicity });

interface Timing {
  readonly trials: number;
  readonly seconds: number;
}
interface Peers {
  readonly R: string;
  readonly BOIN: string;
  readonly getOc: Timing;
  readonly simFastBOIN: string | null;
  readonly simBoin: Timing | null;
}

/** The R program lies beside this file, or beside the folder of its bundle. */
const peer = [join(import.meta.dirname, "peers"), join(import.meta.dirname, "../peers"), "bench/peers"]
  .map((folder) => join(folder, "boin-get-oc.R"))
  .find(existsSync);

function peers(): Peers {
  if (peer === undefined) throw new Error("bench/peers/boin-get-oc.R was not found");
  const { stdout, stderr, status } = spawnSync(RSCRIPT, [peer, "1000", "500000"], { encoding: "utf8" });
  if (status !== 0) throw new Error(`Rscript failed: ${stderr}`);
  return JSON.parse(stdout) as Peers;
}

async function perSecond(trials: number, run: (trials: number) => unknown): Promise<number> {
  const start = process.cpuUsage();
  await run(trials);
  const { user, system } = process.cpuUsage(start);
  return (1e6 * trials) / (user + system);
}
const ours = (trials: number) => simulate({ designs: { boin: design }, scenarios: { scenario }, replicates: trials, seed: 1 });
const replay = (trials: number) => replayBoinPackage({ target: 0.3, toxicity, cohorts: 10, cohortSize: 3, replicates: trials });
const rate = (timing: Timing | null) => (timing === null ? undefined : timing.trials / timing.seconds);

const rates = { simulate: [] as number[], replay: [] as number[], getOc: [] as number[], simBoin: [] as number[] };
let versions = "";
await perSecond(200_000, ours);
await perSecond(20_000, replay);
for (let round = 0; round < ROUNDS; round++) {
  const r = peers();
  versions = `R ${r.R}, BOIN ${r.BOIN}, ${r.simFastBOIN === null ? "simFastBOIN not installed" : `simFastBOIN ${r.simFastBOIN}`}`;
  rates.simulate.push(await perSecond(1_000_000, ours));
  rates.replay.push(await perSecond(100_000, replay));
  rates.getOc.push(rate(r.getOc) as number);
  const simBoin = rate(r.simBoin);
  if (simBoin !== undefined) rates.simBoin.push(simBoin);
}

interface Spread {
  readonly median: number;
  readonly least: number;
  readonly greatest: number;
}
function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  return { median: sorted[sorted.length >> 1], least: sorted[0], greatest: sorted[sorted.length - 1] };
}
const digits = (value: number) => (value >= 100 ? Math.round(value).toLocaleString("en-US") : value.toPrecision(3));
const shown = ({ median, least, greatest }: Spread) => `${digits(median)} (${digits(least)} – ${digits(greatest)})`;

const contestants = [
  { name: "simulate", what: "`simulate`, one thread", values: rates.simulate },
  { name: "replay", what: "`replayBoinPackage` (R's random numbers)", values: rates.replay },
  { name: "getOc", what: "`BOIN::get.oc`", values: rates.getOc },
  { name: "simBoin", what: "`simFastBOIN::sim_boin`", values: rates.simBoin },
].filter(({ values }) => values.length > 0);
const results = contestants.map(({ name, what, values }) => ({
  name,
  what,
  trialsPerSecond: spread(values),
  simulateIsFaster: spread(values.map((value, round) => rates.simulate[round] / value)),
}));
console.log("| what | trials/s | `simulate` is so many times as fast |\n|---|--:|--:|");
for (const { what, trialsPerSecond, simulateIsFaster } of results)
  console.log(`| ${what} | ${shown(trialsPerSecond)} | ${shown(simulateIsFaster)} |`);
console.log(`\n${versions}, Node ${process.version}\n`);
console.log(JSON.stringify({ benchmark: "boin", node: process.version, versions, rounds: ROUNDS, results }));
