/** Worker threads of the built package: results, failures, and ends. Each way in which a thread can die is one test. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Executor, inline, memoryCheckpoint, resumableMap, type Task, threads } from "equipoise/execution";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as toys from "./toy-tasks.mjs";

const worker = new URL("./toy-worker.mjs", import.meta.url);

let folder: string;
let executors: Executor[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "threads-"));
  executors = [];
});
afterEach(async () => {
  await Promise.all(executors.map((executor) => executor.close()));
  rmSync(folder, { recursive: true, force: true });
});

function toyThreads(count: number, options: { heapMegabytes?: number } = {}): Executor {
  const executor = threads({ threads: count, worker, ...options });
  executors.push(executor);
  return executor;
}

async function collect<Output>(outputs: AsyncIterable<Output>): Promise<{ outputs: Output[]; error?: Error }> {
  const list: Output[] = [];
  try {
    for await (const output of outputs) list.push(output);
  } catch (error) {
    return { outputs: list, error: error as Error };
  }
  return { outputs: list };
}

const numbers = Array.from({ length: 60 }, (_, index) => index);

/** Waits for a file that a task writes when it starts. */
async function isThere(file: string): Promise<void> {
  while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 2));
}

describe("results", () => {
  it("are moved where a task gives their buffers away", async () => {
    const [first, second, third] = (await collect(toyThreads(1).map(toys.givesAway, [1000, 0, 3]))).outputs;
    expect(first).toEqual({ numbers: Float64Array.from({ length: 1000 }, (_, index) => index), left: [] });
    expect(second).toEqual({ numbers: new Float64Array(0), left: [0] });
    expect(third).toEqual({ numbers: Float64Array.of(0, 1, 2), left: [0, 0] });
  });

  it.each([1, 2, 3])("are those of inline with %i threads, in the order of the inputs", async (count) => {
    const inputs = numbers.map((seed) => ({ seed, rounds: (seed * 7919) % 5000 }));
    const expected = await collect(inline().map(toys.churn, inputs));
    expect(expected.outputs).toHaveLength(60);
    expect(await collect(toyThreads(count).map(toys.churn, inputs))).toEqual(expected);
  });

  it("come in order when early inputs take longest", async () => {
    const inputs = [60, 30, 10, 1, 0, 20, 0].map((milliseconds, value) => ({ value, milliseconds }));
    expect(await collect(toyThreads(3).map(toys.delayed, inputs))).toEqual({ outputs: [0, 1, 2, 3, 4, 5, 6] });
  });

  it("are plain data of every kind, unchanged by the journey", async () => {
    const data = [
      { view: Float64Array.of(0.1, -0, Number.NaN), deep: [null, [Infinity]], map: new Map([["a", 1]]) },
      undefined,
      -0,
      "µ",
    ];
    expect((await collect(toyThreads(1).map(toys.roundTrip, data))).outputs).toStrictEqual(data);
  });

  it("come from as many threads as were asked for, which are kept from one call to the next", async () => {
    const executor = toyThreads(2);
    const first = new Set((await collect(executor.map(toys.countsThreads, numbers.slice(0, 20)))).outputs);
    const second = new Set((await collect(executor.map(toys.countsThreads, numbers.slice(0, 20)))).outputs);
    expect(first.size).toBe(2);
    expect(second).toEqual(first);
  });

  it("hold back the inputs: at most four per thread are taken ahead of the results handed out", async () => {
    let taken = 0;
    let given = 0;
    let furthest = 0;
    function* inputs() {
      for (const value of numbers) {
        furthest = Math.max(furthest, ++taken - given);
        yield value;
      }
    }
    for await (const _output of toyThreads(2).map(toys.square, inputs())) {
      given++;
      if (given === 10) await new Promise((resolve) => setTimeout(resolve, 30));
    }
    expect(given).toBe(60);
    expect(furthest).toBe(8);
  });

  it("are kept by a checkpoint and resumed inline", async () => {
    const checkpoint = memoryCheckpoint();
    const keyOf = (input: number) => `block ${input}`;
    const stop = new AbortController();
    const partial: number[] = [];
    const run = async () => {
      for await (const output of resumableMap(toyThreads(2), toys.square, numbers, { checkpoint, keyOf, signal: stop.signal })) {
        if (partial.push(output) === 20) stop.abort("half is enough");
      }
    };
    await expect(run()).rejects.toBe("half is enough");
    expect((await checkpoint.list()).length).toBeGreaterThanOrEqual(20);
    const resumed = await collect(resumableMap(inline(), toys.square, numbers, { checkpoint, keyOf }));
    expect(resumed.outputs).toEqual(numbers.map((value) => value * value));
  });
});

describe("an exception in a task", () => {
  it("is thrown at its place in the order with its name, message, stack and cause, as inline", async () => {
    const inputs = ["a", "b", "bad", "c"];
    const { outputs, error } = await collect(toyThreads(2).map(toys.fails, inputs));
    const expected = await collect(inline().map(toys.fails, inputs));
    expect(outputs).toEqual(expected.outputs);
    expect(error).toMatchObject({ name: "RangeError", message: expected.error?.message });
    expect(error?.stack).toMatch("toy-tasks.mjs");
    expect(error?.cause).toMatchObject({ message: "a typing error" });
  });

  it("is an InvalidArgument if it was one", async () => {
    const inThread = (await collect(toyThreads(1).map(toys.refuses, [1]))).error;
    const here = (await collect(inline().map(toys.refuses, [1]))).error;
    expect(inThread?.constructor).toBe(here?.constructor);
    expect(inThread).toMatchObject({ name: "InvalidArgument", message: here?.message, argument: "value.doses[1]" });
  });

  it("leaves the thread alive for the next call", async () => {
    const executor = toyThreads(1);
    const [before] = (await collect(executor.map(toys.countsThreads, [1]))).outputs;
    await collect(executor.map(toys.fails, ["bad"]));
    expect((await collect(executor.map(toys.countsThreads, [1]))).outputs).toEqual([before]);
  });

  it("tells which tasks there are when one is unknown", async () => {
    const unknown: Task<number, number> = { name: "cube", run: (value) => value ** 3 };
    const { error } = await collect(toyThreads(1).map(unknown, [1]));
    expect(error?.message).toMatch(/^serveTasks: task must be one that this worker serves \("square", .*\), got "cube"$/);
  });

  it("says what cannot be sent, there and back", async () => {
    const executor = toyThreads(1);
    expect((await collect(executor.map(toys.roundTrip, [1, () => 1]))).error?.message).toBe(
      "threads.map: inputs[1] must be plain data that can be sent between threads, got function (anonymous)",
    );
    expect((await collect(executor.map(toys.returnsFunction, [1]))).error?.message).toBe(
      'task "returnsFunction": its result must be plain data that can be sent between threads, got function (anonymous)',
    );
    expect((await collect(executor.map(toys.square, [3]))).outputs).toEqual([9]);
  });
});

describe("a thread that dies", () => {
  it.each([1, 2, 3])("is replaced and its task run again, with the same results (%i threads)", async (count) => {
    const inputs = numbers.map((value) => (value % 9 === 4 ? { value, marker: join(folder, `${value}`) } : { value }));
    expect(await collect(toyThreads(count).map(toys.exitsOnce, inputs))).toEqual({ outputs: numbers });
    expect(existsSync(join(folder, "4"))).toBe(true);
  });

  it("three times over one input is reported with the task and the input, after the results before it", async () => {
    const counter = join(folder, "runs");
    const executor = toyThreads(2);
    const { error } = await collect(executor.map(toys.exitsAlways, [{ counter }], { firstIndex: 17 }));
    expect(error?.message).toBe(
      'threads: task "exitsAlways" on input 17 could not be run: its worker failed 3 times, the last time with: worker exited with code: 3',
    );
    expect(readFileSync(counter, "utf8")).toBe("...");
    expect((await collect(executor.map(toys.square, [5]))).outputs).toEqual([25]);
  });

  it.each([
    ["an error outside the task's promise", toys.throwsOutside, "thrown outside the task"],
    ["a rejection that nobody handles", toys.rejectsOutside, "rejected outside the task"],
    ["no more memory", toys.exhaustsMemory, "Worker terminated due to reaching memory limit: JS heap out of memory"],
  ])("of %s is reported after two reruns, and the executor goes on", async (_cause, task, words) => {
    const executor = toyThreads(1, { heapMegabytes: 32 });
    const { error } = await collect(executor.map(task, [1]));
    expect(error?.message).toMatch(
      `task "${task.name}" on input 0 could not be run: its worker failed 3 times, the last time with: ${words}`,
    );
    expect((await collect(executor.map(toys.square, [5]))).outputs).toEqual([25]);
  });

  it.each([
    ["throws while it is loaded", 'throw new Error("bad at load");', "bad at load"],
    ["exits while it is loaded", "process.exit(5);", "worker exited with code: 5"],
    ["is no JavaScript", "this is prose", "Unexpected identifier"],
    ["exports no function", "export const x = 1;", "No handler function exported from"],
    ["exports another function", "export default () => 1;", "its answer is not one of serveTasks"],
  ])("because the worker file %s is reported", async (_cause, code, words) => {
    const file = join(folder, "worker.mjs");
    writeFileSync(file, code);
    const executor = threads({ threads: 2, worker: file });
    executors.push(executor);
    const { outputs, error } = await collect(executor.map(toys.square, numbers));
    expect(outputs).toEqual([]);
    expect(error?.message).toMatch(words);
    expect(error?.message).toMatch('task "square" on input 0');
  });

  it("because there is no worker file is reported", async () => {
    const executor = threads({ threads: 1, worker: join(folder, "absent.js") });
    executors.push(executor);
    expect((await collect(executor.map(toys.square, [1]))).error?.message).toMatch("Cannot find module");
  });
});

describe("ends", () => {
  it.each([
    ["computes without a pause", toys.loopsForever],
    ["waits for what never comes", toys.waitsForever as Task<unknown, never>],
  ])("a signal ends a task that %s within a second, and throws its reason", async (_kind, task) => {
    const started = join(folder, "started");
    const executor = toyThreads(2);
    const stop = new AbortController();
    const inputs = [{ started }, {}, {}, {}];
    const done = collect(executor.map(task, inputs, { signal: stop.signal }));
    if (task === toys.loopsForever) await isThere(started);
    const reason = new Error("no longer needed");
    const before = performance.now();
    stop.abort(reason);
    expect((await done).error).toBe(reason);
    expect(performance.now() - before).toBeLessThan(1000);
    expect((await collect(executor.map(toys.square, [1, 2, 3]))).outputs).toEqual([1, 4, 9]);
  });

  it("leaving the iteration ends what still runs", async () => {
    const executor = toyThreads(2);
    const inputs = [0, 60_000, 60_000, 60_000].map((milliseconds, value) => ({ value, milliseconds }));
    const before = performance.now();
    for await (const output of executor.map(toys.delayed, inputs)) {
      expect(output).toBe(0);
      break;
    }
    expect((await collect(executor.map(toys.square, [1, 2, 3]))).outputs).toEqual([1, 4, 9]);
    expect(performance.now() - before).toBeLessThan(10_000);
  });

  it("close ends running tasks, and their iteration throws", async () => {
    const started = join(folder, "started");
    const executor = toyThreads(2);
    const done = collect(executor.map(toys.loopsForever, [{ started }, {}, {}]));
    await isThere(started);
    await executor.close();
    expect((await done).error?.message).toBe("threads: the executor was closed while tasks were under way");
    expect(() => executor.map(toys.square, [1])).toThrow("threads.map: executor must be open");
    await executor.close();
  });
});
