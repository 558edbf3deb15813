/** A study: designs under scenarios, and what came of them. */
import type { BlockSums } from "./block.js";
import { Accumulator, wilsonInterval } from "./estimate.js";
import type { Estimate, MetricDescription } from "./operating-characteristics.js";
import type { Recipe } from "./recipe.js";
import type { Table } from "./table.js";

/** What a study is, as plain data: enough to run it again anywhere. */
export interface StudyPlan {
  readonly version: string;
  readonly seed: number | string;
  readonly replicates: number;
  readonly designs: { readonly [name: string]: Recipe };
  readonly scenarios: { readonly [name: string]: Recipe };
}

/** The estimates of one design under one scenario, in the order of its metrics. */
export interface Cell {
  readonly scenario: string;
  readonly design: string;
  readonly arms: readonly string[];
  readonly metrics: readonly MetricDescription[];
  readonly estimates: readonly Estimate[];
}

/** The difference of two designs (first − second) in one metric under the same patients. */
export interface Comparison {
  readonly scenario: string;
  readonly metric: MetricDescription;
  readonly difference: Estimate;
}

/** Everything that identifies a study's result: same identity, same numbers. */
export interface Identity {
  readonly seed: number | string;
  readonly version: string;
  /** SHA-256 of the plan without the number of replicates; absent when a part of it is the user's own and has no recipe. */
  readonly hash?: string;
}

interface PairOfDesigns {
  readonly scenario: string;
  readonly first: string;
  readonly second: string;
  readonly metrics: readonly MetricDescription[];
  readonly differences: readonly Estimate[];
}

/** The results of a study. All data are plain; nothing is recomputed. */
export class Study {
  readonly identity: Identity;
  readonly replicates: number;
  readonly plan: StudyPlan | undefined;
  readonly cells: readonly Cell[];
  private readonly pairs: readonly PairOfDesigns[];

  constructor(
    identity: Identity,
    replicates: number,
    plan: StudyPlan | undefined,
    cells: readonly Cell[],
    pairs: readonly PairOfDesigns[],
  ) {
    this.identity = identity;
    this.replicates = replicates;
    this.plan = plan;
    this.cells = cells;
    this.pairs = pairs;
  }

  /** The estimate of a metric, by the names of scenario, design and metric; undefined when there is none. */
  estimate(scenario: string, design: string, metric: string): Estimate | undefined {
    const cell = this.cells.find((candidate) => candidate.scenario === scenario && candidate.design === design);
    const position = cell?.metrics.findIndex(({ name }) => name === metric) ?? -1;
    return cell?.estimates[position];
  }

  /**
   * The paired comparison of two designs (first − second) in every metric they share: both saw the same patients, so the standard error
   * is that of the differences, replicate by replicate.
   */
  compare(first: string, second: string): readonly Comparison[] {
    return this.pairs.flatMap((pair) => {
      const turned = pair.first === second && pair.second === first;
      if (!turned && !(pair.first === first && pair.second === second)) return [];
      return pair.metrics.map((metric, i) => {
        const difference = pair.differences[i];
        return { scenario: pair.scenario, metric, difference: turned ? { ...difference, mean: -difference.mean } : difference };
      });
    });
  }

  /** The operating characteristics: a row for each scenario and design, a column for each metric. */
  table(): Table {
    const metrics = new Map<string, MetricDescription>();
    for (const cell of this.cells)
      for (const metric of cell.metrics) if (!metrics.has(metric.name)) metrics.set(metric.name, metric);
    const rows = this.cells.map((cell) => ({
      scenario: cell.scenario,
      design: cell.design,
      ...Object.fromEntries(cell.metrics.map((metric, i) => [metric.name, figureOf(metric, cell.estimates[i])])),
    }));
    const columns = [...metrics.values()].map(({ name, label, unit }) => ({ name, label, unit }));
    return {
      title: `Operating characteristics (${this.replicates} replicates, seed ${this.identity.seed})`,
      columns: [{ name: "scenario", label: "scenario" }, { name: "design", label: "design" }, ...columns],
      rows,
    };
  }

  toJSON(): unknown {
    const { identity, replicates, plan, cells, pairs } = this;
    return { identity, replicates, plan, cells, pairs };
  }
}

/** Gathers block results, in any order. */
export class StudySums {
  private readonly designs: Accumulator[][];
  private readonly pairs: Accumulator[][];

  constructor(metrics: readonly number[], shared: readonly number[]) {
    const empty = (length: number) => Array.from({ length }, () => new Accumulator());
    this.designs = metrics.map(empty);
    this.pairs = shared.map(empty);
  }

  merge(block: BlockSums): void {
    block.designs.forEach((sums, d) => {
      sums.forEach((sum, m) => {
        this.designs[d][m].merge(sum);
      });
    });
    block.pairs.forEach((sums, p) => {
      sums.forEach((sum, m) => {
        this.pairs[p][m].merge(sum);
      });
    });
  }

  estimates(design: number, metrics: readonly MetricDescription[]): readonly Estimate[] {
    return metrics.map(({ unit }, m) => this.designs[design][m].estimate(unit));
  }

  differences(pair: number): readonly Estimate[] {
    return this.pairs[pair].map((accumulator) => accumulator.estimate("number"));
  }
}

function figureOf(
  metric: MetricDescription,
  estimate: Estimate,
): { value: number; standardError: number; interval?: readonly [number, number] } {
  const { mean: value, standardError } = estimate;
  return metric.unit === "proportion" ? { value, standardError, interval: wilsonInterval(estimate) } : { value, standardError };
}
