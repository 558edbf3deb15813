/**
 * What group-sequential plans cost, with bounds, drift (so the sample size) and expected information: milliseconds a plan on one thread, against the R
 * packages gsDesign and rpact where they are installed. Contestants take turns; figures are medians with the least and greatest of the rounds, in
 * processor time. The first plan of a fresh process is timed apart. JSON follows the table.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { betaSpending, crossingProbabilities, groupSequentialPlan, hwangShihDeCani, obrienFleming } from "equipoise/trials";

const ROUNDS = 5;
const efficacy = hwangShihDeCani({ gamma: -4 });
const futility = betaSpending({ spending: hwangShihDeCani({ gamma: -2 }) });
const { boundaries } = groupSequentialPlan({ looks: 5 });

interface Case {
  readonly name: string;
  /** What the peers call it. */
  readonly peer?: string;
  readonly count: number;
  readonly run: () => unknown;
}
const cases: readonly Case[] = [
  { name: "5 looks, O'Brien–Fleming spending", peer: "spending", count: 400, run: () => groupSequentialPlan({ looks: 5 }) },
  {
    name: "5 looks, β-spending, binding",
    peer: "binding futility",
    count: 400,
    run: () => groupSequentialPlan({ looks: 5, efficacy, futility, binding: true }),
  },
  {
    name: "5 looks, β-spending, non-binding",
    peer: "non-binding futility",
    count: 400,
    run: () => groupSequentialPlan({ looks: 5, efficacy, futility }),
  },
  {
    name: "5 looks, O'Brien–Fleming, two-sided",
    peer: "classical",
    count: 400,
    run: () => groupSequentialPlan({ looks: 5, sided: 2, alpha: 0.05, efficacy: obrienFleming() }),
  },
  { name: "20 looks, O'Brien–Fleming spending", count: 50, run: () => groupSequentialPlan({ looks: 20 }) },
  { name: "50 looks, O'Brien–Fleming spending", count: 10, run: () => groupSequentialPlan({ looks: 50 }) },
  { name: "crossing probabilities, 5 looks", count: 2000, run: () => crossingProbabilities(boundaries, 3) },
];

interface Peers {
  readonly gsDesign: string | null;
  readonly rpact: string | null;
  readonly milliseconds: Readonly<Record<string, number>>;
}

/** The R program lies beside this file, or beside the folder of its bundle. */
const program = [join(import.meta.dirname, "peers"), join(import.meta.dirname, "../peers"), "bench/peers"]
  .map((folder) => join(folder, "group-sequential.R"))
  .find(existsSync);

function peers(): Peers {
  const { status, stdout } =
    program === undefined ? { status: 1, stdout: "" } : spawnSync("Rscript", [program, "5"], { encoding: "utf8" });
  return status === 0 ? (JSON.parse(stdout) as Peers) : { gsDesign: null, rpact: null, milliseconds: {} };
}

function milliseconds({ count, run }: Case): number {
  const start = process.cpuUsage();
  for (let i = 0; i < count; i++) run();
  const { system, user } = process.cpuUsage(start);
  return (user + system) / 1000 / count;
}

/** The first plan of a process, in milliseconds by the clock. */
function firstPlan(): number {
  const code = `
    import { groupSequentialPlan } from "equipoise/trials";
    const start = performance.now();
    groupSequentialPlan({ looks: 5 });
    console.log(performance.now() - start);`;
  const { stderr, stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", code], {
    encoding: "utf8",
    cwd: import.meta.dirname,
  });
  if (stdout === "") throw new Error(stderr);
  return Number(stdout);
}

const found = new Map<string, number[]>();
const add = (name: string, value: number) => found.set(name, [...(found.get(name) ?? []), value]);
for (const each of cases) milliseconds(each);
let versions: Peers = { gsDesign: null, rpact: null, milliseconds: {} };
for (let round = 0; round < ROUNDS; round++) {
  versions = peers();
  for (const [name, value] of Object.entries(versions.milliseconds)) add(name, value);
  for (const each of cases) add(each.name, milliseconds(each));
  add("the first plan of a process (clock)", firstPlan());
}

const sorted = (name: string) => [...(found.get(name) ?? [])].sort((a, b) => a - b);
const median = (name: string) => sorted(name)[ROUNDS >> 1];
const digits = (value: number | undefined) => (value === undefined ? "" : value.toPrecision(3));
console.log(`gsDesign ${versions.gsDesign ?? "not installed"}, rpact ${versions.rpact ?? "not installed"}\n`);
console.log("| plan | ms (least – greatest) | gsDesign | rpact |\n|---|--:|--:|--:|");
for (const { name, peer } of [...cases, { name: "the first plan of a process (clock)", peer: undefined }]) {
  const values = sorted(name);
  const spread = `${digits(values[ROUNDS >> 1])} (${digits(values[0])} – ${digits(values[ROUNDS - 1])})`;
  const others = ["gsDesign", "rpact"].map((each) => (peer === undefined ? "" : digits(median(`${each}, ${peer}`))));
  console.log(`| ${name} | ${spread} | ${others.join(" | ")} |`);
}
console.log(
  `\n${JSON.stringify({ benchmark: "group-sequential", node: process.version, versions, milliseconds: Object.fromEntries(found) })}`,
);
