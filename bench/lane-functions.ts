/**
 * What the functions of the density compiler cost: nanoseconds a pair of numbers as vector code, in the loop and called, and a number
 * in portable code. Each in a module of its own, 2,048 numbers in the cache; least of the rounds, since other work on the machine only
 * adds. The table is followed by one line of JSON.
 *
 *   node bench/run.mjs lane-functions
 */
import { type BinaryLaneFunction, type LaneFunction, laneFunctions, power } from "../src/density/functions/index.js";
import { laneModule } from "../test/unit/density/functions/lane-module.js";

const SIZE = 2048;
const STRIDE = 8 * SIZE;
const PAGES = 1;

const ranges: Record<string, [low: number, high: number]> = {
  exp: [-20, 20],
  log: [0.01, 100],
  log1p: [-0.9, 5],
  logGamma: [2.5, 50],
  digamma: [3, 50],
  trigamma: [3, 50],
  normalCdf: [-6, 6],
  logNormalCdf: [-6, 6],
  inverseMillsRatio: [-6, 6],
  sin: [-100, 100],
  cos: [-100, 100],
  pow: [0.1, 10],
};

/** Numbers spread evenly over a range, in scattered order. */
function inputsOf(name: string): Float64Array {
  const [low, high] = ranges[name] ?? [-3, 3];
  return Float64Array.from({ length: SIZE }, (_, i) => low + (high - low) * ((i * 0.6180339887498949) % 1));
}

/** The least time of a run, in nanoseconds, after the engine has had time to optimize. */
function leastTime(run: () => void): number {
  for (const start = performance.now(); performance.now() - start < 300; ) run();
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 200; round++) {
    const start = performance.now();
    for (let i = 0; i < 20; i++) run();
    least = Math.min(least, (performance.now() - start) / 20);
  }
  return least * 1e6;
}

function vectorTime(laneFunction: LaneFunction | BinaryLaneFunction, placing: "inline" | "outlined", xs: Float64Array): number {
  const memory = new WebAssembly.Memory({ initial: PAGES });
  const module = new WebAssembly.Module(laneModule(laneFunction, placing, STRIDE, PAGES));
  const { exports } = new WebAssembly.Instance(module, { host: { memory } });
  new Float64Array(memory.buffer, 0, SIZE).set(xs);
  new Float64Array(memory.buffer, STRIDE, SIZE).set(xs);
  const run = exports.run as (pairs: number) => void;
  return leastTime(() => run(SIZE / 2)) / (SIZE / 2);
}

function portableTime({ portable }: LaneFunction | BinaryLaneFunction, xs: Float64Array): number {
  let sum = 0;
  const time = leastTime(() => {
    for (let i = 0; i < SIZE; i++) sum += portable(xs[i], xs[i]);
  });
  if (sum === 0.1) console.log(sum);
  return time / SIZE;
}

console.log("| function | inline, ns a pair | called, ns a pair | portable, ns a number |\n|---|--:|--:|--:|");
const results = [...Object.values(laneFunctions), power].map((laneFunction) => {
  const xs = inputsOf(laneFunction.name);
  const inline = vectorTime(laneFunction, "inline", xs);
  const called = vectorTime(laneFunction, "outlined", xs);
  const portable = portableTime(laneFunction, xs);
  console.log(`| ${laneFunction.name} | ${inline.toFixed(1)} | ${called.toFixed(1)} | ${portable.toFixed(1)} |`);
  return { name: laneFunction.name, inline, called, portable };
});
console.log(JSON.stringify({ benchmark: "lane-functions", unit: "ns", results }));
