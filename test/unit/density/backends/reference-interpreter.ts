/** The contract of programs, followed word by word: row after row, line after line, on plain lists. */
import type { Columns } from "../../../../src/density/backend.js";
import { binaryFunctions, unaryFunctions } from "../../../../src/density/backends/operation-functions.js";
import { logarithm } from "../../../../src/density/functions/index.js";
import type { Instruction } from "../../../../src/density/instruction.js";
import type { Operator, OperatorAdjoints, OperatorStep } from "../../../../src/density/operator.js";
import type { EntryName, Program, Step } from "../../../../src/density/program.js";

type Values = Float64Array | Int32Array;

/** Running sums of one line: for even and for odd rows. */
interface Sums {
  readonly line: Extract<Instruction, { op: "sum" | "sumLog" }>;
  readonly sums: [number, number];
  readonly products: [number, number];
  readonly counts: [number, number];
}

export class ReferenceProgram {
  readonly lengths: number[] = [];
  readonly arrays: Values[];

  constructor(
    readonly program: Program,
    private readonly operators: readonly Operator[],
    sizes: Readonly<Record<string, number>>,
    columns: Columns,
  ) {
    for (const { name, fixed, product } of program.sizes)
      this.lengths.push(fixed ?? (product ? this.lengths[product[0]] * this.lengths[product[1]] : sizes[name]));
    this.arrays = program.arrays.map(({ name, type, size, role }) => {
      if (role === "data") return columns[name].slice();
      return type === "f64" ? new Float64Array(this.lengths[size]) : new Int32Array(this.lengths[size]);
    });
    this.run("bind");
  }

  setPosition(position: ArrayLike<number>): void {
    let next = 0;
    for (const [number, { role }] of this.program.arrays.entries()) {
      if (role !== "position") continue;
      const array = this.arrays[number];
      for (let i = 0; i < array.length; i++) array[i] = position[next++];
    }
  }

  run(entry: EntryName): void {
    for (const step of this.program.entries[entry]) this.runStep(step);
  }

  private runStep(step: Step): void {
    if (step.kind === "zero") this.arrays[step.array].fill(0);
    else if (step.kind === "operator") this.callOperator(step.call);
    else {
      const count = step.size === null ? 1 : this.lengths[step.size];
      const rows = Array.from({ length: count }, (_, row) => (step.order === "backward" ? count - 1 - row : row));
      const sums = new Map<number, Sums>();
      for (const [number, line] of step.body.entries()) {
        if (line.op === "sum" || line.op === "sumLog") sums.set(number, { line, sums: [0, 0], products: [1, 1], counts: [0, 0] });
      }
      for (const row of rows) this.runRow(step.body, row, sums);
      for (const { line, sums: totals, products } of sums.values()) {
        if (line.op === "sumLog") for (const lane of [0, 1] as const) totals[lane] += logarithm.portable(products[lane]);
        this.arrays[line.array][line.at] = totals[0] + totals[1];
      }
    }
  }

  private runRow(body: readonly Instruction[], row: number, sums: ReadonlyMap<number, Sums>): void {
    const values: number[] = [];
    for (const [number, line] of body.entries()) {
      const running = sums.get(number);
      if (running === undefined) values[number] = this.runLine(line, row, values);
      else addTo(running, row % 2 === 0 ? 0 : 1, values[running.line.value]);
    }
  }

  private runLine(line: Instruction, row: number, values: readonly number[]): number {
    const { arrays } = this;
    switch (line.op) {
      case "constant":
        return line.value;
      case "load":
        return arrays[line.array][row + (line.shift ?? 0)] ?? 0;
      case "element":
        return arrays[line.array][line.at];
      case "gather":
        return arrays[line.array][arrays[line.index][row]];
      case "row":
        return row;
      case "select":
        return values[line.test] !== 0 ? values[line.a] : values[line.b];
      case "store":
        arrays[line.array][row] = values[line.value];
        return Number.NaN;
      case "storeAt":
        arrays[line.array][line.at] = values[line.value];
        return Number.NaN;
      case "scatter":
        arrays[line.array][arrays[line.index][row]] += values[line.value];
        return Number.NaN;
      default:
        return operationOf(line, values);
    }
  }

  private callOperator(call: OperatorStep): void {
    const operator = this.operators.find(({ name }) => name === call.name) as Operator;
    const of = (numbers: readonly number[]) => numbers.map((number) => this.arrays[number] as Float64Array);
    const arrays: OperatorAdjoints = {
      inputs: of(call.inputs),
      outputs: of(call.outputs),
      work: of(call.work),
      inputAdjoints: call.inputAdjoints.map((number) => (number < 0 ? null : (this.arrays[number] as Float64Array))),
      outputAdjoints: of(call.outputAdjoints),
    };
    if (call.phase === "forward") operator.forward(arrays, call.settings);
    else operator.backward?.(arrays, call.settings);
  }
}

function addTo({ line, sums, products, counts }: Sums, lane: 0 | 1, value: number): void {
  if (line.op === "sum") {
    sums[lane] += value;
    return;
  }
  products[lane] *= value;
  counts[lane]++;
  if (counts[lane] % 512 !== 0) return;
  sums[lane] += logarithm.portable(products[lane]);
  products[lane] = 1;
}

function operationOf(line: Instruction, values: readonly number[]): number {
  const a = "a" in line ? values[line.a] : Number.NaN;
  const b = "b" in line ? values[line.b] : Number.NaN;
  const simple: Record<string, () => number> = {
    negate: () => -a,
    absolute: () => Math.abs(a),
    squareRoot: () => Math.sqrt(a),
    floor: () => Math.floor(a),
    add: () => a + b,
    subtract: () => a - b,
    multiply: () => a * b,
    divide: () => a / b,
    minimum: () => Math.min(a, b),
    maximum: () => Math.max(a, b),
    less: () => Number(a < b),
    lessOrEqual: () => Number(a <= b),
    equal: () => Number(a === b),
  };
  const operation = simple[line.op];
  if (operation !== undefined) return operation();
  const unary = unaryFunctions[line.op];
  if (unary !== undefined) return unary.portable(a);
  const binary = binaryFunctions[line.op];
  if (binary === undefined) throw new Error(`no operation ${line.op}`);
  return binary.portable(a, b);
}
