import { describe, expect, it } from "vitest";
import { orderedMap } from "../../../src/execution/ordered-map.js";
import { collect, deferred, settle } from "./collect.js";

/** Inputs 0 … count − 1, with a record of how many were taken and whether the iterator was closed. */
function countedInputs(count: number) {
  const record = { taken: 0, closed: false };
  function* inputs() {
    try {
      for (let index = 0; index < count; index++) {
        record.taken++;
        yield index;
      }
    } finally {
      record.closed = true;
    }
  }
  return { record, inputs: inputs() };
}

describe("orderedMap", () => {
  it("hands out results in the order of the inputs when they finish in the opposite order", async () => {
    const jobs = [0, 1, 2, 3].map(() => deferred<string>());
    const done = collect(orderedMap([0, 1, 2, 3], (input) => jobs[input].promise, { limit: 4 }));
    for (const index of [3, 2, 1, 0]) {
      jobs[index].resolve(`result ${index}`);
      await settle();
    }
    expect(await done).toEqual({ outputs: ["result 0", "result 1", "result 2", "result 3"] });
  });

  it("gives nothing for no inputs", async () => {
    expect(await collect(orderedMap([], async () => 1, { limit: 3 }))).toEqual({ outputs: [] });
  });

  it("takes no more inputs than the limit ahead of the results handed out", async () => {
    const { record, inputs } = countedInputs(100);
    const results = orderedMap(inputs, async (input) => input, { limit: 5 });
    expect(record.taken).toBe(0);
    await results.next();
    await settle();
    expect(record.taken).toBe(5);
    for (let taken = 2; taken <= 20; taken++) await results.next();
    await settle();
    expect(record.taken).toBe(24);
    await results.return();
    expect(record.closed).toBe(true);
  });

  it("throws a failure at its place in the order, after the results before it, and takes no further inputs", async () => {
    const { record, inputs } = countedInputs(100);
    const first = deferred<number>();
    const done = collect(
      orderedMap(
        inputs,
        async (input) => {
          if (input === 0) return first.promise;
          if (input === 2) throw new Error("input 2 is wrong");
          return input;
        },
        { limit: 4 },
      ),
    );
    await settle();
    first.resolve(0);
    expect(await done).toEqual({ outputs: [0, 1], error: new Error("input 2 is wrong") });
    expect(record).toEqual({ taken: 4, closed: true });
  });

  it("reports the failure of the earliest input, whichever fails first", async () => {
    const early = deferred<number>();
    const late = deferred<number>();
    const done = collect(orderedMap([early, late], (job) => job.promise, { limit: 2 }));
    late.reject(new Error("late input, early failure"));
    await settle();
    early.reject(new Error("early input, late failure"));
    expect(await done).toEqual({ outputs: [], error: new Error("early input, late failure") });
  });

  it("throws what the iterator of the inputs throws, after the results before it", async () => {
    function* inputs() {
      yield 1;
      yield 2;
      throw new Error("no third input");
    }
    const done = await collect(orderedMap(inputs(), async (input) => input, { limit: 8 }));
    expect(done).toEqual({ outputs: [1, 2], error: new Error("no third input") });
  });

  it("aborts work under way when the signal aborts, waits for its end, and throws the signal's reason", async () => {
    const stop = new AbortController();
    const ended = deferred();
    const seen: unknown[] = [];
    let over = false;
    const results = orderedMap(
      [0, 1],
      (_input, _index, signal) =>
        new Promise<never>((_resolve, reject) => {
          signal.addEventListener("abort", async () => {
            seen.push(signal.reason);
            await ended.promise;
            reject(new Error("work that was ended fails in its own words"));
          });
        }),
      { limit: 2, signal: stop.signal },
    );
    const done = collect(results).finally(() => {
      over = true;
    });
    await settle();
    stop.abort("enough");
    await settle();
    expect(seen).toEqual(["enough", "enough"]);
    expect(over).toBe(false);
    ended.resolve();
    expect(await done).toEqual({ outputs: [], error: "enough" });
  });

  it("throws the reason of a signal that aborts between two results, also when the results are there already", async () => {
    const stop = new AbortController();
    const outputs: number[] = [];
    const run = async () => {
      for await (const output of orderedMap([1, 2, 3], async (input) => input, { limit: 3, signal: stop.signal })) {
        outputs.push(output);
        stop.abort("one is enough");
      }
    };
    await expect(run()).rejects.toBe("one is enough");
    expect(outputs).toEqual([1]);
  });

  it("starts nothing for a signal that has aborted already", async () => {
    const { record, inputs } = countedInputs(3);
    const done = await collect(orderedMap(inputs, async (input) => input, { limit: 3, signal: AbortSignal.abort("before") }));
    expect(done).toEqual({ outputs: [], error: "before" });
    expect(record.taken).toBe(0);
  });

  it("accepts a signal that aborts while the inputs are taken", async () => {
    const stop = new AbortController();
    const started: number[] = [];
    function* inputs() {
      yield 1;
      stop.abort("no more inputs");
      yield 2;
    }
    const work = async (input: number) => started.push(input);
    const done = await collect(orderedMap(inputs(), work, { limit: 4, signal: stop.signal }));
    expect(done).toEqual({ outputs: [], error: "no more inputs" });
    expect(started).toEqual([1]);
  });

  it("aborts and awaits work under way when the iteration is left early", async () => {
    const aborted: number[] = [];
    const work = (input: number, _index: number, signal: AbortSignal) =>
      input === 0
        ? Promise.resolve(input)
        : new Promise<never>((_resolve, reject) => {
            signal.addEventListener("abort", () => {
              aborted.push(input);
              reject(signal.reason);
            });
          });
    for await (const output of orderedMap([0, 1, 2, 3, 4], work, { limit: 3 })) {
      expect(output).toBe(0);
      break;
    }
    expect(aborted).toEqual([1, 2]);
  });

  it("does not end before work under way has ended, also work whose result nobody waits for", async () => {
    const ended = deferred();
    let over = false;
    const work = async (input: number, _index: number, signal: AbortSignal) => {
      if (input === 0) throw new Error("input 0 is wrong");
      await ended.promise;
      throw signal.reason;
    };
    const done = collect(orderedMap([0, 1], work, { limit: 2 })).finally(() => {
      over = true;
    });
    await settle();
    expect(over).toBe(false);
    ended.resolve();
    expect((await done).error).toEqual(new Error("input 0 is wrong"));
  });

  it("leaves no listener on the signal", async () => {
    const { signal } = new AbortController();
    let listeners = 0;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners++;
      add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners--;
      remove(...args);
    };
    await collect(orderedMap([1, 2, 3], async (input) => input, { limit: 2, signal }));
    expect(listeners).toBe(0);
  });
});
