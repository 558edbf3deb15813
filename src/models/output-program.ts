/** Quantities that are computed from positions: compiled like the density, and run for each draw. */
import type { Expression } from "../density/expression.js";
import { type BoundProgram, compile } from "../density/index.js";
import { bindData } from "./bind-data.js";
import type { CompiledModel } from "./compiled-model.js";
import type { BoundData } from "./table.js";
import type { NamedExpression } from "./trace.js";

/** A program without a density: `run` computes the quantities at a position. */
export class OutputProgram {
  readonly position: Float64Array;
  private readonly program: BoundProgram;
  private readonly arrays: readonly number[];

  constructor(model: CompiledModel, data: BoundData, quantities: readonly NamedExpression[]) {
    const positions = model.trace.parameters.map(({ position }): Expression => position);
    const compiled = compile({ terms: [], positions, outputs: quantities });
    this.program = bindData(model.backend.load(compiled.program, compiled.operators), compiled, data);
    this.position = this.program.position;
    this.arrays = quantities.map(({ name }) => compiled.outputs.get(name) as number);
  }

  run(): void {
    this.program.run("outputs");
  }

  /** The elements of quantity `k`; a view, written again by the next run. */
  values(k: number): Float64Array {
    return this.program.array(this.arrays[k]) as Float64Array;
  }
}
