/** The contract of execution: pure tasks over plain data, on any number of threads. Knows no statistics. */

/** A pure function over plain (structured-clonable) data, found by name where it runs. */
export interface Task<Input, Output> {
  readonly name: string;
  run(input: Input): Output | Promise<Output>;
}

export interface MapOptions {
  /** Stops the work: the iteration throws the signal's reason, after running tasks were ended. */
  readonly signal?: AbortSignal | undefined;
  /** The number of the first input, for messages that name an input (default 0); for callers that hand over a longer list in parts. */
  readonly firstIndex?: number | undefined;
}

/** Runs tasks. Results come in the order of the inputs, whatever order they finish in. */
export interface Executor {
  /** How many tasks run at one time. */
  readonly concurrency: number;
  /**
   * Runs `task` once for each input. Inputs are taken only as fast as results are (at most a few per thread are under way),
   * so neither inputs nor results pile up. A task that throws ends the iteration at its place in the order, after the
   * results before it; an iteration left early (`break`) ends the tasks that still run.
   */
  map<Input, Output>(task: Task<Input, Output>, inputs: Iterable<Input>, options?: MapOptions): AsyncIterable<Output>;
  /** Ends the threads; the executor cannot be used again. */
  close(): Promise<void>;
}
