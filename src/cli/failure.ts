/** How a command fails: one line, and an exit code. */

/** Exit codes of the command line, as shells and schedulers read them. */
export const EXIT = { failed: 1, usage: 2, interrupted: 130, terminated: 143 } as const;

/** A failure that is no mistake in an argument: a file that cannot be written, a run that was interrupted. Its message is what is printed. */
export class CommandFailure extends Error {
  override readonly name = "CommandFailure";
  readonly exitCode: number;

  constructor(message: string, exitCode: number = EXIT.failed, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** Prints an error as one clear line, with its stack only when EQUIPOISE_DEBUG is set. Returns the exit code. */
export function reportFailure(error: unknown): number {
  const debug = (process.env.EQUIPOISE_DEBUG ?? "") !== "";
  const text = debug && error instanceof Error ? (error.stack ?? error.message) : messageOf(error);
  process.stderr.write(`equipoise: ${text}\n`);
  return error instanceof CommandFailure ? error.exitCode : EXIT.failed;
}

/** What went wrong; errors of the engine itself are marked as ours to mend. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;
  return own ? `this should not have happened: ${error.message} (set EQUIPOISE_DEBUG=1 to see where)` : error.message;
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission is denied",
  EPERM: "permission is denied",
  EROFS: "the disk is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "your quota on this disk is used up",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of its path is a file",
};

/** A refusal of the file system in words. */
export function fileFailure(action: "read" | "write", path: string, error: unknown): CommandFailure {
  const { code = "", message = String(error) } = error as { code?: string; message?: string };
  const missing = action === "read" ? "it is not there" : "its folder is not there and cannot be made";
  const reason = code === "ENOENT" ? missing : (REASONS[code] ?? message);
  return new CommandFailure(`cannot ${action} ${path}: ${reason}`, EXIT.failed, { cause: error });
}
