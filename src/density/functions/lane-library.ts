/** The vector functions of a module. */
import { type FunctionBody, type Local, type ModuleWriter, valueType } from "../wasm/index.js";
import { type Formula, type FormulaStore, LaneCode } from "./lane-code.js";
import type { BinaryWrittenFunction, WrittenFunction } from "./lane-function.js";

/** The functions of two lanes that one module holds, each once. */
export class LaneLibrary implements FormulaStore {
  private readonly indices = new Map<string, number>();

  constructor(private readonly module: ModuleWriter) {}

  /** Writes the function's code into a body, with its arguments in locals that hold vectors; leaves the value on the stack. */
  inline(body: FunctionBody, laneFunction: WrittenFunction | BinaryWrittenFunction, ...inputs: readonly Local[]): void {
    const code = new LaneCode(body, this);
    const [x, y] = inputs.map((local) => code.local(local));
    code.finish(laneFunction.emit(code, x, y));
  }

  /** The index of a function of the module that does the same: (v128) → v128, or (v128, v128) → v128. */
  indexOf(laneFunction: WrittenFunction | BinaryWrittenFunction): number {
    const { name, emit } = laneFunction;
    return this.indexOfFormula(name, emit.length - 1, (code, x, y) => emit(code, x, y));
  }

  indexOfFormula(name: string, arity: number, formula: Formula): number {
    const known = this.indices.get(name);
    if (known !== undefined) return known;
    const body = this.module.addFunction({ parameters: Array(arity).fill(valueType.v128), results: [valueType.v128] });
    this.indices.set(name, body.index);
    const code = new LaneCode(body, this);
    const inputs = Array.from({ length: arity }, (_, index) => code.local(index));
    code.finish(formula(code, ...inputs));
    return body.index;
  }
}
