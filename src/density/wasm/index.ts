/** A small writer of WebAssembly modules: numbers, 128-bit vectors, blocks, loops and one imported memory. */
export { FunctionBody, type Label, type Local } from "./function-body.js";
export {
  control,
  f64,
  f64x2,
  i32,
  i64x2,
  type LaneInstruction,
  type MemoryInstruction,
  type MemoryLaneInstruction,
  type PlainInstruction,
  v128,
} from "./instructions.js";
export { type MemoryLimits, ModuleWriter } from "./module-writer.js";
export { type FunctionType, type ValueType, valueType } from "./value-type.js";
