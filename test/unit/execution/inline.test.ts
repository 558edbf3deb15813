import { describe, expect, it } from "vitest";
import { InvalidArgument } from "../../../src/errors.js";
import { inline } from "../../../src/execution/inline.js";
import { collect, settle } from "./collect.js";

const double = { name: "double", run: (value: number) => 2 * value };
/** Computes without a pause for some milliseconds. */
const busy = {
  name: "busy",
  run: (milliseconds: number) => {
    const end = performance.now() + milliseconds;
    while (performance.now() < end);
    return milliseconds;
  },
};

describe("inline", () => {
  it("runs plain and asynchronous tasks in order, one at a time", async () => {
    let running = 0;
    const careful = {
      name: "careful",
      run: async (value: number) => {
        expect(++running).toBe(1);
        await settle();
        running--;
        return value;
      },
    };
    expect(inline().concurrency).toBe(1);
    expect(await collect(inline().map(double, [1, 2, 3]))).toEqual({ outputs: [2, 4, 6] });
    expect(await collect(inline().map(careful, [1, 2, 3]))).toEqual({ outputs: [1, 2, 3] });
  });

  it("takes an input only when its result is asked for", async () => {
    let taken = 0;
    function* inputs() {
      for (;;) yield taken++;
    }
    for await (const output of inline().map(double, inputs())) if (output === 6) break;
    expect(taken).toBe(4);
  });

  it("throws what a task throws, unchanged, after the results before it", async () => {
    const wrong = new InvalidArgument("boin", "target", "be in (0, 1)", 1.2);
    const picky = {
      name: "picky",
      run: (value: number) => {
        if (value === 3) throw wrong;
        return value;
      },
    };
    const { outputs, error } = await collect(inline().map(picky, [1, 2, 3, 4]));
    expect(outputs).toEqual([1, 2]);
    expect(error).toBe(wrong);
  });

  it("lets timers run between tasks that compute without a pause", async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    await collect(inline().map(busy, Array(10).fill(20)));
    clearInterval(timer);
    expect(ticks).toBeGreaterThanOrEqual(9);
  });

  it("stops between tasks when a timer aborts the signal", async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort("time is up"), 30);
    function* endless() {
      for (;;) yield 5;
    }
    const { outputs, error } = await collect(inline().map(busy, endless(), { signal: stop.signal }));
    expect(error).toBe("time is up");
    expect(outputs.length).toBeGreaterThan(0);
  });

  it("stops waiting for an asynchronous task when the signal aborts", async () => {
    const stop = new AbortController();
    const waits = { name: "waits", run: () => new Promise<never>(() => {}) };
    const done = collect(inline().map(waits, [1], { signal: stop.signal }));
    await settle();
    stop.abort("enough");
    expect(await done).toEqual({ outputs: [], error: "enough" });
  });

  it("runs nothing for a signal that has aborted already", async () => {
    let runs = 0;
    const counting = { name: "counting", run: () => ++runs };
    const { error } = await collect(inline().map(counting, [1], { signal: AbortSignal.abort("before") }));
    expect(error).toBe("before");
    expect(runs).toBe(0);
  });

  it("refuses to work after close, and mistaken arguments at once", async () => {
    const executor = inline();
    expect(() => executor.map(undefined as never, [])).toThrow(InvalidArgument);
    await executor.close();
    expect(() => executor.map(double, [1])).toThrow("inline.map: executor must be open");
  });
});
