/** A map that survives: results are kept as soon as they are finished, and only missing ones are computed. */

import { InvalidArgument } from "../errors.js";
import type { Checkpoint } from "./checkpoint.js";
import type { Executor, Task } from "./executor.js";
import { orderedMap } from "./ordered-map.js";

export interface ResumableMapOptions<Input> {
  /** Where finished results are kept. */
  readonly checkpoint: Checkpoint;
  /** The name of an input's result, different for every input, and the same in every run. */
  readonly keyOf: (input: Input, index: number) => string;
  /** Stops the work; what is finished stays kept. */
  readonly signal?: AbortSignal | undefined;
  /** Told of each result as soon as it is there, which may be out of order: where it came from, and the number of its input. */
  readonly onResult?: (origin: "checkpoint" | "computed", index: number) => void;
}

/** Inputs taken ahead of the results handed out, per task that runs at one time. */
const WINDOW = 4;

/**
 * Yields the results of `task` in the order of `inputs`: those in the checkpoint are read, the others computed by `executor` and
 * written as soon as each is finished, before it is handed out. A run that was stopped in any way and is started again with the
 * same inputs yields the same results as one that was not.
 * Errors: InvalidArgument for two inputs with one key; otherwise those of the executor and of the checkpoint.
 */
export function resumableMap<Input, Output>(
  executor: Executor,
  task: Task<Input, Output>,
  inputs: Iterable<Input>,
  options: ResumableMapOptions<Input>,
): AsyncIterable<Output> {
  const { checkpoint, keyOf, signal, onResult } = options;
  const keys = new Set<string>();
  const work = async (input: Input, index: number, stop: AbortSignal): Promise<Output> => {
    const key = keyOf(input, index);
    if (keys.has(key)) throw new InvalidArgument("resumableMap", "keyOf", "give every input its own key", key);
    keys.add(key);
    const kept = await checkpoint.read(key);
    if (kept !== undefined) {
      onResult?.("checkpoint", index);
      return kept as Output;
    }
    const output = await only(executor.map(task, [input], { signal: stop, firstIndex: index }));
    await checkpoint.write(key, output);
    onResult?.("computed", index);
    return output;
  };
  return orderedMap(inputs, work, { limit: WINDOW * executor.concurrency, signal });
}

/** The result of a map over one input. */
async function only<Output>(outputs: AsyncIterable<Output>): Promise<Output> {
  for await (const output of outputs) return output;
  throw new Error("resumableMap: the executor gave no result for an input");
}
