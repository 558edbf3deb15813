/** A declaration with its machine code. */
import type { Backend, CompiledDensity, LoadedProgram } from "../density/index.js";
import type { NamedExpression, Trace } from "./trace.js";

/** What a declaration becomes, before it has data. */
export interface CompiledModel {
  readonly trace: Trace;
  /** What is recorded: the parameters on their own scales, then recorded quantities. */
  readonly quantities: readonly NamedExpression[];
  readonly compiled: CompiledDensity;
  readonly loaded: LoadedProgram;
  readonly backend: Backend;
}
