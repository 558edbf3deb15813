/** How an exception travels from a worker to the caller, and is the same kind of error on arrival. */

import { InvalidArgument } from "../errors.js";

/** An exception as plain data. */
export interface TaskFailure {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  /** Of an InvalidArgument: the function that refused and the argument that is wrong. */
  readonly caller?: string;
  readonly argument?: string;
  readonly cause?: TaskFailure;
}

/** An error chain longer than this is cut: it may be a circle. */
const DEEPEST_CAUSE = 8;

/** Describes anything that was thrown as plain data. */
export function describeFailure(thrown: unknown, depth = 0): TaskFailure {
  if (!(thrown instanceof Error)) return { name: "Error", message: String(thrown) };
  const { caller, argument } = thrown as Partial<InvalidArgument>;
  return {
    name: thrown.name,
    message: thrown.message,
    ...(thrown.stack === undefined ? {} : { stack: thrown.stack }),
    ...(typeof caller === "string" && typeof argument === "string" ? { caller, argument } : {}),
    ...(thrown.cause === undefined || depth >= DEEPEST_CAUSE ? {} : { cause: describeFailure(thrown.cause, depth + 1) }),
  };
}

/** The exception again: an Error with the original name, message and stack, and an InvalidArgument if it was one. */
export function reviveFailure(failure: TaskFailure): Error {
  const error = new Error(failure.message);
  if (failure.name === "InvalidArgument") Object.setPrototypeOf(error, InvalidArgument.prototype);
  const define = (key: string, value: unknown, enumerable: boolean) =>
    Object.defineProperty(error, key, { value, enumerable, configurable: true, writable: true });
  define("name", failure.name, false);
  if (failure.stack !== undefined) define("stack", failure.stack, false);
  if (failure.caller !== undefined) define("caller", failure.caller, true);
  if (failure.argument !== undefined) define("argument", failure.argument, true);
  if (failure.cause !== undefined) define("cause", reviveFailure(failure.cause), false);
  return error;
}
