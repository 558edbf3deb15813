/**
 * Compiles gradients.c with `gcc -O3 -march=native` and times its loops on the data of the public posteriors: `node gradients.mjs [rounds]`. Prints one line
 * of JSON: nanoseconds a gradient of wells and radon, and of the same with `-Ofast` (which may reorder sums and vectorize exp).
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const read = (name) => JSON.parse(readFileSync(at(`../../test/reference/posteriordb/data/${name}.json`), "utf8"));
const rounds = process.argv[2] ?? "5";

const wells = read("wells_data");
const radon = read("radon_mn");
const inputs = {
  wells: [wells.N, ...wells.dist.flatMap((distance, n) => [wells.switched[n], distance / 100])],
  radon: [
    radon.N,
    radon.J,
    ...radon.county_idx.flatMap((county, n) => [county - 1, radon.log_uppm[n], radon.floor_measure[n], radon.log_radon[n]]),
  ],
};

function run(command, args, input) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8", input });
  if (status !== 0) throw new Error(`${command}: ${stderr}`);
  return stdout;
}

mkdirSync(at("../../out"), { recursive: true });
const times = (optimization) => {
  const program = at(`../../out/gradients${optimization}`);
  run("gcc", [optimization, "-march=native", at("gradients.c"), "-o", program, "-lm"], "");
  const timed = (name) => run(program, [name, rounds], inputs[name].join(" ")).trim().split("\n").map(Number);
  return { wells: timed("wells"), radon: timed("radon") };
};

const gcc = run("gcc", ["-dumpfullversion"], "").trim();
console.log(JSON.stringify({ gcc, "-O3": times("-O3"), "-Ofast": times("-Ofast") }));
