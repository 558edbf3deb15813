/** The executor for Node: tasks run in worker threads, each held by a piscina pool of one. */

import type { Piscina } from "piscina";
import { InvalidArgument } from "../errors.js";
import type { Executor } from "./executor.js";
import type { Lane, TaskReply } from "./lane.js";
import { laneExecutor } from "./lane-executor.js";
import { builtinModule } from "./node-builtins.js";

export interface ThreadsOptions {
  /** How many threads run at one time (default: the parallelism that the system offers to this process). */
  readonly threads?: number;
  /** The worker file, whose default export is made by `serveTasks` (default: the package's own worker, which serves its own tasks). */
  readonly worker?: URL | string;
  /** The most memory for the heap of each thread, in megabytes (default: Node's own limit). A thread that needs more is ended. */
  readonly heapMegabytes?: number;
}

/**
 * Constructs an executor that runs tasks in Node's worker threads. Threads start when first needed, are kept for later calls,
 * never keep the process alive while idle, and end at `close`.
 *
 * A signal ends running tasks at once, also one that computes without a pause. A thread that dies (process.exit in a task, an
 * error outside the task's own promise, no more memory) is replaced, and its task is run again, at most twice; then the
 * iteration throws an Error that names the task and the number of its input. An exception that the task throws is thrown to the
 * caller with its message, and an InvalidArgument as an InvalidArgument.
 * Errors: InvalidArgument for a number of threads that is not a whole number from 1 to 1024, for a heap that is not positive,
 * and where there are no worker threads.
 */
export function threads(options: ThreadsOptions = {}): Executor {
  const system = builtinModule("node:os");
  if (system === undefined)
    throw new InvalidArgument("threads", "runtime", "have worker threads (in a browser use webWorkers)", "none");
  const { threads: count = system.availableParallelism(), worker = defaultWorker(), heapMegabytes } = options;
  if (!Number.isInteger(count) || count < 1 || count > 1024) {
    throw new InvalidArgument("threads", "threads", "be a whole number from 1 to 1024", count);
  }
  if (heapMegabytes !== undefined && !(heapMegabytes > 0)) {
    throw new InvalidArgument("threads", "heapMegabytes", "be positive", heapMegabytes);
  }
  if (typeof worker !== "string" && !(worker instanceof URL))
    throw new InvalidArgument("threads", "worker", "be a URL or a path", worker);
  const filename = typeof worker === "string" ? worker : worker.href;
  const open = () => openPool(filename, heapMegabytes);
  return laneExecutor(
    "threads",
    Array.from({ length: count }, () => threadLane(open)),
  );
}

/** The worker beside this file in the built package. The name stands apart so that bundlers for browsers do not follow it. */
function defaultWorker(): URL {
  const file = ["worker", "js"].join(".");
  return new URL(file, import.meta.url);
}

/** Piscina, loaded at the first use and by no import statement, so that no bundle for a browser contains or misses it. */
function openPool(filename: string, heapMegabytes: number | undefined): Piscina {
  const load = builtinModule("node:module")?.createRequire(import.meta.url);
  const library = load?.("piscina") as typeof import("piscina");
  return new library.Piscina({
    filename,
    minThreads: 1,
    maxThreads: 1,
    recordTiming: false,
    execArgv: threadArguments(),
    ...(heapMegabytes === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: heapMegabytes } }),
  });
}

/** Flags that say how modules are found and loaded: what a thread needs of them. */
const LOADING = /^(-r|-C|--(require|import|loader|experimental-loader|conditions|enable-source-maps))(=|$)/;

/**
 * The pool loads workers by require, and Node 20 can crash when a thread is ended while it requires an ES module (7 of 640 runs under load,
 * none of 480 without); then the pool falls back to import.
 */
function threadArguments(): string[] {
  const { execArgv, versions } = globalThis.process;
  // Flags of V8 (--expose-gc, --max-old-space-size, …) hold for the whole process, and a thread that is given them refuses to start.
  const inherited = execArgv.filter(
    (flag, at) => LOADING.test(flag) || (LOADING.test(execArgv[at - 1] ?? "") && !flag.startsWith("-")),
  );
  return versions.node.startsWith("20.") ? [...inherited, "--no-experimental-require-module"] : inherited;
}

/**
 * A lane over pools of one thread. A pool whose thread died is dropped and never repaired: a new pool hands its first task to a
 * thread that still starts, so a worker file that cannot be loaded rejects that task, while a repaired pool would let it wait.
 */
function threadLane(open: () => Piscina): Lane {
  let pool: Piscina | undefined;
  const drop = async () => {
    const old = pool;
    pool = undefined;
    await old?.destroy();
  };
  const start = () => {
    const fresh = open();
    // An error between two tasks has nobody to go to: the thread is replaced, and the next task does not notice.
    fresh.on("error", () => {});
    fresh.on("workerDestroy", () => {
      if (pool === fresh) void drop();
    });
    return fresh;
  };
  return {
    async run(request) {
      pool ??= start();
      return (await pool.run(request)) as TaskReply;
    },
    end: drop,
  };
}
