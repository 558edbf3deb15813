/**
 * What randomization and response-adaptive allocation cost: trials per second of parallel groups under each rule and of response-adaptive trials, one thread, and the time
 * of Gittins indices. Rounds are interleaved; figures are medians with the least and greatest. JSON follows the table.
 */
import {
  type AdaptiveRule,
  type AllocationRule,
  binaryResponse,
  binaryScenario,
  completeRandomization,
  covariateAdjusted,
  doublyAdaptiveBiasedCoin,
  efronBiasedCoin,
  erade,
  forwardLookingGittins,
  gittinsIndex,
  gittinsRule,
  gittinsTable,
  maximumPowerTarget,
  minimization,
  parallelGroup,
  permutedBlocks,
  playTheWinner,
  responseAdaptive,
  rsihrTarget,
  simulate,
  stratified,
} from "equipoise/trials";

const ROUNDS = 5;
const response = binaryResponse();
const factors = ["site", "sex", "stage"];
const scenario = binaryScenario({
  probabilities: [0.4, 0.55],
  covariates: {
    site: { levels: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] },
    sex: { levels: ["female", "male"] },
    stage: { levels: ["I", "II", "III"] },
  },
});

interface Case {
  readonly name: string;
  readonly unit: string;
  readonly round: () => Promise<number>;
}

function trials(name: string, design: Parameters<typeof simulate<boolean>>[0]["designs"][string], replicates: number): Case {
  return {
    name,
    unit: "trials/s",
    round: async () => {
      const start = performance.now();
      await simulate({ designs: { design }, scenarios: { scenario }, replicates, seed: 1 });
      return (1000 * replicates) / (performance.now() - start);
    },
  };
}

const group = (name: string, randomization: AllocationRule, patients: number, balance: false | readonly string[] = false) =>
  trials(
    `${name}, ${patients} patients${balance === false ? "" : ", with balance by 3 factors"}`,
    parallelGroup({ arms: 2, patients, response, randomization, balance }),
    Math.ceil(100_000 / patients),
  );

const adaptive = (name: string, rule: AdaptiveRule, replicates = 500, updateEvery?: number) =>
  trials(
    `${name}, 200 patients`,
    responseAdaptive({ arms: 2, patients: 200, response, rule, ...(updateEvery === undefined ? {} : { updateEvery }) }),
    replicates,
  );

/** Seconds of a piece of work whose argument must change, since tables are kept. */
let calls = 0;
const seconds = (name: string, work: (call: number) => void): Case => ({
  name,
  unit: "s",
  round: async () => {
    const start = performance.now();
    work(calls++);
    return (performance.now() - start) / 1000;
  },
});

const cases: readonly Case[] = [
  group("complete randomization", completeRandomization(), 500),
  group("permuted blocks of 4", permutedBlocks({ blockSize: 4 }), 500),
  group("permuted blocks in 60 strata", stratified({ rule: permutedBlocks({ blockSize: [2, 4] }), factors }), 500),
  group("Efron's biased coin", efronBiasedCoin(), 500),
  group("minimization over 3 factors", minimization({ factors }), 100),
  group("minimization over 3 factors", minimization({ factors }), 500),
  group("minimization over 3 factors", minimization({ factors }), 500, factors),
  adaptive("play the winner", playTheWinner()),
  adaptive("DBCD, RSIHR", doublyAdaptiveBiasedCoin({ target: rsihrTarget() })),
  adaptive("ERADE, RSIHR", erade({ target: rsihrTarget() })),
  adaptive("DBCD, greatest power", doublyAdaptiveBiasedCoin({ target: maximumPowerTarget({ minimum: 0.1 }) })),
  adaptive("Gittins index", gittinsRule()),
  adaptive("forward-looking Gittins, blocks of 10", forwardLookingGittins({ block: 10 })),
  adaptive(
    "CARA by 6 strata, every 10 patients",
    covariateAdjusted({ target: rsihrTarget(), factors: ["sex", "stage"], by: "strata" }),
    50,
    10,
  ),
  adaptive("CARA by model, every 10 patients", covariateAdjusted({ target: rsihrTarget(), factors: ["sex", "stage"] }), 30, 10),
  seconds("a Gittins index, discount 0.99", (call) => gittinsIndex(1 + (call % 5), 2, 0.99)),
  seconds("20,301 Gittins indices (200 outcomes), discount 0.99", (call) =>
    gittinsTable({ discount: 0.99 - 1e-9 * call, patients: 200 }),
  ),
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
console.log(JSON.stringify({ benchmark: "randomization", node: process.version, cases: sorted }));
