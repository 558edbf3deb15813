/**
 * What a user waits for in a fresh process: the radon model (919 houses, 85 counties) from `model(...)` to its first draw, on the built package.
 *
 * Each repetition is a process of its own, so that nothing is compiled, cached or warm; starting Node and importing the package are told apart. The
 * table shows medians with the least and the ninth decile, of elapsed time and of processor time. The latter counts all threads, also those on which
 * V8 compiles, and does not depend on what else the machine does. JSON follows.
 *
 *   node bench/run.mjs model-start
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const REPETITIONS = 15;
const DATA = "test/reference/posteriordb/data/radon_mn.json";

interface Moment {
  readonly phase: string;
  readonly elapsed: number;
  readonly processor: number;
}

interface RadonData {
  readonly county_idx: readonly number[];
  readonly floor_measure: readonly number[];
  readonly log_radon: readonly number[];
}

/** One fit, in this process. */
async function startOnce(path: string): Promise<Moment[]> {
  const source = JSON.parse(readFileSync(path, "utf8")) as RadonData;
  const rows = {
    county: source.county_idx.map((county) => `${county}`),
    floor: [...source.floor_measure],
    logRadon: [...source.log_radon],
  };
  const moments: Moment[] = [];
  let elapsed = performance.now();
  let processor = process.cpuUsage();
  const end = (phase: string): void => {
    const used = process.cpuUsage(processor);
    moments.push({ phase, elapsed: performance.now() - elapsed, processor: (used.user + used.system) / 1000 });
    elapsed = performance.now();
    processor = process.cpuUsage();
  };
  const { index, model, real } = await import("equipoise/models");
  const { halfNormal, normal } = await import("equipoise/distributions");
  end("import");
  const radon = model(({ data, parameter, observe }) => {
    const { county, floor, logRadon } = data({ county: index, floor: real, logRadon: real });
    const mu = parameter("mu", normal({ mean: 0, sd: 10 }));
    const tau = parameter("tau", halfNormal({ sd: 1 }));
    const sigma = parameter("sigma", halfNormal({ sd: 1 }));
    const beta = parameter("beta", normal({ mean: 0, sd: 10 }));
    const alpha = parameter("alpha", normal({ mean: mu, sd: tau }), { over: county, centered: false });
    observe(logRadon, normal({ mean: alpha.at(county).plus(beta.times(floor)), sd: sigma }));
  });
  end("model");
  const posterior = radon.with(rows);
  end("with");
  const density = posterior.logDensity();
  const gradient = new Float64Array(density.dimension);
  if (!Number.isFinite(density.evaluateInto(gradient, new Float64Array(density.dimension)))) throw new Error("no density at 0");
  end("gradient");
  const fit = await posterior.sample({ seed: 1, chains: 1, warmup: 0, iterations: 1 });
  if (!Number.isFinite(fit.draws.of("sigma")[0][0])) throw new Error("no draw of sigma");
  end("draw");
  return moments;
}

const labels: Readonly<Record<string, string>> = {
  import: "import of the package",
  model: "model(...)",
  with: "with(data)",
  gradient: "first gradient",
  draw: "first draw",
};

const spread = (values: readonly number[]): readonly number[] => {
  const sorted = [...values].sort((a, b) => a - b);
  return [0.5, 0, 0.9].map((p) => sorted[Math.round(p * (sorted.length - 1))]);
};

function report(runs: readonly (readonly Moment[])[]): void {
  const results: Record<string, unknown>[] = [];
  console.log(`${"phase".padEnd(40)}elapsed ms (least – 0.9)     processor ms (least – 0.9)`);
  const show = (label: string, phases: readonly string[]): void => {
    const sums = (key: "elapsed" | "processor"): number[] =>
      runs.map((run) => run.filter(({ phase }) => phases.includes(phase)).reduce((sum, moment) => sum + moment[key], 0));
    const [elapsed, processor] = [spread(sums("elapsed")), spread(sums("processor"))];
    const cells = [elapsed, processor].map(([median, least, high]) =>
      `${median.toFixed(1).padStart(6)} (${least.toFixed(1)} – ${high.toFixed(1)})`.padEnd(28),
    );
    console.log(`${label.padEnd(40)}${cells.join("")}`.trimEnd());
    results.push({ phase: label, elapsed: elapsed[0], processor: processor[0] });
  };
  for (const [phase, label] of Object.entries(labels)) show(label, [phase]);
  show("model(...) and with(data)", ["model", "with"]);
  show("model(...) to first draw", ["model", "with", "gradient", "draw"]);
  console.log(JSON.stringify({ benchmark: "model-start", repetitions: runs.length, results }));
}

if (process.argv[2] === "once") console.log(JSON.stringify(await startOnce(process.argv[3])));
else {
  const [script, data] = [fileURLToPath(import.meta.url), join(process.cwd(), DATA)];
  const once = (): Moment[] =>
    JSON.parse(execFileSync(process.execPath, [script, "once", data], { encoding: "utf8" })) as Moment[];
  report(Array.from({ length: REPETITIONS }, once));
}
