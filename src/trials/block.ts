/** A block of replicates: the unit of work of a study. The same designs see the same patients, replicate by replicate. */
import type { Rng } from "../random/rng.js";
import type { Design } from "./design.js";
import { Accumulator, type Sums } from "./estimate.js";
import type { Metric, TrialResult, TrialRunner } from "./operating-characteristics.js";
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

/** One design under one scenario, ready to run. */
interface Cell {
  readonly runner: TrialRunner;
  readonly metrics: readonly Metric[];
  readonly columns: readonly Float64Array[];
}

/** The metrics of each design under a scenario. */
export function metricsOf<Outcome>(designs: Designs<Outcome>, scenario: Scenario<Outcome>): readonly (readonly Metric[])[] {
  const list = Object.values(designs);
  return list.map((design) => scenario.metrics(metricContext(design, list)));
}

/** Positions (in the first and second design's metrics) of the metrics that two designs share, for each pair of designs. */
export function pairsOf(
  metrics: readonly (readonly Metric[])[],
): readonly { first: number; second: number; shared: readonly (readonly [number, number])[] }[] {
  return metrics.flatMap((ours, first) =>
    metrics.slice(first + 1).map((theirs, offset) => ({
      first,
      second: first + 1 + offset,
      shared: ours.flatMap((metric, i) => {
        const j = theirs.findIndex((other) => other.name === metric.name);
        return j < 0 ? [] : [[i, j] as const];
      }),
    })),
  );
}

/** The target that the design has or, when it has none, that the others agree on. */
function metricContext(design: AnyDesign<never>, all: readonly AnyDesign<never>[]): MetricContext {
  const targets = new Set(all.flatMap((other) => targetOf(other) ?? []));
  const target = targetOf(design) ?? (targets.size === 1 ? [...targets][0] : undefined);
  return { arms: design.arms, ...(target === undefined ? {} : { target }) };
}

function targetOf(design: object): number | undefined {
  return (design as { target?: number }).target;
}

/** Runs replicates `from` … `to − 1` of all designs under one scenario. */
export function runBlock<Outcome>(
  designs: Designs<Outcome>,
  scenario: Scenario<Outcome>,
  stream: Rng,
  from: number,
  to: number,
): BlockSums {
  const length = to - from;
  const metrics = metricsOf(designs, scenario);
  const cells = Object.values(designs).map(
    (design, i): Cell => ({
      runner: scenario.shortcut?.(design) ?? new GeneralRunner(design, scenario),
      metrics: metrics[i],
      columns: metrics[i].map(() => new Float64Array(length)),
    }),
  );
  for (const cell of cells) runCell(cell, stream, from, to);
  // Differences first: adding up a column overwrites it.
  const pairs = pairsOf(metrics).map(({ first, second, shared }) =>
    shared.map(([i, j]) => sumsOf(difference(cells[first].columns[i], cells[second].columns[j]))),
  );
  return { designs: cells.map(({ columns }) => columns.map(sumsOf)), pairs };
}

function runCell({ runner, metrics, columns }: Cell, stream: Rng, from: number, to: number): void {
  for (let replicate = from; replicate < to; replicate++) {
    const result = runner.run(stream.child(replicate)) as TrialResult<never, never>;
    for (let m = 0; m < metrics.length; m++) columns[m][replicate - from] = metrics[m].measure(result);
  }
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  const out = new Float64Array(a.length);
  for (let i = 0; i < out.length; i++) out[i] = a[i] - b[i];
  return out;
}

function sumsOf(column: Float64Array): Sums {
  const accumulator = new Accumulator();
  accumulator.addAll(column, column.length);
  return accumulator.toSums();
}
