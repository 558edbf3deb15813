/**
 * What trials cost: the fast path of cohort designs, the general event-driven loop, exact enumeration, two threads, and memory.
 * Rounds are interleaved; figures are medians with the least and greatest. JSON follows the table.
 */
import { spawnSync } from "node:child_process";
import { threads } from "equipoise/execution";
import {
  boin,
  type DoseFindingScenario,
  doseFindingScenario,
  enumeratePaths,
  poissonAccrual,
  simulate,
  threePlusThree,
  weibullOnset,
} from "equipoise/trials";

const ROUNDS = 7;
const toxicity = [0.05, 0.15, 0.3, 0.45, 0.6];
const design = boin({ target: 0.3, doses: 5, maximumPatients: 30 });
const immediate = doseFindingScenario({ toxicity });
const lateOnset = doseFindingScenario({ toxicity, onset: weibullOnset({ late: 0.5 }), accrual: poissonAccrual({ rate: 3 }) });

interface Case {
  readonly name: string;
  readonly unit: string;
  /** One round: what was done per second (or, for a time, seconds). */
  readonly round: () => Promise<number>;
}

function trialsPerSecond(
  scenario: DoseFindingScenario,
  replicates: number,
  designs: Parameters<typeof simulate<number>>[0]["designs"] = { boin: design },
) {
  return async () => {
    const start = performance.now();
    await simulate({ designs, scenarios: { scenario }, replicates, seed: 1 });
    return (1000 * replicates * Object.keys(designs).length) / (performance.now() - start);
  };
}

/** Speed-up of two threads over one, each on the pool: 2 is perfect. */
async function speedUp(): Promise<number> {
  const time = async (count: number) => {
    const executor = threads({ threads: count });
    const study = (replicates: number) =>
      simulate({ designs: { boin: design }, scenarios: { lateOnset }, replicates, seed: 1, executor });
    await study(20_000);
    const start = performance.now();
    await study(300_000);
    const seconds = (performance.now() - start) / 1000;
    await executor.close();
    return seconds;
  };
  const one = await time(1);
  return one / (await time(2));
}

/** Peak memory of a process of its own that simulates ten million BOIN trials. */
function peakMemory(): number {
  const code = `
    import { boin, doseFindingScenario, simulate } from "equipoise/trials";
    const scenarios = { scenario: doseFindingScenario({ toxicity: ${JSON.stringify(toxicity)} }) };
    await simulate({ designs: { boin: boin({ target: 0.3, doses: 5, maximumPatients: 30 }) }, scenarios, replicates: 10_000_000, seed: 1 });
    console.log(process.resourceUsage().maxRSS / 1024);`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", code], {
    encoding: "utf8",
    cwd: import.meta.dirname,
  });
  if (stdout === "") throw new Error(stderr);
  return Number(stdout);
}

const cases: readonly Case[] = [
  { name: "BOIN, 30 patients, one thread", unit: "trials/s", round: trialsPerSecond(immediate, 1_000_000) },
  {
    name: "3+3, 5 doses, one thread",
    unit: "trials/s",
    round: trialsPerSecond(immediate, 500_000, { classic: threePlusThree({ doses: 5 }) }),
  },
  { name: "general loop, 30 patients, late onset, Poisson accrual", unit: "trials/s", round: trialsPerSecond(lateOnset, 60_000) },
  {
    name: "exact enumeration of BOIN, 30 patients, 5 doses",
    unit: "s",
    round: async () => {
      const start = performance.now();
      enumeratePaths(design).operatingCharacteristics(immediate);
      return (performance.now() - start) / 1000;
    },
  },
  { name: "speed-up on 2 threads, general loop", unit: "×", round: speedUp },
];

const rounds = new Map<string, number[]>(cases.map(({ name }) => [name, []]));
for (let round = 0; round < ROUNDS; round++) {
  for (const { name, round: run } of cases) rounds.get(name)?.push(await run());
}
const sorted = cases.map(({ name, unit }) => ({ name, unit, values: (rounds.get(name) ?? []).sort((a, b) => a - b) }));
const digits = (value: number) => (value >= 100 ? Math.round(value).toLocaleString("en-US") : value.toPrecision(3));
console.log("| what | median | least – greatest |\n|---|--:|--:|");
for (const { name, unit, values } of sorted) {
  console.log(`| ${name} | ${digits(values[ROUNDS >> 1])} ${unit} | ${digits(values[0])} – ${digits(values[ROUNDS - 1])} |`);
}
const memory = peakMemory();
console.log(`| peak memory of 10 million BOIN trials (process of its own) | ${digits(memory)} MB | |\n`);
console.log(JSON.stringify({ benchmark: "trials", node: process.version, cases: sorted, memoryMegabytes: memory }));
