/** The contract between the executors that use workers and the workers: one lane runs one task at a time, elsewhere. */

import type { TaskFailure } from "./task-failure.js";

/** What a worker is asked: the task by its name, since functions cannot be sent. */
export interface TaskRequest {
  readonly task: string;
  readonly input: unknown;
}

/** What a worker answers: the output, or the exception that the task threw. */
export type TaskReply = { readonly output: unknown } | { readonly failure: TaskFailure };

/** A worker that can die and be replaced. */
export interface Lane {
  /**
   * Runs one task; the worker is started if there is none. It rejects only when no answer can come: the worker died or could
   * not be started, the lane was ended, or the request could not be sent. It can be called again afterwards.
   */
  run(request: TaskRequest): Promise<TaskReply>;
  /** Ends the worker at once, also in the middle of a task, and resolves when it is gone. The next run starts a new one. */
  end(): Promise<void>;
}
