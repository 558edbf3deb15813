/** Kernels of operators: how they come to a memory, and what their code is made of, beside the writer's own instructions. */
import type { Kernels } from "../operator.js";
import { type FunctionBody, f64x2, i32, type Local, ModuleWriter, type PlainInstruction } from "../wasm/index.js";

/** Kernels on any memory: the functions that `write` adds to a module and exports. They are compiled once, when first asked for. */
export function kernels(write: (module: ModuleWriter) => void): (memory: WebAssembly.Memory) => Kernels {
  let compiled: WebAssembly.Module | undefined;
  const instances = new WeakMap<WebAssembly.Memory, Kernels>();
  return (memory) => {
    const known = instances.get(memory);
    if (known !== undefined) return known;
    compiled ??= compiledKernels(write);
    const { exports } = new WebAssembly.Instance(compiled, { host: { memory } });
    instances.set(memory, exports as Kernels);
    return exports as Kernels;
  };
}

function compiledKernels(write: (module: ModuleWriter) => void): WebAssembly.Module {
  const writer = new ModuleWriter();
  writer.importMemory("host", "memory", { minimumPages: 1 });
  write(writer);
  return new WebAssembly.Module(writer.toBytes());
}

/** Instructions on single doubles. Source: wasm2022. */
export const scalar = /* @__PURE__ */ Object.freeze({
  lessOrEqual: 0x65 as PlainInstruction,
  greaterOrEqual: 0x66 as PlainInstruction,
  squareRoot: 0x9f as PlainInstruction,
  subtract: 0xa1 as PlainInstruction,
  multiply: 0xa2 as PlainInstruction,
  divide: 0xa3 as PlainInstruction,
});

/** A loop while `counter` is less than `end`, both without sign, in steps; it is left out where the counter is not less to begin with. */
export function loopUp(body: FunctionBody, counter: Local, end: Local, step: number, inside: () => void): void {
  body.get(counter).get(end).apply(i32.lt_u).if();
  const loop = body.loop();
  inside();
  body.get(counter).i32Const(step).apply(i32.add).tee(counter).get(end).apply(i32.lt_u).branchIf(loop);
  body.end().end();
}

/** Adds to an address. */
export function advance(body: FunctionBody, address: Local, bytes: number): void {
  body.get(address).i32Const(bytes).apply(i32.add).set(address);
}

/** Replaces the vector on the stack by one of its lanes, twice. */
export function splatLane(body: FunctionBody, lane: 0 | 1): void {
  body.lane(f64x2.extract_lane, lane).apply(f64x2.splat);
}
