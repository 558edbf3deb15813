/** Ctrl-C and its like: the work stops at a good place instead of being cut off. */
import { CommandFailure, EXIT } from "../failure.js";

/** The reason with which an interrupted run ends. */
export class Interrupted extends CommandFailure {}

/** Turns the first interruption into an abort; a second one ends the process at once. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** Gives the signals back to the system. */
  release(): void;
}

/** Listens for SIGINT and SIGTERM. */
export function listenForInterruption(): Interruption {
  const controller = new AbortController();
  const stopWith = (exitCode: number) => () => {
    release();
    controller.abort(new Interrupted("interrupted", exitCode));
  };
  const onInterrupt = stopWith(EXIT.interrupted);
  const onTerminate = stopWith(EXIT.terminated);
  const release = () => {
    process.off("SIGINT", onInterrupt);
    process.off("SIGTERM", onTerminate);
  };
  process.on("SIGINT", onInterrupt);
  process.on("SIGTERM", onTerminate);
  return { signal: controller.signal, release };
}
