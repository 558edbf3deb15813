/**
 * What samplers cost beside their densities, and what a gradient buys: nanoseconds per leapfrog step, refits, effective draws per gradient of the
 * default beside Stan's rules (variance windows, 1000 warmup iterations, no jitter), and what stopping at a standard error does to means.
 * Bundle and run: `npx esbuild bench/sampling.ts --bundle --platform=node --format=esm --outfile=out/sampling.mjs && node out/sampling.mjs [part]`,
 * part one of steps, refits, gradients, stopping.
 */
import type { LogDensity } from "../src/density/log-density.js";
import { essBulk } from "../src/draws/index.js";
import { rngFromSeed } from "../src/random/index.js";
import {
  automatic,
  Chain,
  fisherDiagonal,
  nuts,
  type SampleOptions,
  Sampler,
  sampleLogDensity,
  varianceWindows,
} from "../src/sampling/index.js";
import { toys } from "./toy-posteriors.js";

const standardNormal = (dimension: number): LogDensity => ({
  dimension,
  evaluateInto(gradient, position) {
    let sum = 0;
    for (let i = 0; i < dimension; i++) {
      sum += position[i] * position[i];
      gradient[i] = -position[i];
    }
    return -0.5 * sum;
  },
});

/** Best of many rounds, density and chain in turns. */
function steps(): void {
  for (const dimension of [1, 4, 10, 30, 100, 1000]) {
    const target = standardNormal(dimension);
    const chain = new Chain(target, nuts(), fisherDiagonal());
    chain.begin("bench", { stream: rngFromSeed(1), warmup: 400 });
    for (let i = 0; i < 400; i++) chain.advance();
    const position = new Float64Array(dimension).fill(0.3);
    const gradient = new Float64Array(dimension);
    const rounds = Math.max(100, Math.floor(60_000 / dimension));
    let [step, density] = [Infinity, Infinity];
    for (let round = 0; round < 15; round++) {
      const before = chain.evaluations;
      let start = performance.now();
      for (let i = 0; i < rounds; i++) chain.advance();
      step = Math.min(step, (1e6 * (performance.now() - start)) / (chain.evaluations - before));
      start = performance.now();
      for (let i = 0; i < 4 * rounds; i++) target.evaluateInto(gradient, position);
      density = Math.min(density, (1e6 * (performance.now() - start)) / (4 * rounds));
    }
    console.log(`d = ${dimension}: ${step.toFixed(0)} ns a leapfrog step, of which the density ${density.toFixed(0)} ns`);
  }
}

/** A density that costs nothing: what is left is ours. */
function refits(): void {
  const sampler = new Sampler(standardNormal(4), { iterations: 1000 });
  sampler.run({ seed: 0 });
  const after = sampler.state();
  const times: number[] = [];
  for (let k = 0; k < 300; k++) {
    const start = performance.now();
    sampler.run({ seed: k, after, warmup: 30 });
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  console.log(`refit of 4 parameters, 30 + 1000 iterations: median ${times[150].toFixed(2)} ms, best ${times[0].toFixed(2)} ms`);
}

async function measure(target: LogDensity, options: Partial<SampleOptions>) {
  const sums = { ess: 0, sampling: 0, all: 0 };
  for (let seed = 1; seed <= 3; seed++) {
    const { draws, traces, evaluations } = await sampleLogDensity(target, { seed, ...options });
    sums.ess += Math.min(...draws.variables.map((variable) => essBulk.compute(draws.of(variable))));
    sums.sampling += traces.reduce((sum, { leapfrogs }) => sum + leapfrogs.reduce((a, b) => a + b, 0), 0);
    sums.all += evaluations;
  }
  return { sampling: sums.ess / sums.sampling, all: sums.ess / sums.all };
}

async function gradients(): Promise<void> {
  const logs: number[][] = [];
  for (const [name, make] of Object.entries(toys)) {
    const target = make();
    const stan = await measure(target, { kernel: nuts({ stepSizeJitter: 0 }), adaptation: varianceWindows() });
    const cells = [];
    for (const [k, adaptation] of [automatic(), fisherDiagonal()].entries()) {
      const ours = await measure(target, { adaptation });
      logs[k] = [...(logs[k] ?? []), Math.log(ours.all / stan.all)];
      cells.push(
        `${adaptation.name} ${(ours.sampling / stan.sampling).toFixed(2)}, with warmup ${(ours.all / stan.all).toFixed(2)}`,
      );
    }
    console.log(`${name.padEnd(16)} ${cells.join(" | ")}`);
  }
  console.log(
    `geometric means with warmup: ${logs.map((l) => Math.exp(l.reduce((a, b) => a + b) / l.length).toFixed(2)).join(", ")}`,
  );
}

async function stopping(): Promise<void> {
  const target = standardNormal(1);
  for (const wanted of [0.1, 0.05, 0.025]) {
    let [sum, squares, draws, covered] = [0, 0, 0, 0];
    const runs = 1000;
    for (let seed = 0; seed < runs; seed++) {
      const stopAt = { mcse: { "x[1]": wanted }, every: 50 };
      const run = await sampleLogDensity(target, { seed, chains: 2, warmup: 100, iterations: 20_000, stopAt });
      const all = run.draws.of("x[1]").flatMap((chain) => [...chain]);
      const mean = all.reduce((a, b) => a + b, 0) / all.length;
      sum += mean;
      squares += mean * mean;
      draws += all.length;
      if (Math.abs(mean) < 1.96 * wanted) covered++;
    }
    const bias = sum / runs;
    console.log(
      `stop at ${wanted}: mean of means ${bias.toFixed(4)} (s.e. ${Math.sqrt(squares / runs / runs).toFixed(4)}), their standard deviation ${Math.sqrt(squares / runs).toFixed(4)}, ` +
        `within 1.96 × the error wanted ${((100 * covered) / runs).toFixed(1)} %, draws ${(draws / runs).toFixed(0)}`,
    );
  }
}

const parts: Record<string, () => void | Promise<void>> = { steps, refits, gradients, stopping };
for (const part of process.argv[2] ? [process.argv[2]] : Object.keys(parts)) await parts[part]();
