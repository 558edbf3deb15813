import { describe, expect, it } from "vitest";
import { InvalidArgument } from "../../../src/errors.js";
import { threads } from "../../../src/execution/threads.js";

// What threads do is tested on the built package, in test/dist.
describe("threads", () => {
  it("has as many threads as it is told", async () => {
    expect(threads({ threads: 3 }).concurrency).toBe(3);
    expect(threads().concurrency).toBeGreaterThanOrEqual(1);
  });

  it.each([0, -1, 1.5, Number.NaN, 1025, "2"])("refuses %s threads", (count) => {
    expect(() => threads({ threads: count as number })).toThrow("threads: threads must be a whole number from 1 to 1024");
  });

  it("refuses a heap without room, and a worker that is neither URL nor path", () => {
    expect(() => threads({ heapMegabytes: 0 })).toThrow(InvalidArgument);
    expect(() => threads({ worker: 5 as never })).toThrow("threads: worker must be a URL or a path, got 5");
  });

  it("says what to use where there are no threads", () => {
    const { process } = globalThis;
    try {
      Reflect.deleteProperty(globalThis, "process");
      expect(() => threads()).toThrow("threads: runtime must have worker threads (in a browser use webWorkers)");
    } finally {
      globalThis.process = process;
    }
  });
});
