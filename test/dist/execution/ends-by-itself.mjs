// A program that uses threads and closes nothing: `node ends-by-itself.mjs MANNER`. It must end, and say so.
import { threads } from "equipoise/execution";
import { delayed, exitsAlways, fails, loopsForever, square } from "./toy-tasks.mjs";

const worker = new URL("./toy-worker.mjs", import.meta.url);
const executor = threads({ threads: 2, worker });

async function consume(outputs) {
  for await (const _output of outputs);
}

async function rejects(promise) {
  const failed = await promise.then(
    () => false,
    () => true,
  );
  if (!failed) throw new Error("an error was expected");
}

const manners = {
  unclosed: () => consume(executor.map(square, [1, 2, 3])),
  async "left-early"() {
    const inputs = [0, 60_000, 60_000].map((milliseconds, value) => ({ value, milliseconds }));
    for await (const _output of executor.map(delayed, inputs)) break;
  },
  async aborted() {
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error("enough")), 200);
    await rejects(consume(executor.map(loopsForever, [{}, {}, {}], { signal: stop.signal })));
  },
  failed: () => rejects(consume(executor.map(fails, ["a", "bad", "b", "c", "d", "e"]))),
  dead: () => rejects(consume(executor.map(exitsAlways, [{ counter: "/dev/null" }]))),
  async abandoned() {
    // One result is taken; nobody asks for the others or says that they are not wanted.
    await executor.map(square, [1, 2, 3, 4, 5, 6])[Symbol.asyncIterator]().next();
  },
};

await manners[process.argv[2]]();
process.stdout.write(`${process.argv[2]}: done\n`);
