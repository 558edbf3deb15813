import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { memoryCheckpoint } from "../../../src/execution/checkpoints/memory-checkpoint.js";
import type { Executor } from "../../../src/execution/executor.js";
import { inline } from "../../../src/execution/inline.js";
import type { Lane, TaskReply } from "../../../src/execution/lane.js";
import { laneExecutor } from "../../../src/execution/lane-executor.js";
import { orderedMap } from "../../../src/execution/ordered-map.js";
import { resumableMap } from "../../../src/execution/resumable-map.js";
import { serveTasks } from "../../../src/execution/serve-tasks.js";

const mix = { name: "mix", run: (value: number) => Math.imul(value + 1, 2654435761) >>> 0 };
const pickyMix = {
  name: "pickyMix",
  run: (value: number) => {
    if (value % 7 === 3) throw new RangeError(`${value} is refused`);
    return mix.run(value);
  },
};
const answer = serveTasks([mix, pickyMix]);

/** Everything an iteration gives: its outputs, and the message it ends with. */
async function story<Output>(outputs: AsyncIterable<Output>) {
  const list: Output[] = [];
  let end = "complete";
  try {
    for await (const output of outputs) list.push(output);
  } catch (error) {
    end = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
  return { list, end };
}

/** A lane whose answers come in the order that the scheduler of the property chooses, and whose worker dies when told to. */
function scheduledLane(scheduler: fc.Scheduler, diesOn: (input: number) => boolean): Lane {
  let fail: (death: Error) => void = () => {};
  return {
    run(request) {
      return new Promise<TaskReply>((resolve, reject) => {
        fail = reject;
        void scheduler.schedule(answer(request)).then((reply) => {
          if (diesOn(request.input as number)) reject(new Error("the worker died"));
          else resolve(reply);
        });
      });
    },
    async end() {
      fail(new Error("the worker was ended"));
    },
  };
}

/** Deaths that a task survives: at most two for each input. */
const survivableDeaths = fc.array(fc.nat({ max: 2 }), { maxLength: 30 });

function dyingAsOften(deaths: readonly number[]) {
  const left = [...deaths];
  return (input: number) => left[input]-- > 0;
}

const lanesOf = (count: number, scheduler: fc.Scheduler, deaths: readonly number[] = []): Lane[] => {
  const dies = dyingAsOften(deaths);
  return Array.from({ length: count }, () => scheduledLane(scheduler, dies));
};

const inputs = fc.array(fc.nat({ max: 29 }), { maxLength: 30 });
const laneCounts = fc.integer({ min: 1, max: 5 });

describe("orderedMap", () => {
  test.prop([fc.scheduler(), inputs, fc.integer({ min: 1, max: 8 })])(
    "gives results in the order of the inputs, whatever order they finish in, and never takes more than its limit ahead",
    async (scheduler, list, limit) => {
      let taken = 0;
      let given = 0;
      function* counted() {
        for (const input of list) {
          taken++;
          expect(taken - given).toBeLessThanOrEqual(limit);
          yield input;
        }
      }
      const outputs: number[] = [];
      const run = async () => {
        for await (const output of orderedMap(counted(), (input) => scheduler.schedule(Promise.resolve(input)), { limit })) {
          outputs.push(output);
          given++;
        }
      };
      await scheduler.waitFor(run());
      expect(outputs).toEqual(list);
    },
  );
});

describe("executors", () => {
  test.prop([fc.scheduler(), inputs, laneCounts, survivableDeaths])(
    "give the same results inline and in any number of lanes, however often workers die within the allowance",
    async (scheduler, list, count, deaths) => {
      const executor = laneExecutor("lanes", lanesOf(count, scheduler, deaths));
      const inLanes = await scheduler.waitFor(story(executor.map(mix, list)));
      expect(inLanes).toEqual(await story(inline().map(mix, list)));
    },
  );

  test.prop([fc.scheduler(), inputs, laneCounts])(
    "end with the same error after the same results, inline and in any number of lanes",
    async (scheduler, list, count) => {
      const executor = laneExecutor("lanes", lanesOf(count, scheduler));
      const inLanes = await scheduler.waitFor(story(executor.map(pickyMix, list)));
      expect(inLanes).toEqual(await story(inline().map(pickyMix, list)));
    },
  );

  test.prop([fc.scheduler(), inputs, laneCounts, fc.nat({ max: 40 })])(
    "end with the reason of a signal whenever it aborts, after a beginning of the results, and leave nothing running",
    async (scheduler, list, count, moment) => {
      const stop = new AbortController();
      const executor = laneExecutor("lanes", lanesOf(count, scheduler));
      const running = story(executor.map(mix, list, { signal: stop.signal }));
      for (let step = 0; step < moment && scheduler.count() > 0; step++) await scheduler.waitOne();
      stop.abort("stopped");
      const { list: outputs, end } = await scheduler.waitFor(running);
      const complete = (await story(inline().map(mix, list))).list;
      expect(outputs).toEqual(complete.slice(0, outputs.length));
      expect(end === "stopped" || (end === "complete" && outputs.length === list.length)).toBe(true);
      // Every lane is free again: the executor does its next work as if nothing had happened.
      expect(await scheduler.waitFor(story(executor.map(mix, list)))).toEqual({ list: complete, end: "complete" });
    },
  );
});

describe("resumableMap", () => {
  test.prop([fc.scheduler(), fc.uniqueArray(fc.nat({ max: 29 })), laneCounts, fc.array(fc.nat({ max: 20 }), { maxLength: 4 })])(
    "gives the same results however often it is stopped and started again, on any executor, and computes nothing twice that it kept",
    async (scheduler, list, count, moments) => {
      const checkpoint = memoryCheckpoint();
      const keyOf = (input: number) => `block ${input}`;
      const computed: number[] = [];
      const run = (executor: Executor, signal?: AbortSignal) => {
        const onResult = (origin: string, index: number) => {
          if (origin === "computed") computed.push(index);
        };
        return story(resumableMap(executor, mix, list, { checkpoint, keyOf, signal, onResult }));
      };
      for (const moment of moments) {
        const stop = new AbortController();
        const running = run(laneExecutor("lanes", lanesOf(count, scheduler)), stop.signal);
        for (let step = 0; step < moment; step++) {
          await new Promise((resolve) => setImmediate(resolve));
          if (scheduler.count() > 0) await scheduler.waitOne();
        }
        stop.abort("stopped");
        await scheduler.waitFor(running);
      }
      expect(await run(inline())).toEqual(await story(inline().map(mix, list)));
      expect(computed.sort((a, b) => a - b)).toEqual(list.map((_, index) => index));
    },
  );
});
