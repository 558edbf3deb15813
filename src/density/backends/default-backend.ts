/** Which backend runs programs where nobody says. */
import type { Backend } from "../backend.js";
import { portable } from "./portable/portable-backend.js";
import { wasm } from "./wasm/wasm-backend.js";

/** WebAssembly where it is allowed and knows vectors, closures otherwise: both give the same bits. */
export const defaultBackend = (): Backend => (wasm.available() ? wasm : portable);
