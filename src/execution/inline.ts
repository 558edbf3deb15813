/** The executor that needs no threads: tasks run here, one after another. */

import { nextTurn } from "./event-loop.js";
import type { Executor, MapOptions, Task } from "./executor.js";
import { checkMapArguments } from "./map-arguments.js";

/** One frame of a 60 Hz screen, in milliseconds: a page stays smooth, and the cost per task stays far below a microsecond. */
const LONGEST_SILENCE = 16;

/**
 * Constructs an executor that runs tasks in this thread, one at a time. Between tasks, at most every 16 ms, it lets the event
 * loop have its turn, so that an AbortSignal, a progress bar and a page stay alive; when it does so never changes a result.
 * A task that computes without awaiting cannot be ended midway: a signal takes effect when it returns.
 */
export function inline(): Executor {
  let closed = false;
  let lastTurn = performance.now();
  const breathe = async () => {
    if (performance.now() - lastTurn < LONGEST_SILENCE) return;
    await nextTurn();
    lastTurn = performance.now();
  };

  async function* run<Input, Output>(task: Task<Input, Output>, inputs: Iterable<Input>, signal: AbortSignal | undefined) {
    signal?.throwIfAborted();
    for (const input of inputs) {
      await breathe();
      signal?.throwIfAborted();
      const output = task.run(input);
      yield isPromise(output) ? await unlessAborted(output, signal) : output;
      signal?.throwIfAborted();
    }
  }

  return {
    concurrency: 1,
    map<Input, Output>(task: Task<Input, Output>, inputs: Iterable<Input>, options: MapOptions = {}): AsyncIterable<Output> {
      checkMapArguments("inline", task, inputs, closed);
      return run(task, inputs, options.signal);
    },
    async close() {
      closed = true;
    },
  };
}

function isPromise<Output>(output: Output | Promise<Output>): output is Promise<Output> {
  return typeof output === "object" && output !== null && "then" in output && typeof output.then === "function";
}

/** The promise's result, or a rejection with the signal's reason as soon as the signal aborts. */
async function unlessAborted<Output>(output: Promise<Output>, signal: AbortSignal | undefined): Promise<Output> {
  if (signal === undefined) return output;
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([output, aborted]);
  } finally {
    if (stop) signal.removeEventListener("abort", stop);
  }
}
