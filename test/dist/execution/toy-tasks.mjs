// Tasks for tests: well-behaved ones, and one for each way in which a worker can die.
import { existsSync, writeFileSync } from "node:fs";
import { encodePlainData, withMovedBuffers } from "equipoise/execution";

/** Blocks this thread, so that a slow task occupies its thread as a computation would. */
function block(milliseconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

const never = () => new Promise(() => {});

export const square = { name: "square", run: (value) => value * value };

/** Uses up processor time: `rounds` steps of a small generator. */
export const churn = {
  name: "churn",
  run: ({ seed, rounds }) => {
    let state = seed | 0;
    for (let round = 0; round < rounds; round++) state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state;
  },
};

export const delayed = {
  name: "delayed",
  run: ({ value, milliseconds }) => {
    block(milliseconds);
    return value;
  },
};

export const roundTrip = { name: "roundTrip", run: (value) => value };

export const fails = {
  name: "fails",
  run: (value) => {
    if (value === "bad") throw new RangeError("the dose is not one of the trial", { cause: new Error("a typing error") });
    return value;
  },
};

/** Throws an InvalidArgument of the package. */
export const refuses = { name: "refuses", run: () => encodePlainData({ doses: [1, undefined] }) };

/** Ends the thread on the first run of an input, and works on the second. */
export const exitsOnce = {
  name: "exitsOnce",
  run: ({ value, marker }) => {
    if (marker !== undefined && !existsSync(marker)) {
      writeFileSync(marker, "");
      process.exit(3);
    }
    return value;
  },
};

/** Ends the thread on every run, and counts the runs. */
export const exitsAlways = {
  name: "exitsAlways",
  run: ({ counter }) => {
    writeFileSync(counter, ".", { flag: "a" });
    process.exit(3);
  },
};

export const loopsForever = {
  name: "loopsForever",
  run: ({ started }) => {
    if (started !== undefined) writeFileSync(started, "");
    for (;;);
  },
};

export const waitsForever = { name: "waitsForever", run: never };

export const throwsOutside = {
  name: "throwsOutside",
  run: () => {
    setTimeout(() => {
      throw new Error("thrown outside the task");
    }, 5);
    return never();
  },
};

export const rejectsOutside = {
  name: "rejectsOutside",
  run: () => {
    Promise.reject(new Error("rejected outside the task"));
    return never();
  },
};

export const exhaustsMemory = {
  name: "exhaustsMemory",
  run: () => {
    const kept = [];
    for (let index = 0; ; index++) kept.push({ index, text: `number ${index}`, list: [index] });
  },
};

export const returnsFunction = { name: "returnsFunction", run: () => () => 1 };

const given = [];

/** Gives away an array of so many numbers, and tells what is left here of those it gave away before. */
export const givesAway = {
  name: "givesAway",
  run: (count) => {
    const left = given.map(({ length }) => length);
    const numbers = Float64Array.from({ length: count }, (_, index) => index);
    given.push(numbers);
    return withMovedBuffers({ numbers, left }, [numbers.buffer]);
  },
};

export const countsThreads = {
  name: "countsThreads",
  run: async () => {
    const { threadId } = await import("node:worker_threads");
    block(20);
    return threadId;
  },
};

export const toyTasks = [
  square, churn, delayed, roundTrip, fails, refuses, exitsOnce, exitsAlways, loopsForever, waitsForever, throwsOutside,
  rejectsOutside, exhaustsMemory, returnsFunction, givesAway, countsThreads,
];
