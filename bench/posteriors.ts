/**
 * The public posteriors (posteriordb) against Stan's C++ on one thread: what a gradient costs, and how much a run of NUTS with the defaults is worth: bulk
 * effective draws of the slowest parameter, per second (warmup included) and per gradient. For wells and radon also against the same loop in C.
 * Contestants take turns in one run. Processor time; medians. JSON follows the tables. The peers need R with rstan, posterior and jsonlite,
 * and g++; without them their columns are empty. Programs of Stan are compiled at their first run, for half a minute each, and kept in out/stan.
 *
 *   POSTERIORS=radon,wells ROUNDS=3 npm run bench posteriors
 */
import { posteriors } from "../test/reference/posteriordb/models.js";
import { gradientNanoseconds, posterior, type Run, run, typicalPositions } from "./posteriors/equipoise.js";
import { loopGradients, type StanRun, stanGradient, stanRun } from "./posteriors/peers.js";

const ROUNDS = Number(process.env.ROUNDS ?? 3);
const asked = process.env.POSTERIORS?.split(",") ?? [""];
const names = Object.keys(posteriors).filter((name) => asked.some((part) => name.includes(part)));

interface Contest {
  readonly name: string;
  readonly gradient: { readonly ours: readonly number[]; readonly theirs: readonly number[] };
  readonly runs: { readonly ours: readonly Run[]; readonly theirs: readonly StanRun[] };
}

async function contest(name: string): Promise<Contest> {
  const gradient = { ours: [] as number[], theirs: [] as number[] };
  const runs = { ours: [] as Run[], theirs: [] as StanRun[] };
  const model = posterior(name);
  const positions = await typicalPositions(model);
  for (let round = 1; round <= ROUNDS; round++) {
    const nanoseconds = stanGradient(name);
    if (nanoseconds !== undefined) gradient.theirs.push(nanoseconds);
    gradient.ours.push(gradientNanoseconds(model, positions));
    const peer = stanRun(name, round);
    if (peer !== undefined) runs.theirs.push(peer);
    runs.ours.push(await run(name, model, round));
  }
  return { name, gradient, runs };
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const geometricMean = (values: readonly number[]) => Math.exp(values.reduce((sum, x) => sum + Math.log(x), 0) / values.length);
const digits = (value: number) => {
  if (Number.isNaN(value)) return "";
  return value >= 100 ? Math.round(value).toLocaleString("en-US") : value.toPrecision(3);
};

/** The figures of a contest that are compared; more is better in all. */
function figures({ gradient, runs }: Contest) {
  const theirTotal = (peer: StanRun) => peer.warmupGradients + peer.samplingGradients;
  return {
    gradients: [median(gradient.ours.map((x) => 1e6 / x)), median(gradient.theirs.map((x) => 1e6 / x))],
    perSecond: [
      median(runs.ours.map((x) => x.minimumBulkEss / x.seconds)),
      median(runs.theirs.map((x) => x.minimumBulkEss / x.seconds)),
    ],
    perGradient: [
      median(runs.ours.map((x) => (1000 * x.minimumBulkEss) / x.gradients)),
      median(runs.theirs.map((x) => (1000 * x.minimumBulkEss) / theirTotal(x))),
    ],
    perSamplingGradient: [
      median(runs.ours.map((x) => (1000 * x.minimumBulkEss) / x.samplingGradients)),
      median(runs.theirs.map((x) => (1000 * x.minimumBulkEss) / x.samplingGradients)),
    ],
  } as const;
}

const contests: Contest[] = [];
for (const name of names) {
  const found = await contest(name);
  contests.push(found);
  const { gradients, perSecond, perGradient, perSamplingGradient } = figures(found);
  const pair = ([ours, theirs]: readonly number[]) => `${digits(ours)} / ${digits(theirs)} = ${digits(ours / theirs)}`;
  const [ours, theirs] = [found.runs.ours.map((x) => x.furthest ?? 0), found.runs.theirs.map((x) => x.furthest ?? 0)];
  console.error(
    `${name}: gradients/ms ${pair(gradients)}; ESS/s ${pair(perSecond)}; ESS/1000 gradients ${pair(perGradient)}, after`,
  );
  console.error(
    `  warmup ${pair(perSamplingGradient)}; furthest ${ours.map(digits).join(" ")} / ${theirs.map(digits).join(" ")} s.e.`,
  );
}

const headings = [
  "µs a gradient",
  "Stan",
  "times",
  "ESS/s",
  "Stan",
  "times",
  "ESS/1000 gradients",
  "Stan",
  "times",
  "after warmup",
  "Stan",
  "times",
];
console.log(`| posterior | ${headings.join(" | ")} |\n|---|${headings.map(() => "--:|").join("")}`);
const ratios: number[][] = [];
for (const found of contests) {
  const { gradients, ...others } = figures(found);
  const rows = [gradients, ...Object.values(others)];
  ratios.push(rows.map(([ours, theirs]) => ours / theirs));
  const cells = rows.flatMap(([ours, theirs], k) => {
    const [a, b] = k === 0 ? [1000 / ours, 1000 / theirs] : [ours, theirs];
    return [digits(a), digits(b), `**${digits(ours / theirs)}**`];
  });
  console.log(`| ${found.name} | ${cells.join(" | ")} |`);
}
const means = [0, 1, 2, 3].map((k) => geometricMean(ratios.map((row) => row[k])));
console.log(`| geometric mean | ${means.map((x) => ` | | **${digits(x)}**`).join(" | ")} |\n`);

const loops = Array.from({ length: ROUNDS }, loopGradients).filter((found) => found !== undefined);
for (const short of ["wells", "radon"] as const) {
  const found = contests.find(({ name }) => name.startsWith(short));
  if (found === undefined || loops.length === 0) continue;
  const ours = median(found.gradient.ours) / 1000;
  const [plain, fast] = (["-O3", "-Ofast"] as const).map((flag) => median(loops.map((round) => round[flag][short][0])) / 1000);
  const times = `${digits(ours / plain)} times its time (gcc -Ofast: ${digits(fast)} µs, ${digits(ours / fast)})`;
  console.log(`${short}: ${digits(ours)} µs a gradient; the loop in C, gcc -O3 -march=native, ${digits(plain)} µs: ${times}`);
}
console.log(JSON.stringify({ benchmark: "posteriors", node: process.version, contests, loops }));
