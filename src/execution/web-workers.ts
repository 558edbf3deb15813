/** The executor for browsers: tasks run in Web Workers. */

import { InvalidArgument } from "../errors.js";
import type { Executor } from "./executor.js";
import type { Lane } from "./lane.js";
import { laneExecutor } from "./lane-executor.js";
import { ourMessage, type RequestMessage, type WorkerMessage } from "./worker-messages.js";

export interface WebWorkersOptions {
  /** How many workers run at one time (default: the number of processors that the browser reports). */
  readonly workers?: number;
  /**
   * The worker file, or a function that makes the worker. The function is what bundlers understand:
   * `() => new Worker(new URL("./my-worker.js", import.meta.url), { type: "module" })`. Never a blob, which strict content-security
   * policies forbid.
   */
  readonly worker: URL | string | (() => Worker);
}

/**
 * Constructs an executor that runs tasks in Web Workers, started when first needed. Order, back-pressure, signals, replacement
 * of dead workers and reruns are those of `threads`.
 * Errors: InvalidArgument for a number of workers that is not a whole number from 1 to 1024, or a missing worker.
 */
export function webWorkers(options: WebWorkersOptions): Executor {
  const { worker, workers = globalThis.navigator?.hardwareConcurrency ?? 1 } = options ?? {};
  if (!Number.isInteger(workers) || workers < 1 || workers > 1024) {
    throw new InvalidArgument("webWorkers", "workers", "be a whole number from 1 to 1024", workers);
  }
  if (typeof worker !== "function" && typeof worker !== "string" && !(worker instanceof URL)) {
    throw new InvalidArgument("webWorkers", "worker", "be a URL, a string, or a function that makes a Worker", worker);
  }
  const make = typeof worker === "function" ? worker : () => new Worker(worker, { type: "module" });
  return laneExecutor(
    "webWorkers",
    Array.from({ length: workers }, () => webWorkerLane(make)),
  );
}

/** A lane over Web Workers made by `make`, one at a time. */
function webWorkerLane(make: () => Worker): Lane {
  let worker: Worker | undefined;
  let fail: (death: Error) => void = () => {};
  const die = (death: Error) => {
    worker?.terminate();
    worker = undefined;
    fail(death);
  };
  const start = () => {
    const fresh = make();
    fresh.onerror = (event) => {
      event.preventDefault?.();
      if (worker === fresh) die(new Error(event.message || "the worker file could not be loaded or run"));
    };
    fresh.onmessageerror = () => {
      if (worker === fresh) die(new Error("a message of the worker could not be read"));
    };
    return fresh;
  };
  return {
    run: (request) =>
      new Promise((resolve, reject) => {
        worker ??= start();
        fail = reject;
        worker.onmessage = ({ data }: MessageEvent<unknown>) => {
          const message = ourMessage<WorkerMessage>(data);
          if (message?.equipoise === "reply") resolve(message.reply);
          else if (message?.equipoise === "closed") die(new Error("the worker closed itself"));
        };
        const message: RequestMessage = { equipoise: "request", request };
        worker.postMessage(message);
      }),
    async end() {
      die(new Error("the worker was ended"));
    },
  };
}
