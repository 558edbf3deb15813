/** The check that every executor makes before it maps. */

import { InvalidArgument } from "../errors.js";
import type { Task } from "./executor.js";

/**
 * Checks the arguments of `Executor.map`, so that a mistake is reported by the call and not by a later step of the iteration.
 * Errors: InvalidArgument for a task without a name or a run function, for inputs that cannot be iterated, and for a closed executor.
 */
export function checkMapArguments<Input>(
  caller: string,
  task: Task<Input, unknown>,
  inputs: Iterable<Input>,
  closed: boolean,
): void {
  if (typeof task?.name !== "string" || task.name === "" || typeof task.run !== "function") {
    throw new InvalidArgument(`${caller}.map`, "task", "be an object with a name and a run function", task);
  }
  if (inputs == null || typeof inputs[Symbol.iterator] !== "function") {
    throw new InvalidArgument(`${caller}.map`, "inputs", "be iterable", inputs);
  }
  if (closed) throw new InvalidArgument(`${caller}.map`, "executor", "be open", "an executor that was closed");
}
