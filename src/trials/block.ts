/** A block of replicates: the unit of work of a study. The same designs see the same patients, replicate by replicate. */
import type { Rng } from "../random/rng.js";
import type { Design } from "./design.js";
import { Accumulator, type Sums } from "./estimate.js";
import type { MetricDescription, Metrics, TrialResult, TrialRunner } from "./operating-characteristics.js";
import type { MetricContext, Scenario } from "./scenario.js";
import { GeneralRunner } from "./simulate-trial.js";

export type AnyDesign<Outcome = never> = Design<unknown, Outcome, unknown, unknown, unknown>;
export type Designs<Outcome = never> = { readonly [name: string]: AnyDesign<Outcome> };
export type Scenarios<Outcome = unknown> = { readonly [name: string]: Scenario<Outcome> };

/** The sums of a block: by design its metrics' sums; by pair of designs the sums of differences of the metrics they share. */
export interface BlockSums {
  readonly designs: readonly (readonly Sums[])[];
  readonly pairs: readonly (readonly Sums[])[];
}

/** The metrics of each design under a scenario: the scenario's, then the design's own. */
export function metricsOf<Outcome>(designs: Designs<Outcome>, scenario: Scenario<Outcome>): readonly Metrics[] {
  const list = Object.values(designs);
  return list.map((design) => {
    const metrics = scenario.metrics(metricContext(design, list));
    return design.metrics === undefined ? metrics : together(metrics, design.metrics);
  });
}

function together(first: Metrics, second: Metrics): Metrics {
  const offset = first.descriptions.length;
  return {
    descriptions: [...first.descriptions, ...second.descriptions],
    measureInto(out, at, result) {
      first.measureInto(out, at, result);
      second.measureInto(out, at + offset, result);
    },
  };
}

/** Two designs, and the positions (in the first's and the second's metrics) of the metrics that they share. */
export interface Pair {
  readonly first: number;
  readonly second: number;
  readonly shared: readonly (readonly [first: number, second: number])[];
}

/** All pairs of designs. */
export function pairsOf(metrics: readonly { readonly descriptions: readonly MetricDescription[] }[]): readonly Pair[] {
  return metrics.flatMap(({ descriptions: ours }, first) =>
    metrics.slice(first + 1).map(({ descriptions: theirs }, offset) => ({
      first,
      second: first + 1 + offset,
      shared: ours.flatMap((metric, i) => {
        const j = theirs.findIndex((other) => other.name === metric.name);
        return j < 0 ? [] : [[i, j] as const];
      }),
    })),
  );
}

/** The target that the design has or, when it has none, that the others agree on; and what a comparative design says of its arms. */
function metricContext(design: AnyDesign<never>, all: readonly AnyDesign<never>[]): MetricContext {
  const targets = new Set(all.flatMap((other) => targetOf(other) ?? []));
  const target = targetOf(design) ?? (targets.size === 1 ? [...targets][0] : undefined);
  const { larger, control } = design as Pick<MetricContext, "larger" | "control">;
  return {
    arms: design.arms,
    ...(target === undefined ? {} : { target }),
    ...(larger === undefined ? {} : { larger }),
    ...(control === undefined ? {} : { control }),
  };
}

function targetOf(design: object): number | undefined {
  return (design as { target?: number }).target;
}

/** Replicates that are measured before their numbers are added up: few enough for the numbers to stay in the processor's cache. */
const CHUNK = 128;

/** Runs replicates `from` … `to − 1` of all designs under one scenario. */
export function runBlock<Outcome>(
  designs: Designs<Outcome>,
  scenario: Scenario<Outcome>,
  stream: Rng,
  from: number,
  to: number,
): BlockSums {
  const metrics = metricsOf(designs, scenario);
  const runners = Object.values(designs).map((design) => scenario.shortcut?.(design) ?? new GeneralRunner(design, scenario));
  const widths = metrics.map(({ descriptions }) => descriptions.length);
  const values = widths.map((width) => new Float64Array(width * CHUNK));
  const sums = widths.map((width) => Array.from({ length: width }, () => new Accumulator()));
  const pairs = pairsOf(metrics).map((pair) => ({ ...pair, sums: pair.shared.map(() => new Accumulator()) }));
  const differences = new Float64Array(CHUNK);
  for (let start = from; start < to; start += CHUNK) {
    const count = Math.min(CHUNK, to - start);
    runners.forEach((runner, d) => {
      measureInto(values[d], runner, metrics[d], stream, start, count);
      for (let m = 0; m < widths[d]; m++) sums[d][m].addColumn(values[d], m, widths[d], count);
    });
    for (const { first, second, shared, sums: between } of pairs) {
      shared.forEach(([i, j], s) => {
        for (let row = 0; row < count; row++) {
          differences[row] = values[first][row * widths[first] + i] - values[second][row * widths[second] + j];
        }
        between[s].addColumn(differences, 0, 1, count);
      });
    }
  }
  const plain = (list: readonly Accumulator[]) => list.map((accumulator) => accumulator.toSums());
  return { designs: sums.map(plain), pairs: pairs.map(({ sums: between }) => plain(between)) };
}

/** Writes the metrics of `count` replicates' trials, replicate by replicate. */
function measureInto(out: Float64Array, runner: TrialRunner, metrics: Metrics, stream: Rng, from: number, count: number): void {
  const width = metrics.descriptions.length;
  for (let i = 0; i < count; i++)
    metrics.measureInto(out, i * width, runner.run(stream.child(from + i)) as TrialResult<never, never>);
}
