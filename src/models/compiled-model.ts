/** A declaration with its machine code. */
import type { Backend, Compiled, LoadedProgram } from "../density/index.js";
import type { NamedExpression, Trace } from "./trace.js";

/** What a declaration becomes, before it has data. */
export interface CompiledModel {
  readonly trace: Trace;
  /** What is recorded: the parameters on their own scales, then recorded quantities. */
  readonly quantities: readonly NamedExpression[];
  readonly compiled: Compiled;
  readonly loaded: LoadedProgram;
  readonly backend: Backend;
}
