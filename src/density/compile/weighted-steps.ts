/** The density from distinct rows: Σ over rows of f(row) = Σ over distinct rows of how often each occurs · f(row). */
import type { Instruction } from "../instruction.js";
import { distinctRowsOperator } from "../operators/distinct-rows.js";
import type { Step } from "../program.js";
import type { Storage } from "./storage.js";

type Loop = Extract<Step, { kind: "loop" }>;

/** What is done once when data are bound, and what then takes the place of the density's steps. */
export interface WeightedSteps {
  readonly bind: readonly Step[];
  readonly weighted: readonly Step[];
}

/** Where a loop finds its distinct rows: their number is the size, and arrays stand for those over all rows. */
interface DistinctRows {
  readonly size: number;
  readonly counts: number;
  readonly arrays: ReadonlyMap<number, number>;
}

/**
 * The steps of a density with loops over distinct rows, wherever a loop does no more than add up what depends on its row by data alone; both lists are empty
 * if no loop does.
 */
export function weightedSteps(density: readonly Step[], storage: Storage): WeightedSteps {
  const written = new Set(density.flatMap(writtenArrays));
  const bind: Step[] = [];
  const weighted = density.map((step) => {
    const columns = step.kind === "loop" ? columnsOf(step, storage, written) : undefined;
    if (step.kind !== "loop" || step.size === null || columns === undefined) return step;
    const distinct = addDistinctRows(step.size, [...columns], storage, bind);
    return { ...step, size: distinct.size, body: new WeightedBody(step, distinct).lines };
  });
  return { bind, weighted: bind.length === 0 ? [] : weighted };
}

function writtenArrays(step: Step): readonly number[] {
  if (step.kind === "zero") return [step.array];
  if (step.kind === "operator") return [...step.call.outputs, ...step.call.work, ...step.call.inputAdjoints];
  return step.body.flatMap((line) => ("array" in line && !isRead(line) ? [line.array] : []));
}

const isRead = ({ op }: Instruction): boolean => op === "load" || op === "element" || op === "gather";

/** The arrays that a row is read from; undefined if rows are not told by data alone, or do more than add up. */
function columnsOf(loop: Loop, storage: Storage, written: ReadonlySet<number>): ReadonlySet<number> | undefined {
  if (loop.size === null || loop.order !== "any") return undefined;
  const columns = new Set<number>();
  for (const line of loop.body) {
    if (line.op === "row" || line.op === "store" || line.op === "storeAt") return undefined;
    if (line.op === "gather" || line.op === "scatter") columns.add(line.index);
    if (line.op !== "load") continue;
    const { role } = storage.arrays[line.array];
    const isData = role === "data" || (role === "work" && !written.has(line.array));
    if (!isData || line.shift) return undefined;
    columns.add(line.array);
  }
  return columns.size === 0 ? undefined : columns;
}

/** Makes room for the distinct rows of columns, and adds to `bind` what finds them. */
function addDistinctRows(rows: number, columns: readonly number[], storage: Storage, bind: Step[]): DistinctRows {
  const by = storage.addFixed("number of distinct rows", "work", 1);
  const size = storage.addCounted(`distinct ${storage.sizes[rows].name}`, rows, by);
  const counts = storage.addWork("counts of rows", "f64", size);
  const copies = columns.map((column) => {
    const { name, type } = storage.arrays[column];
    return storage.addWork(`distinct ${name}`, type, size);
  });
  const { name } = distinctRowsOperator;
  const call = { name, inputs: columns, outputs: [by, counts, ...copies], work: [], inputAdjoints: [], outputAdjoints: [] };
  bind.push({ kind: "operator", call: { ...call, phase: "forward", settings: null } });
  return { size, counts, arrays: new Map(columns.map((column, k) => [column, copies[k]])) };
}

/** The body of a loop, over distinct rows: what it adds up is multiplied by their counts. */
class WeightedBody {
  readonly lines: Instruction[] = [];
  private readonly numbers: number[] = [];
  private readonly counts: number;

  constructor(
    { body }: Loop,
    private readonly distinct: DistinctRows,
  ) {
    this.counts = this.write({ op: "load", array: distinct.counts });
    for (const line of body) this.numbers.push(this.add(line));
  }

  private write(line: Instruction): number {
    return this.lines.push(line) - 1;
  }

  private add(line: Instruction): number {
    const { numbers } = this;
    switch (line.op) {
      case "load":
        return this.write({ op: "load", array: this.copyOf(line.array) });
      case "gather":
        return this.write({ ...line, index: this.copyOf(line.index) });
      case "scatter":
        return this.write({ ...line, index: this.copyOf(line.index), value: this.weighted(numbers[line.value]) });
      case "sum":
        return this.write({ ...line, value: this.weighted(numbers[line.value]) });
      case "sumLog":
        return this.write({ ...line, op: "sum", value: this.weighted(this.write({ op: "log", a: numbers[line.value] })) });
      case "select":
        return this.write({ ...line, test: numbers[line.test], a: numbers[line.a], b: numbers[line.b] });
      default:
        return this.write(this.renumbered(line));
    }
  }

  private renumbered(line: Instruction): Instruction {
    const { numbers } = this;
    if ("b" in line) return { ...line, a: numbers[line.a], b: numbers[line.b] };
    return "a" in line ? { ...line, a: numbers[line.a] } : line;
  }

  private weighted(b: number): number {
    return this.write({ op: "multiply", a: this.counts, b });
  }

  private copyOf(array: number): number {
    return this.distinct.arrays.get(array) as number;
  }
}
