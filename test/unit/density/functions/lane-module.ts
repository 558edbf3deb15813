/** Runs the vector code of a lane function over arrays, in a module made for it. */
import type { BinaryLaneFunction, LaneFunction } from "../../../../src/density/functions/index.js";
import { LaneLibrary } from "../../../../src/density/functions/index.js";
import { i32, ModuleWriter, v128, valueType } from "../../../../src/density/wasm/index.js";

/** How the function is put into the loop. */
export type Placing = "inline" | "outlined";

/** The bytes of a module with `run(pairs)`: reads pairs from 0 (and `stride`), writes their values at `2 * stride`. */
export function laneModule(laneFunction: LaneFunction | BinaryLaneFunction, placing: Placing, stride: number, pages: number) {
  const module = new ModuleWriter();
  module.importMemory("host", "memory", { minimumPages: pages });
  const body = module.addFunction({ parameters: [valueType.i32], results: [] }, "run");
  const library = new LaneLibrary(module);
  const arity = laneFunction.emit.length - 1;
  const address = body.addLocal(valueType.i32);
  const inputs = Array.from({ length: arity }, () => body.addLocal(valueType.v128));
  const loop = body.loop();
  inputs.forEach((input, index) => {
    body
      .get(address)
      .access(v128.load, index * stride)
      .set(input);
  });
  body.get(address);
  if (placing === "inline") library.inline(body, laneFunction, ...inputs);
  else {
    for (const input of inputs) body.get(input);
    body.call(library.indexOf(laneFunction));
  }
  body.access(v128.store, 2 * stride);
  body.get(address).i32Const(16).apply(i32.add).tee(address);
  body.get(0).i32Const(4).apply(i32.shl).apply(i32.lt_u).branchIf(loop).end();
  return module.toBytes();
}

/** Values of a lane function at many inputs, by its vector code. */
export function laneValues(
  laneFunction: LaneFunction | BinaryLaneFunction,
  placing: Placing,
  x: Float64Array,
  y = x,
): Float64Array {
  const stride = Math.ceil((8 * x.length) / 16) * 16;
  const pages = Math.ceil((3 * stride) / 65536);
  const memory = new WebAssembly.Memory({ initial: pages });
  const bytes = laneModule(laneFunction, placing, stride, pages);
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { host: { memory } });
  new Float64Array(memory.buffer, 0, x.length).set(x);
  new Float64Array(memory.buffer, stride, y.length).set(y);
  (instance.exports.run as (pairs: number) => void)(Math.ceil(x.length / 2));
  return new Float64Array(memory.buffer, 2 * stride, x.length).slice();
}
