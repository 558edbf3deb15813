/** The worker's side of execution: finds the task by name, runs it, and answers with its output or its exception. */

import { InvalidArgument } from "../errors.js";
import type { Task } from "./executor.js";
import type { TaskReply, TaskRequest } from "./lane.js";
import { replyThroughPool } from "./moved-buffers.js";
import { describeFailure } from "./task-failure.js";
import { answerMessages } from "./worker-messages.js";

/**
 * Serves tasks in a worker. A worker file is one line: `export default serveTasks([first, second])`; it works as the `worker`
 * of `threads` (which calls the default export) and of `webWorkers` (for which this call also listens to messages).
 * Errors: InvalidArgument when two tasks have one name. A request for a task that is not in the list is answered with an
 * InvalidArgument that lists those which are.
 */
export function serveTasks(tasks: readonly Task<never, unknown>[]): (request: TaskRequest) => Promise<TaskReply> {
  const served = new Map<string, Task<never, unknown>>();
  for (const task of tasks) {
    if (served.has(task.name)) throw new InvalidArgument("serveTasks", "tasks", "have different names", task.name);
    served.set(task.name, task);
  }
  const answer = async ({ task: name, input }: TaskRequest): Promise<TaskReply> => {
    try {
      const task = served.get(name);
      if (task === undefined) {
        const names = [...served.keys()].map((key) => JSON.stringify(key)).join(", ") || "none";
        throw new InvalidArgument("serveTasks", "task", `be one that this worker serves (${names})`, name);
      }
      const output = await task.run(input as never);
      checkSendable(name, output);
      return { output };
    } catch (thrown) {
      return { failure: describeFailure(thrown) };
    }
  };
  answerMessages(answer);
  return async (request) => replyThroughPool(await answer(request));
}

/** A result that cannot be copied would end the thread when it is sent, in words that lead nowhere; here it is the task's mistake. */
function checkSendable(task: string, output: unknown): void {
  if (isPlain(output, DEEPEST_PLAIN)) return;
  try {
    structuredClone(output);
  } catch {
    throw new InvalidArgument(
      `task ${JSON.stringify(task)}`,
      "its result",
      "be plain data that can be sent between threads",
      output,
    );
  }
}

/** Deeper data are copied to see whether they can be: they may contain themselves. */
const DEEPEST_PLAIN = 8;

/** Whether a value can surely be sent, which most results show without the cost of a copy. */
function isPlain(value: unknown, depth: number): boolean {
  if (typeof value !== "object") return typeof value !== "function" && typeof value !== "symbol";
  if (value === null) return true;
  // Of no bytes are also arrays whose buffer was moved away before.
  if (ArrayBuffer.isView(value)) return value.byteLength > 0;
  if (depth === 0) return false;
  const isItemPlain = (item: unknown) => isPlain(item, depth - 1);
  if (Array.isArray(value)) return value.every(isItemPlain);
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && Object.values(value).every(isItemPlain);
}
