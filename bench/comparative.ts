/**
 * What comparative trials cost: the general event-driven loop, and the fast path of trials in which everybody is followed for the same time.
 * Rounds are interleaved; figures are medians with the least and greatest. Time is processor time. JSON follows the table.
 */
import {
  binaryResponse,
  binaryScenario,
  continuousResponse,
  continuousScenario,
  parallelGroup,
  permutedBlocks,
  poissonAccrual,
  type Scenario,
  simulate,
  survivalResponse,
  survivalScenario,
} from "equipoise/trials";

const ROUNDS = 5;
const patients = 500;
const accrual = poissonAccrual({ rate: 30 });
const common = { arms: ["control", "treatment"], patients, control: 0, balance: false } as const;
const atOnce = parallelGroup({ ...common, response: binaryResponse({}) });
const later = parallelGroup({ ...common, response: binaryResponse({ measuredAfter: 1 }) });
const blocks = parallelGroup({
  ...common,
  response: binaryResponse({ measuredAfter: 1 }),
  randomization: permutedBlocks({ blockSize: 4 }),
});
const means = parallelGroup({ ...common, response: continuousResponse({ measuredAfter: 1 }) });
const survival = parallelGroup({ ...common, response: survivalResponse({ followUp: 12 }) });
const probabilities = [0.3, 0.4];

interface Case {
  readonly name: string;
  readonly replicates: number;
  readonly design: object;
  readonly scenario: object;
}

const cases: readonly Case[] = [
  { name: "binary, known at once", replicates: 20_000, design: atOnce, scenario: binaryScenario({ probabilities }) },
  {
    name: "binary, Poisson accrual, known after 1",
    replicates: 10_000,
    design: later,
    scenario: binaryScenario({ probabilities, accrual }),
  },
  {
    name: "continuous, Poisson accrual, known after 1",
    replicates: 10_000,
    design: means,
    scenario: continuousScenario({ means: [0, 0.25], standardDeviations: 1, accrual }),
  },
  {
    name: "binary, permuted blocks, Poisson accrual, known after 1",
    replicates: 5_000,
    design: blocks,
    scenario: binaryScenario({ probabilities, accrual }),
  },
  {
    name: "general loop: binary, Poisson accrual, known after 1, dropout",
    replicates: 5_000,
    design: later,
    scenario: binaryScenario({ probabilities, accrual, dropoutRate: 0.05 }),
  },
  {
    name: "general loop: survival, Poisson accrual, followed for 12",
    replicates: 5_000,
    design: survival,
    scenario: survivalScenario({ medians: [6, 8], accrual }),
  },
  {
    name: "general loop: survival, Poisson accrual, followed for 12, dropout",
    replicates: 5_000,
    design: survival,
    scenario: survivalScenario({ medians: [6, 8], accrual, dropoutRate: 0.01 }),
  },
];

/** Trials a second, by processor time. */
async function perSecond({ design, scenario, replicates }: Case): Promise<number> {
  const start = process.cpuUsage();
  await simulate({
    designs: { design: design as never },
    scenarios: { scenario: scenario as Scenario<never> },
    replicates,
    seed: 1,
  });
  const { user, system } = process.cpuUsage(start);
  return (1e6 * replicates) / (user + system);
}

const rounds = new Map<string, number[]>(cases.map(({ name }) => [name, []]));
for (let round = 0; round < ROUNDS; round++) for (const one of cases) rounds.get(one.name)?.push(await perSecond(one));
const sorted = cases.map(({ name }) => ({ name, values: (rounds.get(name) ?? []).sort((a, b) => a - b) }));
const digits = (value: number) => Math.round(value).toLocaleString("en-US");
console.log(`Trials of ${patients} patients on two arms, one thread:\n`);
console.log("| what | trials/s | least – greatest | µs per trial |\n|---|--:|--:|--:|");
for (const { name, values } of sorted) {
  const median = values[ROUNDS >> 1];
  console.log(`| ${name} | ${digits(median)} | ${digits(values[0])} – ${digits(values[ROUNDS - 1])} | ${digits(1e6 / median)} |`);
}
console.log(`\n${JSON.stringify({ benchmark: "comparative", node: process.version, patients, cases: sorted })}`);
