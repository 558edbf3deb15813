/** The built command line as a person starts it. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const program = resolve(import.meta.dirname, "../../../dist/cli.js");

export interface Outcome {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

export interface Running {
  readonly process: ChildProcess;
  readonly finished: Promise<Outcome>;
}

/** Starts the command in a folder. */
export function start(folder: string, ...args: readonly string[]): Running {
  const child = spawn(process.execPath, [program, ...args], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    errors += text;
  });
  const finished = new Promise<Outcome>((done, failed) => {
    child.on("error", failed);
    child.on("close", (code) => done({ code, output, errors }));
  });
  return { process: child, finished };
}

/** Runs the command to its end. */
export function run(folder: string, ...args: readonly string[]): Promise<Outcome> {
  return start(folder, ...args).finished;
}

/** A folder of its own with these files in it. */
export function folderWith(files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), "equipoise-cli-"));
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content, null, 2));
  }
  return folder;
}
