import { describe, expect, it } from "vitest";
import { InvalidArgument } from "../../../src/errors.js";
import { memoryCheckpoint } from "../../../src/execution/checkpoints/memory-checkpoint.js";
import { inline } from "../../../src/execution/inline.js";
import type { TaskReply } from "../../../src/execution/lane.js";
import { laneExecutor } from "../../../src/execution/lane-executor.js";
import { resumableMap } from "../../../src/execution/resumable-map.js";
import { collect, deferred, settle } from "./collect.js";
import { toyLane } from "./toy-lane.js";

const keyOf = (input: number) => `block ${input}`;
const square = { name: "square", run: (value: number) => ({ value, squared: value * value }) };
const squares = (inputs: number[]) => inputs.map((input) => square.run(input));

/** The task, with a record of the inputs that it ran on. */
function counted() {
  const runs: number[] = [];
  const run = (value: number) => {
    runs.push(value);
    return square.run(value);
  };
  return { runs, task: { name: "square", run } };
}

describe("resumableMap", () => {
  it("gives the results of the executor, and keeps them", async () => {
    const checkpoint = memoryCheckpoint();
    const results = await collect(resumableMap(inline(), square, [3, 1, 2], { checkpoint, keyOf }));
    expect(results).toEqual({ outputs: squares([3, 1, 2]) });
    expect(await checkpoint.list()).toEqual(["block 1", "block 2", "block 3"]);
    expect(await checkpoint.read("block 3")).toEqual({ value: 3, squared: 9 });
  });

  it("runs only what is missing, and tells where each result came from", async () => {
    const checkpoint = memoryCheckpoint();
    await checkpoint.write("block 1", square.run(1));
    await checkpoint.write("block 4", square.run(4));
    const { runs, task } = counted();
    const origins: string[] = [];
    const onResult = (origin: string, index: number) => origins.push(`${index} ${origin}`);
    const results = resumableMap(inline(), task, [0, 1, 2, 3, 4], { checkpoint, keyOf, onResult });
    expect(await collect(results)).toEqual({ outputs: squares([0, 1, 2, 3, 4]) });
    expect(runs.sort()).toEqual([0, 2, 3]);
    expect(origins.sort()).toEqual(["0 computed", "1 checkpoint", "2 computed", "3 computed", "4 checkpoint"]);
  });

  it("keeps results that are finished out of order, before an earlier one is there", async () => {
    const checkpoint = memoryCheckpoint();
    const slow = deferred<TaskReply>();
    const lanes = [1, 2].map(() =>
      toyLane(({ input }) => (input === 0 ? slow.promise : { output: square.run(input as number) })),
    );
    const stop = new AbortController();
    const options = { checkpoint, keyOf, signal: stop.signal };
    const done = collect(resumableMap(laneExecutor("toys", lanes), square, [0, 1, 2, 3], options));
    for (let turn = 0; turn < 5; turn++) await settle();
    expect(await checkpoint.list()).toEqual(["block 1", "block 2", "block 3"]);
    stop.abort("the computer is needed");
    expect(await done).toEqual({ outputs: [], error: "the computer is needed" });

    const { runs, task } = counted();
    const resumed = await collect(resumableMap(inline(), task, [0, 1, 2, 3], { checkpoint, keyOf }));
    expect(resumed).toEqual({ outputs: squares([0, 1, 2, 3]) });
    expect(runs).toEqual([0]);
  });

  it("keeps what was finished before a task fails, and names the input by its number in the whole", async () => {
    const checkpoint = memoryCheckpoint();
    const lanes = [toyLane(({ input }) => (input === 2 ? "dies" : { output: square.run(input as number) }))];
    const executor = laneExecutor("toys", lanes);
    const { outputs, error } = await collect(resumableMap(executor, square, [0, 1, 2], { checkpoint, keyOf }));
    expect(outputs).toEqual(squares([0, 1]));
    expect((error as Error).message).toMatch('task "square" on input 2 could not be run');
    expect(await checkpoint.list()).toEqual(["block 0", "block 1"]);
  });

  it("throws the error of a checkpoint that cannot be written, after the results before it", async () => {
    const whole = memoryCheckpoint();
    const write = async (key: string, data: unknown) => {
      if (key === "block 2") throw new Error("the disk is full");
      await whole.write(key, data);
    };
    const results = resumableMap(inline(), square, [1, 2, 3], { checkpoint: { ...whole, write }, keyOf });
    expect(await collect(results)).toEqual({ outputs: squares([1]), error: new Error("the disk is full") });
  });

  it("refuses two inputs with one key", async () => {
    const options = { checkpoint: memoryCheckpoint(), keyOf: () => "the same" };
    const { error } = await collect(resumableMap(inline(), square, [1, 2], options));
    expect(error).toBeInstanceOf(InvalidArgument);
    expect((error as Error).message).toBe('resumableMap: keyOf must give every input its own key, got "the same"');
  });

  it("refuses a result that could not be kept without loss", async () => {
    const dated = { name: "dated", run: () => ({ when: new Date(0) }) };
    const { error } = await collect(resumableMap(inline(), dated, [1], { checkpoint: memoryCheckpoint(), keyOf }));
    expect((error as Error).message).toMatch("value.when must be plain data");
  });
});
