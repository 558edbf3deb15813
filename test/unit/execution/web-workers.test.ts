import { describe, expect, it } from "vitest";
import { InvalidArgument } from "../../../src/errors.js";
import { serveTasks } from "../../../src/execution/serve-tasks.js";
import { webWorkers } from "../../../src/execution/web-workers.js";
import type { RequestMessage, WorkerMessage } from "../../../src/execution/worker-messages.js";
import { collect, settle } from "./collect.js";

const square = { name: "square", run: (value: number) => value * value };
const answer = serveTasks([square]);

/** A Web Worker without a browser: `behave` does what the worker's script would do with a message. */
function toyWorkers(behave: (worker: ToyWorker, message: RequestMessage) => void) {
  const made: ToyWorker[] = [];
  const make = () => {
    const worker = new ToyWorker(behave);
    made.push(worker);
    return worker as unknown as Worker;
  };
  return { made, make };
}

class ToyWorker {
  onmessage?: (event: { data: unknown }) => void;
  onerror?: (event: { message?: string; preventDefault?: () => void }) => void;
  onmessageerror?: () => void;
  terminated = false;
  readonly #behave: (worker: ToyWorker, message: RequestMessage) => void;

  constructor(behave: (worker: ToyWorker, message: RequestMessage) => void) {
    this.#behave = behave;
  }

  postMessage(message: RequestMessage): void {
    const copy = structuredClone(message);
    setImmediate(() => this.terminated || this.#behave(this, copy));
  }

  send(message: WorkerMessage | string): void {
    if (!this.terminated) this.onmessage?.({ data: message });
  }

  terminate(): void {
    this.terminated = true;
  }
}

const reply = async (worker: ToyWorker, message: RequestMessage) =>
  worker.send({ equipoise: "reply", reply: await answer(message.request) });

describe("webWorkers", () => {
  it("runs tasks in as many workers as it is told, started when needed, in order", async () => {
    const { made, make } = toyWorkers(reply);
    const executor = webWorkers({ workers: 2, worker: make });
    expect(executor.concurrency).toBe(2);
    expect(made).toHaveLength(0);
    expect(await collect(executor.map(square, [1, 2, 3, 4, 5]))).toEqual({ outputs: [1, 4, 9, 16, 25] });
    expect(made).toHaveLength(2);
    await executor.close();
    expect(made.every((worker) => worker.terminated)).toBe(true);
  });

  it("pays no attention to messages of other kinds", async () => {
    const { make } = toyWorkers((worker, message) => {
      worker.send("hello");
      void reply(worker, message);
    });
    expect((await collect(webWorkers({ workers: 1, worker: make }).map(square, [3]))).outputs).toEqual([9]);
  });

  it("replaces a worker that reports an error, closes itself or cannot be read, and runs its task again", async () => {
    const fates = [
      (worker: ToyWorker) => worker.onerror?.({ message: "out of memory", preventDefault: () => {} }),
      (worker: ToyWorker) => worker.send({ equipoise: "closed" }),
      reply,
      (worker: ToyWorker) => worker.onmessageerror?.(),
      reply,
    ];
    const { made, make } = toyWorkers((worker, message) => void fates.shift()?.(worker, message));
    const done = await collect(webWorkers({ workers: 1, worker: make }).map(square, [3, 4]));
    expect(done).toEqual({ outputs: [9, 16] });
    expect(made.map((worker) => worker.terminated)).toEqual([true, true, true, false]);
  });

  it("reports a worker that cannot be loaded or made", async () => {
    const { make } = toyWorkers((worker) => worker.onerror?.({}));
    const unloadable = await collect(webWorkers({ workers: 1, worker: make }).map(square, [1]));
    expect((unloadable.error as Error).message).toBe(
      'webWorkers: task "square" on input 0 could not be run: its worker failed 3 times, the last time with: the worker file could not be loaded or run',
    );
    const refuse = () => {
      throw new Error("blocked by the content-security policy");
    };
    const blocked = await collect(webWorkers({ workers: 1, worker: refuse }).map(square, [1]));
    expect((blocked.error as Error).message).toMatch("blocked by the content-security policy");
  });

  it("terminates a worker in the middle of a task when the signal aborts", async () => {
    const { made, make } = toyWorkers(() => {});
    const stop = new AbortController();
    const done = collect(webWorkers({ workers: 2, worker: make }).map(square, [1, 2], { signal: stop.signal }));
    await settle();
    stop.abort("enough");
    expect(await done).toEqual({ outputs: [], error: "enough" });
    expect(made.map((worker) => worker.terminated)).toEqual([true, true]);
  });

  it("refuses an input that cannot be sent, without a second try", async () => {
    const { make } = toyWorkers(reply);
    const call = { name: "call", run: (value: () => number) => value() };
    const { error } = await collect(webWorkers({ workers: 1, worker: make }).map(call, [() => 1]));
    expect((error as Error).message).toMatch("webWorkers.map: inputs[0] must be plain data that can be sent between threads");
  });

  it("refuses a missing worker and a number of workers that is no count", () => {
    expect(() => webWorkers({} as never)).toThrow(InvalidArgument);
    expect(() => webWorkers(undefined as never)).toThrow("webWorkers: worker must be a URL, a string, or a function");
    expect(() => webWorkers({ workers: 0, worker: "./worker.js" })).toThrow("webWorkers: workers must be a whole number");
  });
});
