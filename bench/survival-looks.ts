/**
 * Trials per second of a group-sequential survival trial of 500 patients with three log-rank looks, on one thread through `simulate`, against
 * simtrial's sim_fixed_n (one look) where it is installed. Rounds are interleaved; figures are medians with the least and greatest. JSON follows the table.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { groupSequentialPlan, groupSequentialSurvival, poissonAccrual, simulate, survivalScenario } from "equipoise/trials";

const ROUNDS = 5;
const REPLICATES = 10_000;
const hazard = Math.LN2 / 12;
const design = groupSequentialSurvival({
  plan: groupSequentialPlan({ looks: 3 }),
  controlHazard: hazard,
  hazardRatio: 0.7,
  accrual: 25,
  patients: 500,
});
const scenario = survivalScenario({ hazards: [hazard, 0.7 * hazard], accrual: poissonAccrual({ rate: 25 }) });

const rates: number[] = [];
for (let round = 0; round <= ROUNDS; round++) {
  const start = process.cpuUsage();
  await simulate({ designs: { design }, scenarios: { scenario }, replicates: REPLICATES, seed: round });
  const { system, user } = process.cpuUsage(start);
  // The first round warms up.
  if (round > 0) rates.push((1e6 * REPLICATES) / (system + user));
}
rates.sort((a, b) => a - b);

const program = [join(import.meta.dirname, "peers"), join(import.meta.dirname, "../peers"), "bench/peers"]
  .map((folder) => join(folder, "simtrial.R"))
  .find(existsSync);
const peer = program === undefined ? undefined : spawnSync("Rscript", [program], { encoding: "utf8" });
const simtrial = peer?.status === 0 ? Number(peer.stdout.trim()) : null;

const [least, median, greatest] = [rates[0], rates[(ROUNDS - 1) / 2], rates[ROUNDS - 1]].map(Math.round);
console.log(`500 patients, 3 log-rank looks: ${median} trials/s (${least} to ${greatest}) of processor time`);
console.log(`simtrial sim_fixed_n (one look): ${simtrial === null ? "not installed" : `${simtrial.toFixed(1)} trials/s`}`);
console.log(JSON.stringify({ equipoise: { median, least, greatest }, simtrial }));
