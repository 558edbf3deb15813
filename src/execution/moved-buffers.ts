/** Buffers that a task gives away: they go to the caller's thread as they are, instead of being copied. */

import type { TaskReply } from "./lane.js";
import { builtinModule } from "./node-builtins.js";

const given = new WeakMap<object, readonly ArrayBuffer[]>();

/**
 * Marks buffers in a task's output as given away, and returns the output. To another thread they are moved, not copied, and the task must not use them
 * again; `inline` leaves them where they are.
 */
export function withMovedBuffers<Output extends object>(output: Output, buffers: readonly ArrayBuffer[]): Output {
  given.set(output, buffers);
  return output;
}

/** The buffers that the output in a reply gives away. */
export function movedBuffersOf(reply: TaskReply): readonly ArrayBuffer[] {
  const output = "output" in reply ? reply.output : undefined;
  return (typeof output === "object" && output !== null && given.get(output)) || [];
}

/** A reply as the thread pool of Node wants it when buffers are to be moved. */
export function replyThroughPool(reply: TaskReply): TaskReply {
  const buffers = movedBuffersOf(reply);
  const load = builtinModule("node:module")?.createRequire(import.meta.url);
  if (buffers.length === 0 || load === undefined) return reply;
  const { Piscina } = load("piscina") as typeof import("piscina");
  const { transferableSymbol, valueSymbol, move } = Piscina;
  return move({ [transferableSymbol]: buffers, [valueSymbol]: reply } as never) as unknown as TaskReply;
}
