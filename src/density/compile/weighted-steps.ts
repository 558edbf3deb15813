/** The density from distinct rows: Σ over rows of f(row) = Σ over distinct rows of how often each occurs · f(row). */
import type { Instruction } from "../instruction.js";
import type { Operator } from "../operator.js";
import { distinctRowsOperator } from "../operators/distinct-rows.js";
import type { Step } from "../program.js";
import { DataRows, isLoopOverData, type Loop, type RowData } from "./data-rows.js";
import type { Storage } from "./storage.js";

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
export function weightedSteps(
  density: readonly Step[],
  storage: Storage,
  operators: ReadonlyMap<string, Operator<never>>,
): WeightedSteps {
  const bind: Step[] = [];
  const loops = new Map<Step, Step>();
  const products = new Map<number, DistinctRows>();
  let rows: DataRows | undefined;
  for (const step of density) {
    if (!isLoopOverData(step, storage)) continue;
    rows ??= new DataRows(density, storage, operators);
    const data = rows.of(step);
    if (data === undefined) continue;
    const distinct = addDistinctRows(step.size, data, storage, bind);
    loops.set(step, { ...step, size: distinct.size, body: new WeightedBody(step, distinct).lines });
    for (const product of data.products) products.set(product, distinct);
  }
  if (loops.size === 0) return { bind, weighted: [] };
  return { bind, weighted: density.map((step) => loops.get(step) ?? withDistinctRows(step, products)) };
}

/** Makes room for the distinct rows that data tell, and adds to `bind` what finds them. */
function addDistinctRows(rows: number, { columns, products }: RowData, storage: Storage, bind: Step[]): DistinctRows {
  const by = storage.addFixed("number of distinct rows", "work", 1);
  const size = storage.addCounted(`distinct ${storage.sizes[rows].name}`, rows, by);
  const counts = storage.addWork("counts of rows", "f64", size);
  const arrays = new Map<number, number>();
  for (const array of [...columns, ...products]) {
    const { name, type, size: all } = storage.arrays[array];
    const width = storage.sizes[all].product?.[1];
    arrays.set(array, storage.addWork(`distinct ${name}`, type, width === undefined ? size : storage.addProduct(size, width)));
  }
  const copies = [...columns].map((column) => arrays.get(column) as number);
  const call = {
    name: distinctRowsOperator.name,
    phase: "forward",
    inputs: [...columns],
    outputs: [by, counts, ...copies],
  } as const;
  bind.push({ kind: "operator", call: { ...call, work: [], inputAdjoints: [], outputAdjoints: [], settings: null } });
  return { size, counts, arrays };
}

/** A product of a data matrix with a vector, forward or backward, over the rows of the loop that reads it or leaves its adjoint. */
function withDistinctRows(step: Step, products: ReadonlyMap<number, DistinctRows>): Step {
  if (step.kind !== "operator") return step;
  const { call } = step;
  const [array] = call.phase === "forward" ? call.outputs : call.outputAdjoints;
  const arrays = products.get(array)?.arrays;
  if (arrays === undefined) return step;
  const [matrix, vector] = call.inputs;
  const copyOf = (old: number) => arrays.get(old) ?? old;
  return {
    kind: "operator",
    call: {
      ...call,
      inputs: [copyOf(matrix), vector],
      outputs: call.outputs.map(copyOf),
      outputAdjoints: call.outputAdjoints.map(copyOf),
    },
  };
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
      case "store":
        return this.write({ ...line, array: this.copyOf(line.array), value: this.weighted(numbers[line.value]) });
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
