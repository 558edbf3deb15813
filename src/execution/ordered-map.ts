/** The one loop that keeps order: many tasks under way, results handed out in the order of the inputs. */

export interface OrderedMapOptions {
  /** The most inputs that are taken ahead of the results handed out. */
  readonly limit: number;
  readonly signal?: AbortSignal | undefined;
}

/** Works on one input. It must settle soon after its signal aborts, once nothing of it runs any more. */
export type Work<Input, Output> = (input: Input, index: number, signal: AbortSignal) => Promise<Output>;

/**
 * Yields the results of `work` in the order of `inputs`, with at most `limit` inputs taken and not yet handed out.
 * A failure is thrown at its place in the order, so the same failure is reported whatever finishes first; no further input is
 * taken once a failure is known. However the iteration ends, work under way is aborted and awaited first.
 * Errors: what `work` rejects with; the signal's reason; what the iterator of `inputs` throws.
 */
export async function* orderedMap<Input, Output>(
  inputs: Iterable<Input>,
  work: Work<Input, Output>,
  { limit, signal }: OrderedMapOptions,
): AsyncGenerator<Output, void, undefined> {
  signal?.throwIfAborted();
  const source = startWork(inputs, work);
  const abort = () => source.stop(signal?.reason);
  signal?.addEventListener("abort", abort, { once: true });
  try {
    for (;;) {
      source.fill(limit);
      const head = source.waiting.shift();
      if (head === undefined) return;
      const output = await head;
      signal?.throwIfAborted();
      yield output;
      signal?.throwIfAborted();
    }
  } catch (error) {
    // Work ended by the signal may fail in its own words; the caller gave the reason.
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener("abort", abort);
    source.stop(new Error("the result is no longer wanted"));
    await Promise.allSettled(source.waiting);
    source.finish();
  }
}

/** Takes inputs and starts their work; `waiting` holds the promised results in order. */
function startWork<Input, Output>(inputs: Iterable<Input>, work: Work<Input, Output>) {
  const iterator = inputs[Symbol.iterator]();
  const running = new Set<AbortController>();
  const waiting: Promise<Output>[] = [];
  let index = 0;
  let finished = false;
  let stopped = false;

  const add = (output: Promise<Output>) => {
    output.catch(() => {
      stopped = true;
    });
    waiting.push(output);
  };
  const start = (input: Input) => {
    // One controller each: a signal shared by many listeners makes Node warn of a leak.
    const controller = new AbortController();
    running.add(controller);
    add(work(input, index++, controller.signal).finally(() => running.delete(controller)));
  };
  const fill = (limit: number) => {
    while (!finished && !stopped && waiting.length < limit) {
      try {
        const next = iterator.next();
        if (next.done) finished = true;
        else if (!stopped) start(next.value);
      } catch (error) {
        finished = true;
        add(Promise.reject(error));
      }
    }
  };
  const stop = (reason: unknown) => {
    stopped = true;
    for (const controller of running) controller.abort(reason);
  };
  const finish = () => {
    if (!finished) iterator.return?.();
    finished = true;
  };
  return { waiting, fill, stop, finish };
}
