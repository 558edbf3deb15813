/** Web Workers of a real browser: the deaths and ends that test/unit plays with toys. */
import { type Executor, type Task, webWorkers } from "equipoise/execution";
import { afterEach, describe, expect, it } from "vitest";

const make = () => new Worker(new URL("./toy-web-worker.mjs", import.meta.url), { type: "module" });
const task = (name: string): Task<number, unknown> => ({ name, run: () => undefined });
const gaveUp = (name: string, reason: string) =>
  `webWorkers: task "${name}" on input 0 could not be run: its worker failed 3 times, the last time with: ${reason}`;

let executor: Executor;
const toyWorkers = () => {
  executor = webWorkers({ workers: 2, worker: make });
  return executor;
};
afterEach(() => executor.close());

async function collect(outputs: AsyncIterable<unknown>): Promise<{ outputs: unknown[]; error?: Error }> {
  const list: unknown[] = [];
  try {
    for await (const output of outputs) list.push(output);
  } catch (error) {
    return { outputs: list, error: error as Error };
  }
  return { outputs: list };
}

describe("webWorkers in a browser", () => {
  it("give results in the order of the inputs", async () => {
    const inputs = Array.from({ length: 50 }, (_, index) => index);
    expect(await collect(toyWorkers().map(task("square"), inputs))).toEqual({ outputs: inputs.map((input) => input * input) });
  });

  it("are ended in the middle of a computation when the signal aborts, and replaced", async () => {
    const stop = new AbortController();
    const done = collect(toyWorkers().map(task("loopsForever"), [1, 2, 3], { signal: stop.signal }));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const reason = new Error("no longer needed");
    stop.abort(reason);
    expect((await done).error).toBe(reason);
    expect(await collect(executor.map(task("square"), [1, 2, 3]))).toEqual({ outputs: [1, 4, 9] });
  });

  it.each([
    ["closesItself", "the worker closed itself"],
    ["throwsOutside", "Uncaught Error: thrown outside the task"],
  ])("that die are replaced, and the third death is reported: %s", async (name, reason) => {
    expect((await collect(toyWorkers().map(task(name), [1]))).error?.message).toBe(gaveUp(name, reason));
    expect(await collect(executor.map(task("square"), [3]))).toEqual({ outputs: [9] });
  });

  it("answer with the exception of a task, and with a result that cannot be sent", async () => {
    expect((await collect(toyWorkers().map(task("fails"), [1]))).error).toMatchObject({
      name: "RangeError",
      message: "the dose is not one of the trial",
    });
    expect((await collect(executor.map(task("returnsFunction"), [1]))).error?.message).toMatch("its result must be plain data");
  });

  it("say that a worker file is missing", async () => {
    executor = webWorkers({ workers: 1, worker: new URL("./no-such-folder/worker.bin", location.href) });
    expect((await collect(executor.map(task("square"), [1]))).error?.message).toBe(
      gaveUp("square", "the worker file could not be loaded or run"),
    );
  });
});
