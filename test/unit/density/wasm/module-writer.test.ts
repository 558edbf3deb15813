import { describe, expect, it } from "vitest";
import { type FunctionBody, f64, f64x2, i32, i64x2, ModuleWriter, v128, valueType } from "../../../../src/density/wasm/index.js";

const { i32: int, f64: double } = valueType;

/** The exports of a module of one function, `run`. */
function run(
  parameters: (typeof int | typeof double)[],
  results: (typeof int | typeof double)[],
  write: (body: FunctionBody) => void,
) {
  const module = new ModuleWriter();
  module.importMemory("host", "memory", { minimumPages: 1 });
  write(module.addFunction({ parameters, results }, "run"));
  const memory = new WebAssembly.Memory({ initial: 1 });
  const instance = new WebAssembly.Instance(new WebAssembly.Module(module.toBytes()), { host: { memory } });
  return { memory, call: instance.exports.run as (...inputs: number[]) => number };
}

describe("ModuleWriter", () => {
  it("writes the eight bytes of an empty module", () => {
    expect(Array.from(new ModuleWriter().toBytes())).toEqual([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  });

  it("writes a function of one addition as in the specification's binary format", () => {
    const module = new ModuleWriter();
    module
      .addFunction({ parameters: [int, int], results: [int] }, "add")
      .get(0)
      .get(1)
      .apply(i32.add);
    expect(Array.from(module.toBytes().subarray(8))).toEqual([
      ...[1, 7, 1, 0x60, 2, 0x7f, 0x7f, 1, 0x7f], // types
      ...[3, 2, 1, 0], // functions
      ...[7, 7, 1, 3, 0x61, 0x64, 0x64, 0, 0], // exports
      ...[10, 9, 1, 7, 0, 0x20, 0, 0x20, 1, 0x6a, 0x0b], // code
    ]);
  });

  it("calls functions that are added later", () => {
    const module = new ModuleWriter();
    const first = module.addFunction({ parameters: [double], results: [double] }, "first");
    const second = module.addFunction({ parameters: [double], results: [double] });
    first.get(0).call(second.index).f64Const(2).apply(f64.mul);
    second.get(0).f64Const(1).apply(f64.add);
    const instance = new WebAssembly.Instance(new WebAssembly.Module(module.toBytes()));
    expect((instance.exports.first as (x: number) => number)(3)).toBe(8);
  });

  it("refuses to write a function with an open block", () => {
    const module = new ModuleWriter();
    module.addFunction({ parameters: [], results: [] }).loop();
    expect(() => module.toBytes()).toThrow(/still open/);
  });
});

describe("FunctionBody", () => {
  it("sums an array in a loop that a branch repeats, inside a block that is entered if there is something to sum", () => {
    const { memory, call } = run([int], [double], (body) => {
      const sum = body.addLocal(double);
      const address = body.addLocal(int);
      body.get(0).if();
      const next = body.loop();
      body.get(sum).get(address).access(f64.load, 8).apply(f64.add).set(sum);
      body.get(address).i32Const(8).apply(i32.add).set(address);
      body.get(0).i32Const(-1).apply(i32.add).tee(0).branchIf(next).end().end();
      body.get(sum);
    });
    new Float64Array(memory.buffer).set([100, 1, 2, 4, 8]);
    expect(call(3)).toBe(7);
    expect(call(0)).toBe(0);
  });

  it.each([0, 1, 63, 64, -64, -65, 127, 128, 8191, -8192, 2147483647, -2147483648])("writes the integer %i", (value) => {
    expect(run([], [int], (body) => body.i32Const(value)).call()).toBe(value);
  });

  it("reads and writes single lanes, splats and zeros", () => {
    const { memory, call } = run([], [], (body) => {
      const pair = body.addLocal(valueType.v128);
      body.i32Const(0).access(v128.load64_splat, 8).set(pair);
      body.i32Const(0).get(pair).accessLane(v128.load64_lane, 16, 1).set(pair);
      body.i32Const(0).get(pair).accessLane(v128.store64_lane, 32, 1);
      body.i32Const(0).get(pair).accessLane(v128.store64_lane, 40, 0);
      body.i32Const(0).i32Const(0).access(v128.load64_zero, 8).access(v128.store, 48);
      body.i32Const(0).f64x2Const(5, 6).lane(f64x2.extract_lane, 1).access(f64.store, 64);
      body.i32Const(0).f64x2Const(5, 6).f64Const(7).lane(f64x2.replace_lane, 0).access(v128.store, 72);
    });
    new Float64Array(memory.buffer).set([1, 2, 3]);
    call();
    expect(Array.from(new Float64Array(memory.buffer, 32, 7))).toEqual([3, 2, 2, 0, 6, 7, 6]);
  });

  it("converts between integers, doubles and bits, in lanes and alone", () => {
    const { memory, call } = run([], [], (body) => {
      body.i32Const(0).i32Const(0).access(v128.load64_zero, 40).apply(f64x2.convert_low_i32x4_s).access(v128.store, 0);
      body.i32Const(0).i64x2Const(0x3ff00000, 0).i32Const(1).apply(i64x2.shl).access(v128.store, 16);
      body.i32Const(0).i32Const(0).access(i32.load, 40).apply(f64.convert_i32_s).access(f64.store, 32);
    });
    new Int32Array(memory.buffer).set([-3, 2147483647], 10);
    call();
    expect(Array.from(new Float64Array(memory.buffer, 0, 2))).toEqual([-3, 2147483647]);
    expect(Array.from(new BigUint64Array(memory.buffer, 16, 2))).toEqual([0x7fe0000000000000n, 0x7fe0000000000000n]);
    expect(new Float64Array(memory.buffer)[4]).toBe(-3);
  });

  it("uses a released local again", () => {
    const body = new ModuleWriter().addFunction({ parameters: [int], results: [] });
    const first = body.addLocal(valueType.v128);
    body.releaseLocal(first);
    expect(body.addLocal(double)).not.toBe(first);
    expect(body.addLocal(valueType.v128)).toBe(first);
  });
});

describe("instructions on pairs of doubles", () => {
  const inputs = [3.5, -0, -2.5, Number.NaN, 2, Number.POSITIVE_INFINITY];
  const unary = { abs: Math.abs, sqrt: Math.sqrt, floor: Math.floor, neg: (x: number) => -x };
  const binary = {
    add: (a: number, b: number) => a + b,
    sub: (a: number, b: number) => a - b,
    mul: (a: number, b: number) => a * b,
    div: (a: number, b: number) => a / b,
    min: Math.min,
    max: Math.max,
    pmin: (a: number, b: number) => (b < a ? b : a),
    pmax: (a: number, b: number) => (a < b ? b : a),
  };

  it.each(Object.entries(unary))("%s", (name, expected) => {
    const { memory, call } = run([], [], (body) => {
      body
        .i32Const(0)
        .i32Const(0)
        .access(v128.load, 0)
        .apply(f64x2[name as keyof typeof unary])
        .access(v128.store, 32);
    });
    const view = new Float64Array(memory.buffer);
    for (const x of inputs) {
      view.set([x, 4]);
      call();
      expect([view[4], view[5]]).toEqual([expected(x), expected(4)]);
    }
  });

  it.each(Object.entries(binary))("%s", (name, expected) => {
    const { memory, call } = run([], [], (body) => {
      body.i32Const(0).i32Const(0).access(v128.load, 0).i32Const(0).access(v128.load, 16);
      body.apply(f64x2[name as keyof typeof binary]).access(v128.store, 32);
    });
    const view = new Float64Array(memory.buffer);
    for (const a of inputs) {
      for (const b of inputs) {
        view.set([a, b, b, a]);
        call();
        expect([view[4], view[5]]).toEqual([expected(a, b), expected(b, a)]);
      }
    }
  });

  it("comparisons make masks, from which bitselect chooses and any_true tells", () => {
    const { memory, call } = run([], [int], (body) => {
      const mask = body.addLocal(valueType.v128);
      body.f64x2Const(1, 5).f64x2Const(2, 4).apply(f64x2.lt).set(mask);
      body.i32Const(0).f64x2Const(10, 11).f64x2Const(20, 21).get(mask).apply(v128.bitselect).access(v128.store, 0);
      body.get(mask).apply(v128.any_true);
    });
    expect(call()).toBe(1);
    expect(Array.from(new Float64Array(memory.buffer, 0, 2))).toEqual([10, 21]);
  });
});
