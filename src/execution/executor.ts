/** The contract of execution: pure tasks over plain data, on any number of threads. Knows no statistics. */

/** A pure function over plain (structured-clonable) data, found by name where it runs. */
export interface Task<Input, Output> {
  readonly name: string;
  run(input: Input): Output | Promise<Output>;
}

export interface MapOptions {
  /** Stops the work: the iteration throws the signal's reason, after running tasks were ended. */
  readonly signal?: AbortSignal;
}

/** Runs tasks. Results come in the order of the inputs, whatever order they finish in. */
export interface Executor {
  /** How many tasks run at one time. */
  readonly concurrency: number;
  /**
   * Runs `task` once for each input. Inputs are taken only as fast as results are (at most a few per thread are under way),
   * so neither inputs nor results pile up.
   */
  map<Input, Output>(task: Task<Input, Output>, inputs: Iterable<Input>, options?: MapOptions): AsyncIterable<Output>;
  /** Ends the threads; the executor cannot be used again. */
  close(): Promise<void>;
}
