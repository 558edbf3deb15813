/** Kernels of operators: how they come to a memory, and what their code is made of, beside the writer's own instructions. */
import type { Kernels } from "../operator.js";
import {
  type FunctionBody,
  f64x2,
  i32,
  type Local,
  ModuleWriter,
  type PlainInstruction,
  type ValueType,
  v128,
  valueType,
} from "../wasm/index.js";

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

/** i32.mul, which the writer's own code does without. Source: wasm2022. */
export const multiply: PlainInstruction = 0x6c;

/** A loop while `counter` is less than `end`, both without sign, in steps; it is left out where the counter is not less to begin with. */
export function loopUp(body: FunctionBody, counter: Local, end: Local, step: number, inside: () => void): void {
  body.get(counter).get(end).apply(i32.lt_u).if();
  const loop = body.loop();
  inside();
  body.get(counter).i32Const(step).apply(i32.add).tee(counter).get(end).apply(i32.lt_u).branchIf(loop);
  body.end().end();
}

/** The same with a step in a local. */
export function loopUpBy(body: FunctionBody, counter: Local, end: Local, step: Local, inside: () => void): void {
  body.get(counter).get(end).apply(i32.lt_u).if();
  const loop = body.loop();
  inside();
  body.get(counter).get(step).apply(i32.add).tee(counter).get(end).apply(i32.lt_u).branchIf(loop);
  body.end().end();
}

/** New locals of a type, by their names. */
export const localsOf = <Name extends string>(body: FunctionBody, type: ValueType, ...names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [name, body.addLocal(type)])) as Record<Name, Local>;

/**
 * Code for the elements from `offset` to `end` (bytes; `end` beyond `offset` by whole doubles): two at a time, then one that is left, in the first lane.
 * `load` and `store` are given the array, and mean its elements at the offset; `store` takes the vector on the stack, below which `place` was called.
 */
export function forPairs(body: FunctionBody, offset: Local, end: Local, write: (elements: Elements) => void): void {
  const place = (array: Local) => body.get(array).get(offset).apply(i32.add);
  const endOfPairs = body.addLocal(valueType.i32);
  body.get(end).get(end).get(offset).apply(i32.sub).i32Const(8).apply(i32.and).apply(i32.sub).set(endOfPairs);
  loopUp(body, offset, endOfPairs, 16, () =>
    write({ place, load: (array) => place(array).access(v128.load, 0), store: () => body.access(v128.store, 0) }),
  );
  body.get(offset).get(end).apply(i32.lt_u).if();
  write({
    place,
    load: (array) => place(array).access(v128.load64_zero, 0),
    store: () => body.accessLane(v128.store64_lane, 0, 0),
  });
  body.end();
  body.releaseLocal(endOfPairs);
}

/** How the code in `forPairs` gets at elements. */
export interface Elements {
  readonly place: (array: Local) => FunctionBody;
  readonly load: (array: Local) => FunctionBody;
  readonly store: () => FunctionBody;
}

/** Adds to an address. */
export function advance(body: FunctionBody, address: Local, bytes: number): void {
  body.get(address).i32Const(bytes).apply(i32.add).set(address);
}

/** Replaces the vector on the stack by one of its lanes, twice. */
export function splatLane(body: FunctionBody, lane: 0 | 1): void {
  body.lane(f64x2.extract_lane, lane).apply(f64x2.splat);
}

/** Where `addProducts` goes: both addresses by their strides (in locals) until `own` is at its end, or beyond. */
export interface ProductPlaces {
  readonly own: Local;
  readonly ownStride: Local;
  readonly ownEnd: Local;
  readonly row: Local;
  readonly rowStride: Local;
}

/** Adds to vectors, or subtracts from them, the products of one number, at `own`, and a row of numbers as long as all vectors, again and again. */
export function addProducts(body: FunctionBody, sums: readonly Local[], places: ProductPlaces, sign: "add" | "sub"): void {
  const { own, ownStride, ownEnd, row, rowStride } = places;
  const factor = body.addLocal(valueType.v128);
  loopUpBy(body, own, ownEnd, ownStride, () => {
    body.get(own).access(v128.load64_splat, 0).set(factor);
    for (const [part, sum] of sums.entries()) {
      body
        .get(sum)
        .get(factor)
        .get(row)
        .access(v128.load, 16 * part)
        .apply(f64x2.mul);
      body.apply(f64x2[sign]).set(sum);
    }
    body.get(row).get(rowStride).apply(i32.add).set(row);
  });
  body.releaseLocal(factor);
}
