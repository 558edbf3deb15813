/** Quantities that are computed from positions: compiled like the density, and run for each draw. */
import type { Expression } from "../density/expression.js";
import { type BoundProgram, type CompiledDensity, compile } from "../density/index.js";
import { bindData, readBy } from "./bind-data.js";
import type { CompiledModel } from "./compiled-model.js";
import type { BoundData } from "./table.js";
import type { NamedExpression } from "./trace.js";

/** A program without a density: `run` computes the quantities at a position. */
export class OutputProgram {
  private readonly compiled: CompiledDensity;
  private readonly program: BoundProgram;
  private readonly arrays: readonly number[];

  constructor(model: CompiledModel, data: BoundData, quantities: readonly NamedExpression[]) {
    const positions = model.trace.parameters.map(({ position }): Expression => position);
    this.compiled = compile({ terms: [], positions, outputs: quantities });
    this.program = bindData(model.backend.load(this.compiled.program, this.compiled.operators), this.compiled, data);
    this.arrays = quantities.map(({ name }) => this.compiled.outputs.get(name) as number);
  }

  /** A view, of no use after the next `rebind`. */
  get position(): Float64Array {
    return this.program.position;
  }

  /** Goes on with other columns of the same lengths, at the same position. */
  rebind(data: Pick<BoundData, "sizes" | "columns">): void {
    const position = this.program.position.slice();
    const { sizes, columns } = readBy(this.compiled, data);
    this.program.rebind(sizes, columns);
    this.program.position.set(position);
  }

  /** Whether a column enters the quantities. */
  reads(column: string): boolean {
    return this.compiled.program.arrays.some(({ role, name }) => role === "data" && name === column);
  }

  run(): void {
    this.program.run("outputs");
  }

  /** The elements of quantity `k`; a view, written again by the next run. */
  values(k: number): Float64Array {
    return this.program.array(this.arrays[k]) as Float64Array;
  }
}
