import { describe, expect, it } from "vitest";
import { InvalidArgument } from "../../../src/errors.js";
import type { TaskReply } from "../../../src/execution/lane.js";
import { laneExecutor } from "../../../src/execution/lane-executor.js";
import { collect, deferred, settle } from "./collect.js";
import { type Fate, toyLane } from "./toy-lane.js";

const double = { name: "double", run: (value: number) => 2 * value };
const doubled = (input: unknown): TaskReply => ({ output: 2 * (input as number) });
const lanesWith = (count: number, fate: (input: number) => Fate) =>
  Array.from({ length: count }, () => toyLane((request) => fate(request.input as number)));

describe("laneExecutor", () => {
  it("sends each input with the name of the task, and hands out the outputs in order", async () => {
    const lanes = lanesWith(2, doubled);
    const executor = laneExecutor("toys", lanes);
    expect(executor.concurrency).toBe(2);
    expect(await collect(executor.map(double, [1, 2, 3, 4, 5]))).toEqual({ outputs: [2, 4, 6, 8, 10] });
    const requests = lanes.flatMap((lane) => lane.requests);
    expect(requests.map((request) => request.task)).toEqual(Array(5).fill("double"));
    expect(requests.map((request) => request.input).sort()).toEqual([1, 2, 3, 4, 5]);
  });

  it("uses no second lane while the first is free for every input", async () => {
    const lanes = lanesWith(2, doubled);
    const executor = laneExecutor("toys", lanes);
    for (const input of [1, 2, 3]) await collect(executor.map(double, [input]));
    expect(lanes.map((lane) => lane.requests.length)).toEqual([3, 0]);
  });

  it("runs a task again in the same place when its worker dies, and hands out its result as if nothing had happened", async () => {
    let deaths = 0;
    const lanes = lanesWith(2, (input) => (input === 3 && deaths++ < 2 ? "dies" : doubled(input)));
    expect(await collect(laneExecutor("toys", lanes).map(double, [1, 2, 3, 4]))).toEqual({ outputs: [2, 4, 6, 8] });
    expect(deaths).toBe(3);
  });

  it("gives up after the third death, with an error that names the task, the input and the last reason", async () => {
    const lanes = lanesWith(2, (input) => (input === 30 ? "dies" : doubled(input)));
    const { outputs, error } = await collect(laneExecutor("toys", lanes).map(double, [10, 20, 30, 40]));
    expect(outputs).toEqual([20, 40]);
    expect(error).toEqual(
      new Error(
        'toys: task "double" on input 2 could not be run: its worker failed 3 times, the last time with: the toy worker died',
      ),
    );
    expect((error as Error).cause).toEqual(new Error("the toy worker died"));
    expect(lanes.flatMap((lane) => lane.requests).filter((request) => request.input === 30)).toHaveLength(3);
  });

  it("counts inputs from firstIndex in messages", async () => {
    const executor = laneExecutor(
      "toys",
      lanesWith(1, () => "dies"),
    );
    const { error } = await collect(executor.map(double, [1], { firstIndex: 41 }));
    expect((error as Error).message).toMatch('task "double" on input 41 could not be run');
  });

  it("does not run a task again that threw, and throws its error with the original message", async () => {
    const lanes = lanesWith(1, () => ({ failure: { name: "RangeError", message: "too large" } }));
    const { error } = await collect(laneExecutor("toys", lanes).map(double, [1]));
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: "RangeError", message: "too large" });
    expect(lanes[0].requests).toHaveLength(1);
  });

  it("does not run an input again that cannot be sent", async () => {
    const lane = toyLane(() => doubled(1));
    const refusing = { ...lane, run: () => Promise.reject(new DOMException("no copy", "DataCloneError")) };
    const { error } = await collect(laneExecutor("toys", [refusing]).map({ name: "call", run: () => 1 }, [1, () => 1]));
    expect(error).toBeInstanceOf(InvalidArgument);
    expect((error as Error).message).toBe("toys.map: inputs[0] must be plain data that can be sent between threads, got 1");
  });

  it("takes an answer that is not one of serveTasks for the death of the worker", async () => {
    const lanes = lanesWith(1, () => "an answer of somebody else" as unknown as TaskReply);
    const { error } = await collect(laneExecutor("toys", lanes).map(double, [1]));
    expect((error as Error).message).toMatch("its answer is not one of serveTasks");
  });

  it("gives one lane one task at a time, and takes at most four inputs per lane ahead of the results", async () => {
    const jobs = Array.from({ length: 20 }, () => deferred<TaskReply>());
    const lanes = lanesWith(2, (input) => jobs[input].promise);
    let taken = 0;
    function* inputs() {
      for (let input = 0; input < 20; input++) {
        taken++;
        yield input;
      }
    }
    const results = collect(laneExecutor("toys", lanes).map(double, inputs()));
    await settle();
    expect(lanes.map((lane) => lane.requests.length)).toEqual([1, 1]);
    expect(taken).toBe(8);
    for (let input = 1; input < 8; input++) jobs[input].resolve(doubled(input));
    await settle();
    expect(taken).toBe(8);
    for (const [input, job] of jobs.entries()) job.resolve(doubled(input));
    expect((await results).outputs).toEqual(jobs.map((_, input) => 2 * input));
  });

  it("ends the lanes whose tasks run when the signal aborts, throws the reason, and can be used again", async () => {
    let obstinate = true;
    const lanes = lanesWith(2, (input) => (obstinate ? "hangs" : doubled(input)));
    const executor = laneExecutor("toys", lanes);
    const stop = new AbortController();
    const done = collect(executor.map(double, [1, 2, 3, 4, 5], { signal: stop.signal }));
    await settle();
    const reason = new Error("no longer needed");
    stop.abort(reason);
    expect((await done).error).toBe(reason);
    expect(lanes.map((lane) => [lane.ends, lane.busy])).toEqual([
      [1, false],
      [1, false],
    ]);
    obstinate = false;
    expect(await collect(executor.map(double, [1, 2, 3]))).toEqual({ outputs: [2, 4, 6] });
  });

  it("throws the reason of a signal only when the workers are gone", async () => {
    const gone = deferred();
    const lane = toyLane(() => "hangs");
    const slow = { ...lane, end: () => lane.end().then(() => gone.promise) };
    const stop = new AbortController();
    let over = false;
    const done = collect(laneExecutor("toys", [slow]).map(double, [1], { signal: stop.signal })).finally(() => {
      over = true;
    });
    await settle();
    stop.abort("enough");
    await settle();
    expect(lane.busy).toBe(false);
    expect(over).toBe(false);
    gone.resolve();
    expect((await done).error).toBe("enough");
  });

  it("leaves the lanes of another iteration alone when one is aborted", async () => {
    const jobs = [deferred<TaskReply>(), deferred<TaskReply>()];
    const lanes = lanesWith(2, (input) => jobs[input].promise);
    const executor = laneExecutor("toys", lanes);
    const stop = new AbortController();
    const stopped = collect(executor.map(double, [0], { signal: stop.signal }));
    const kept = collect(executor.map(double, [1]));
    await settle();
    stop.abort("stop the first");
    expect((await stopped).error).toBe("stop the first");
    jobs[1].resolve(doubled(1));
    expect(await kept).toEqual({ outputs: [2] });
  });

  it("ends running tasks when the iteration is left early", async () => {
    const lanes = lanesWith(2, (input) => (input === 1 ? doubled(1) : "hangs"));
    for await (const output of laneExecutor("toys", lanes).map(double, [1, 2, 3])) {
      expect(output).toBe(2);
      break;
    }
    expect(lanes.map((lane) => lane.busy)).toEqual([false, false]);
  });

  it("shares its lanes between iterations that run at one time", async () => {
    const lanes = lanesWith(2, doubled);
    const executor = laneExecutor("toys", lanes);
    const lists = [
      [1, 2, 3],
      [10, 20, 30],
      [100, 200, 300],
    ];
    const results = await Promise.all(lists.map((inputs) => collect(executor.map(double, inputs))));
    expect(results.map((result) => result.outputs)).toEqual(lists.map((inputs) => inputs.map((input) => 2 * input)));
  });

  it("ends everything at close: iterations under way throw, and new ones are refused", async () => {
    const lanes = lanesWith(2, () => "hangs");
    const executor = laneExecutor("toys", lanes);
    const done = collect(executor.map(double, [1, 2, 3, 4]));
    await settle();
    await executor.close();
    expect((await done).error).toEqual(new Error("toys: the executor was closed while tasks were under way"));
    expect(lanes.map((lane) => [lane.requests.length, lane.busy])).toEqual([
      [1, false],
      [1, false],
    ]);
    expect(() => executor.map(double, [1])).toThrow(InvalidArgument);
    await executor.close();
  });

  it("starts no task after a close that comes before the task could start", async () => {
    const lanes = lanesWith(1, doubled);
    const executor = laneExecutor("toys", lanes);
    const done = collect(executor.map(double, [1]));
    await executor.close();
    expect((await done).error).toBeInstanceOf(Error);
    expect(lanes[0].requests).toEqual([]);
  });

  it("checks the arguments of map when it is called", () => {
    const executor = laneExecutor("toys", lanesWith(1, doubled));
    expect(() => executor.map({ run: (value: number) => value } as never, [1])).toThrow(
      "toys.map: task must be an object with a name and a run function",
    );
    expect(() => executor.map(double, 5 as never)).toThrow("toys.map: inputs must be iterable, got 5");
  });
});
