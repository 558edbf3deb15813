/** Log densities: declared as expressions, compiled to programs, run by backends. */
export type { Backend, BoundProgram, Columns, LoadedProgram } from "./backend.js";
export { defaultBackend, type ExplainedLogDensity, logDensityOf, portable, type TermValue, wasm } from "./backends/index.js";
export type { LogDensity } from "./log-density.js";
export type { Program } from "./program.js";
