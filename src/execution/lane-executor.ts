/** An executor over lanes: order, back-pressure, replacement of dead workers and reruns, the same for every kind of worker. */

import { InvalidArgument } from "../errors.js";
import type { Executor, MapOptions, Task } from "./executor.js";
import type { Lane, TaskReply, TaskRequest } from "./lane.js";
import { checkMapArguments } from "./map-arguments.js";
import { orderedMap } from "./ordered-map.js";
import { reviveFailure } from "./task-failure.js";

/** How often a task is run again after its worker died. */
const RERUNS = 2;

/** Inputs taken ahead of the results handed out, per lane: enough that a task four times as long as the others holds up nobody. */
const WINDOW = 4;

/** What is being done, in the words of a message. */
interface Job {
  readonly request: TaskRequest;
  /** The number of the input. */
  readonly index: number;
  readonly signal: AbortSignal;
}

/**
 * Constructs an executor that runs one task at a time in each lane. `caller` is the name in messages.
 * A task whose worker dies is run again in a new worker, at most twice; then the iteration throws an Error that names the task
 * and the number of its input. An exception thrown by the task itself is thrown as it is, at once.
 */
export function laneExecutor(caller: string, lanes: readonly Lane[]): Executor {
  const free = laneQueue(lanes);
  const closed = () => new Error(`${caller}: the executor was closed while tasks were under way`);

  async function work(job: Job): Promise<unknown> {
    const lane = await free.take(job.signal);
    if (lane === undefined) throw closed();
    try {
      for (let rerun = 0; ; rerun++) {
        if (free.closed) throw closed();
        const outcome = await runOnce(lane, job);
        if (free.closed) throw closed();
        if ("output" in outcome) return outcome.output;
        if ("failure" in outcome) throw reviveFailure(outcome.failure);
        throwIfNotSendable(caller, job, outcome.death);
        if (rerun === RERUNS) throw gaveUp(caller, job, outcome.death);
      }
    } finally {
      free.give(lane);
    }
  }

  return {
    concurrency: lanes.length,
    map<Input, Output>(task: Task<Input, Output>, inputs: Iterable<Input>, options: MapOptions = {}): AsyncIterable<Output> {
      checkMapArguments(caller, task, inputs, free.closed);
      const { signal, firstIndex = 0 } = options;
      const workOn = (input: Input, index: number, stop: AbortSignal) =>
        work({
          request: { task: task.name, input },
          index: firstIndex + index,
          signal: stop,
        }) as Promise<Output>;
      return orderedMap(inputs, workOn, { limit: WINDOW * lanes.length, signal });
    },
    async close() {
      free.close();
      await Promise.all(lanes.map((lane) => lane.end()));
    },
  };
}

/** One run of a job in a lane: the reply, or how the worker died. Throws the signal's reason once an aborted worker is gone. */
async function runOnce(lane: Lane, { request, signal }: Job): Promise<TaskReply | { readonly death: unknown }> {
  signal.throwIfAborted();
  let ended: Promise<void> | undefined;
  const end = () => {
    ended = lane.end();
  };
  signal.addEventListener("abort", end, { once: true });
  let outcome: TaskReply | { readonly death: unknown };
  try {
    outcome = await lane.run(request);
    if (!isReply(outcome))
      outcome = { death: new Error("its answer is not one of serveTasks, which must make the worker's default export") };
  } catch (death) {
    outcome = { death };
  }
  signal.removeEventListener("abort", end);
  await ended;
  signal.throwIfAborted();
  return outcome;
}

function isReply(answer: unknown): answer is TaskReply {
  return typeof answer === "object" && answer !== null && ("output" in answer || "failure" in answer);
}

/** The free lanes, and those who wait for one. The lane freed last is taken first: its worker is running and warm. */
function laneQueue(lanes: readonly Lane[]) {
  const free = [...lanes].reverse();
  const waiting: ((lane: Lane | undefined) => void)[] = [];
  let closed = false;
  return {
    get closed() {
      return closed;
    },
    /** The next free lane, or undefined when the executor is closed. */
    take(signal: AbortSignal): Promise<Lane | undefined> {
      if (closed) return Promise.resolve(undefined);
      const lane = free.pop();
      if (lane !== undefined) return Promise.resolve(lane);
      return new Promise((resolve, reject) => {
        const leave = () => {
          waiting.splice(waiting.indexOf(receive), 1);
          reject(signal.reason);
        };
        const receive = (next: Lane | undefined) => {
          signal.removeEventListener("abort", leave);
          resolve(next);
        };
        signal.addEventListener("abort", leave, { once: true });
        waiting.push(receive);
      });
    },
    give(lane: Lane): void {
      const next = waiting.shift();
      if (next) next(lane);
      else free.push(lane);
    },
    close(): void {
      closed = true;
      for (const receive of waiting.splice(0)) receive(undefined);
    },
  };
}

/** An input that cannot be copied to a worker fails every time: no rerun. */
function throwIfNotSendable(caller: string, { request, index }: Job, death: unknown): void {
  if (!(death instanceof Error) || death.name !== "DataCloneError") return;
  throw new InvalidArgument(`${caller}.map`, `inputs[${index}]`, "be plain data that can be sent between threads", request.input);
}

function gaveUp(caller: string, { request, index }: Job, death: unknown): Error {
  const reason = death instanceof Error ? death.message : String(death);
  const runs = RERUNS + 1;
  return new Error(
    `${caller}: task ${JSON.stringify(request.task)} on input ${index} could not be run: its worker failed ${runs} times, ` +
      `the last time with: ${reason}`,
    { cause: death },
  );
}
