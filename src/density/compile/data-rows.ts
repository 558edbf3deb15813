/** Which loops depend on their rows by data alone. */
import type { Instruction } from "../instruction.js";
import type { Operator } from "../operator.js";
import type { Step } from "../program.js";
import type { Storage } from "./storage.js";

export type Loop = Extract<Step, { kind: "loop" }>;

/** What tells the rows of a loop. */
export interface RowData {
  /** Columns, and matrices whose products with vectors the loop reads, row by row. */
  readonly columns: ReadonlySet<number>;
  /** Those products, and the adjoints of them that the loop leaves: one number for each row. */
  readonly products: ReadonlySet<number>;
}

/** Whether a step is a loop that reads no rows of parameters: a quick look, which spares most programs the rest. */
export const isLoopOverData = (step: Step, { arrays }: Storage): step is Loop & { readonly size: number } => {
  if (step.kind !== "loop" || step.size === null || step.order !== "any") return false;
  for (const line of step.body)
    if ((line.op === "load" && arrays[line.array].role === "position") || line.op === "row" || line.op === "storeAt")
      return false;
  return true;
};

/** Finds the data of rows in the steps of a density. */
export class DataRows {
  private readonly written: ReadonlySet<number>;
  /** Products of data matrices with vectors: by the array with the product, and by the array with its adjoint. */
  private readonly matrices = new Map<number, number>();
  /** How many steps read or write an array, the products themselves apart. */
  private readonly users = new Map<number, number>();

  constructor(
    density: readonly Step[],
    private readonly storage: Storage,
    operators: ReadonlyMap<string, Operator<never>>,
  ) {
    this.written = new Set(density.flatMap(writtenArrays));
    for (const step of density) {
      if (step.kind === "operator" && operators.get(step.call.name)?.timesVector && this.isData(step.call.inputs[0])) {
        const { inputs, outputs, outputAdjoints } = step.call;
        for (const array of [...outputs, ...outputAdjoints]) this.matrices.set(array, inputs[0]);
        this.use([inputs[1], ...step.call.inputAdjoints]);
      } else this.use(usedArrays(step));
    }
  }

  /** What tells a loop's rows; undefined if more than data do, or if the loop does more than add up. */
  of({ size, body }: Loop & { readonly size: number }): RowData | undefined {
    const columns = new Set<number>();
    const products = new Set<number>();
    for (const line of body) {
      if ((line.op === "element" || line.op === "gather") && this.matrices.has(line.array)) return undefined;
      if (line.op === "gather" || line.op === "scatter") columns.add(line.index);
      if (line.op !== "load" && line.op !== "store") continue;
      const { array } = line;
      if (line.op === "load" && line.shift) return undefined;
      const matrix = this.matrixOf(array, size);
      if (matrix !== undefined) {
        columns.add(matrix);
        products.add(array);
      } else if (line.op === "load" && this.isData(array)) columns.add(array);
      else return undefined;
    }
    return columns.size === 0 ? undefined : { columns, products };
  }

  /** The matrix of a product, or of its adjoint, that is between the product and one loop over its rows alone. */
  private matrixOf(array: number, rows: number): number | undefined {
    const matrix = this.matrices.get(array);
    if (matrix === undefined || this.users.get(array) !== 1) return undefined;
    const { sizes, arrays } = this.storage;
    return sizes[arrays[matrix].size].product?.[0] === rows ? matrix : undefined;
  }

  private isData(array: number): boolean {
    const { role } = this.storage.arrays[array];
    return role === "data" || (role === "work" && !this.written.has(array));
  }

  private use(arrays: readonly number[]): void {
    for (const array of new Set(arrays)) this.users.set(array, (this.users.get(array) ?? 0) + 1);
  }
}

const isRead = ({ op }: Instruction): boolean => op === "load" || op === "element" || op === "gather";

function writtenArrays(step: Step): readonly number[] {
  if (step.kind === "zero") return [step.array];
  if (step.kind === "operator") return [...step.call.outputs, ...step.call.work, ...step.call.inputAdjoints];
  return step.body.flatMap((line) => ("array" in line && !isRead(line) ? [line.array] : []));
}

function usedArrays(step: Step): readonly number[] {
  if (step.kind === "zero") return [step.array];
  if (step.kind === "operator") return [...step.call.inputs, ...writtenArrays(step), ...step.call.outputAdjoints];
  return step.body.flatMap((line) => ("array" in line ? [line.array] : []));
}
