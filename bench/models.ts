/**
 * What fits cost: chains on two threads against one, thousands of refits, and the memory of 100,000 parameters streamed to a sink.
 * Rounds are interleaved; figures are medians with the least and greatest, on the built package. JSON follows the table.
 */
import { spawnSync } from "node:child_process";
import type { Expression } from "equipoise/density";
import { bernoulli, halfNormal, normal } from "equipoise/distributions";
import { threads } from "equipoise/execution";
import { binary, index, model, real } from "equipoise/models";
import { rngFromSeed } from "equipoise/random";
import { readPosterior } from "../test/reference/posteriordb/data/read-posterior.js";

const ROUNDS = 5;

const radon = model(({ data, parameter, observe }) => {
  const { county, floor, uranium, logRadon } = data({ county: index, floor: real, uranium: real, logRadon: real });
  const mean = parameter("mean", normal({ mean: 0, sd: 10 }));
  const spread = parameter("spread", halfNormal({ sd: 1 }));
  const slopes = parameter("slopes", normal({ mean: 0, sd: 10 }), { length: 2 });
  const alpha = parameter("alpha", normal({ mean, sd: spread }), { over: county, centered: false });
  const location = alpha.at(county).plus(slopes.at(0).times(uranium)).plus(slopes.at(1).times(floor));
  observe(logRadon, normal({ mean: location, sd: parameter("sd", halfNormal({ sd: 1 })) }));
});
const { data: file } = readPosterior("radon_mn-radon_hierarchical_intercept_noncentered");
const homes = radon.with({
  county: file.county_idx,
  floor: file.floor_measure,
  uranium: file.log_uppm,
  logRadon: file.log_radon,
});

/** Speed-up of two threads over one, each on the pool: 2 is perfect. */
async function speedUp(): Promise<number> {
  const seconds = async (count: number) => {
    const executor = threads({ threads: count });
    await homes.sample({ seed: 1, iterations: 2000, executor });
    const start = performance.now();
    await homes.sample({ seed: 2, iterations: 20_000, executor });
    const elapsed = (performance.now() - start) / 1000;
    await executor.close();
    return elapsed;
  };
  const one = await seconds(1);
  return one / (await seconds(2));
}

const rng = rngFromSeed(1);
const uniforms = (count: number) => Array.from({ length: count }, () => 2 * rng.uniform() - 1);
const logistic = model(({ data, parameter, observe }) => {
  const { y, a, b, c } = data({ y: binary, a: real, b: real, c: real });
  const prior = normal({ mean: 0, sd: 2.5 });
  const slopes = [a, b, c].map((x, k) => parameter(`slope${k + 1}`, prior).times(x));
  observe(y, bernoulli({ logit: slopes.reduce<Expression>((total, term) => total.plus(term), parameter("intercept", prior)) }));
});
const [a, b, c] = [uniforms(60), uniforms(60), uniforms(60)];
const outcomes = () => ({ y: a.map((x, i) => Number(rng.uniform() < 1 / (1 + Math.exp(-0.3 - x + b[i])))) });
const template = logistic.with({ ...outcomes(), a, b, c });

function refitsPerSecond(): number {
  const count = 400;
  const dataSets = Array.from({ length: count }, outcomes);
  const start = process.cpuUsage();
  let total = 0;
  for (const { draws } of template.refits(dataSets, { seed: 1, iterations: 1000 })) total += draws.of("slope1")[0][999];
  const { user, system } = process.cpuUsage(start);
  if (!Number.isFinite(total)) throw new Error("a refit failed");
  return (1e6 * count) / (user + system);
}

/** Peak memory of a process of its own that streams 1,000 draws of 100,000 parameters. */
function peakMemory(): { megabytes: number; seconds: number } {
  // The system's own peak: that of process.resourceUsage() begins with what this process had when it started the other.
  const code = `
    import { readFileSync } from "node:fs";
    import { normal } from "equipoise/distributions";
    import { model, real } from "equipoise/models";
    const wide = model(({ rows, data, parameter, observe }) => {
      const { y } = data({ y: real });
      const mean = parameter("mean", normal({ mean: 0, sd: 1 }), { over: rows });
      observe(y, normal({ mean, sd: 1 }));
    });
    const y = Float64Array.from({ length: 100_000 }, (_, i) => (i % 7) / 7);
    let draws = 0;
    const sink = { write: ({ values }) => { if (values.length === 100_000) draws++; } };
    await wide.with({ y }).sample({ seed: 1, chains: 1, iterations: 1000, sink });
    if (draws !== 1000) throw new Error(String(draws));
    console.log(Number(/VmHWM:\\s+(\\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1]) / 1024);`;
  const start = performance.now();
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", code], {
    encoding: "utf8",
    cwd: import.meta.dirname,
  });
  if (stdout === "") throw new Error(stderr);
  return { megabytes: Number(stdout), seconds: (performance.now() - start) / 1000 };
}

const cases = [
  { name: "radon, 4 chains of 20,000 draws: speed-up on 2 threads", unit: "×", round: speedUp },
  { name: "logistic, 4 parameters, 60 rows, 1,000 draws each, warm-started", unit: "refits/s", round: refitsPerSecond },
];
const rounds = new Map<string, number[]>(cases.map(({ name }) => [name, []]));
refitsPerSecond();
for (let round = 0; round < ROUNDS; round++) for (const { name, round: run } of cases) rounds.get(name)?.push(await run());
const sorted = cases.map(({ name, unit }) => ({ name, unit, values: (rounds.get(name) ?? []).sort((x, y) => x - y) }));
const digits = (value: number) => (value >= 100 ? Math.round(value).toLocaleString("en-US") : value.toPrecision(3));
console.log("| what | median | least – greatest |\n|---|--:|--:|");
for (const { name, unit, values } of sorted) {
  console.log(`| ${name} | ${digits(values[ROUNDS >> 1])} ${unit} | ${digits(values[0])} – ${digits(values[ROUNDS - 1])} |`);
}
const { megabytes, seconds } = peakMemory();
console.log(`| 100,000 parameters × 1,000 draws to a sink: peak memory (${digits(seconds)} s) | ${digits(megabytes)} MB | |\n`);
console.log(JSON.stringify({ benchmark: "models", node: process.version, cases: sorted, memoryMegabytes: megabytes, seconds }));
