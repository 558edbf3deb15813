/**
 * What the command line costs, from the start of the process to its end: help and version (which must feel instant), reading a study with and
 * without a formula, a small study, and the demo (180,000 trials and a report). Rounds are interleaved; figures are medians with the least and
 * greatest, in milliseconds. JSON follows the table. Build first.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("dist/cli.js", import.meta.resolve("equipoise/package.json")));
const folder = mkdtempSync(join(tmpdir(), "equipoise-bench-"));
const study = (toxicity: unknown) => ({
  equipoise: 1,
  doses: [1, 2, 4, 8, 16],
  designs: { BOIN: { design: "boin", target: 0.3, maximumPatients: 30 }, "3+3": { design: "threePlusThree" } },
  scenarios: { middle: { toxicity } },
});
writeFileSync(join(folder, "list.json"), JSON.stringify(study([0.05, 0.15, 0.3, 0.45, 0.6])));
writeFileSync(join(folder, "curve.json"), JSON.stringify(study({ curve: "expit(-3 + 1.5 * log(dose))" })));

interface Case {
  readonly name: string;
  readonly args: readonly string[];
  readonly rounds: number;
}

const cases: readonly Case[] = [
  { name: "node alone (-e 0)", args: ["-e", "0"], rounds: 15 },
  { name: "--help", args: [program, "--help"], rounds: 15 },
  { name: "--version", args: [program, "--version"], rounds: 15 },
  { name: "table, two designs", args: [program, "table", "list.json"], rounds: 7 },
  { name: "10,000 × 2 trials, one thread", args: [program, "simulate", "list.json", "--threads", "1", "--quiet"], rounds: 7 },
  { name: "the same with a formula", args: [program, "simulate", "curve.json", "--threads", "1", "--quiet"], rounds: 7 },
  { name: "the same on all processors", args: [program, "simulate", "list.json", "--quiet"], rounds: 7 },
  { name: "demo: 180,000 trials and a report", args: [program, "demo", "--quiet"], rounds: 3 },
];

function time({ name, args }: Case): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(`${name}: ${stderr}`);
  return performance.now() - start;
}

const times = new Map<string, number[]>(cases.map(({ name }) => [name, []]));
for (let round = 0; round < 15; round++) {
  for (const each of cases) if (round < each.rounds) times.get(each.name)?.push(time(each));
}
rmSync(folder, { recursive: true });

const results = [...times].map(([name, list]) => {
  const sorted = [...list].sort((a, b) => a - b);
  return { name, unit: "ms", median: sorted[sorted.length >> 1], least: sorted[0], greatest: sorted[sorted.length - 1] };
});
console.log("| from start to end | median | least – greatest |\n|---|--:|--:|");
for (const { name, median, least, greatest } of results) {
  console.log(`| ${name} | ${median.toFixed(0)} ms | ${least.toFixed(0)} – ${greatest.toFixed(0)} |`);
}
console.log("");
console.log(JSON.stringify({ benchmark: "cli", node: process.version, cases: results }));
