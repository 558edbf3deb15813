/**
 * What executors cost, on the built package: the time per empty task, and how much faster two threads finish equal
 * computations than one. `npm run build`, then `npx vitest bench --run --project=bench bench/execution.bench.ts`.
 * Two threads need two idle processors; on a busy machine only the smallest times mean something.
 */
import { type Executor, inline, memoryCheckpoint, resumableMap, type Task, threads } from "equipoise/execution";
import { afterAll, bench, describe } from "vitest";
import { arithmetic, nothing } from "./execution-worker.mjs";

const worker = new URL("./execution-worker.mjs", import.meta.url);
const here = inline();
const one = threads({ threads: 1, worker });
const two = threads({ threads: 2, worker });
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

const EMPTY = numbers(1000);
const HEAVY = numbers(16);

async function exhaust(outputs: AsyncIterable<unknown>): Promise<void> {
  for await (const _output of outputs);
}

const run = (executor: Executor, task: Task<number, number>, inputs: number[]) => () => exhaust(executor.map(task, inputs));

describe("1000 empty tasks: microseconds per task are the milliseconds shown", () => {
  const options = { time: 500, warmupIterations: 2 };
  bench("inline", run(here, nothing, EMPTY), options);
  bench("1 thread", run(one, nothing, EMPTY), options);
  bench("2 threads", run(two, nothing, EMPTY), options);
  const keyOf = (input: number) => String(input);
  bench(
    "inline, kept in memory",
    () => exhaust(resumableMap(here, nothing, EMPTY, { checkpoint: memoryCheckpoint(), keyOf })),
    options,
  );
});

describe("16 computations of about 20 ms: efficiency is half of how many times faster 2 threads are than 1", () => {
  const options = { iterations: 7, time: 0, warmupIterations: 1 };
  bench("inline", run(here, arithmetic, HEAVY), options);
  bench("1 thread", run(one, arithmetic, HEAVY), options);
  bench("2 threads", run(two, arithmetic, HEAVY), options);
});

afterAll(async () => {
  await Promise.all([one.close(), two.close()]);
});
