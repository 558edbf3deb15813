/** What runs programs. */
export { defaultBackend } from "./default-backend.js";
export { logDensityOf, type ProgramLogDensity, type TermValue } from "./log-density-of.js";
export { portable } from "./portable/portable-backend.js";
export { wasm } from "./wasm/wasm-backend.js";
