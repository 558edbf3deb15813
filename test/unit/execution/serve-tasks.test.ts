import { describe, expect, it } from "vitest";
import { InvalidArgument } from "../../../src/errors.js";
import { serveTasks } from "../../../src/execution/serve-tasks.js";

const square = { name: "square", run: (value: number) => value * value };
const later = { name: "later", run: async (value: string) => `${value} later` };
const refuse = {
  name: "refuse",
  run: () => {
    throw new InvalidArgument("refuse", "input", "be better", 1);
  },
};
const returnsFunction = { name: "returnsFunction", run: () => [() => 1] };

function circle(): object {
  const data: { self?: object } = {};
  data.self = data;
  return data;
}

function movedAway(): Float64Array {
  const numbers = new Float64Array(3);
  structuredClone(numbers, { transfer: [numbers.buffer] });
  return numbers;
}

describe("serveTasks", () => {
  const answer = serveTasks([square, later, refuse, returnsFunction]);

  it("runs the task that is asked for", async () => {
    expect(await answer({ task: "square", input: 7 })).toEqual({ output: 49 });
    expect(await answer({ task: "later", input: "soon" })).toEqual({ output: "soon later" });
  });

  it("answers with the exception of a task", async () => {
    expect(await answer({ task: "refuse", input: 1 })).toMatchObject({
      failure: { name: "InvalidArgument", message: "refuse: input must be better, got 1", caller: "refuse", argument: "input" },
    });
  });

  it("names the tasks it has when asked for another", async () => {
    expect(await answer({ task: "cube", input: 1 })).toMatchObject({
      failure: {
        message:
          'serveTasks: task must be one that this worker serves ("square", "later", "refuse", "returnsFunction"), got "cube"',
      },
    });
    expect(await serveTasks([])({ task: "cube", input: 1 })).toMatchObject({
      failure: { message: 'serveTasks: task must be one that this worker serves (none), got "cube"' },
    });
  });

  it("answers with a failure when a result cannot be sent", async () => {
    expect(await answer({ task: "returnsFunction", input: 1 })).toMatchObject({
      failure: {
        message: 'task "returnsFunction": its result must be plain data that can be sent between threads, got [null]',
      },
    });
  });

  it.each([
    ["numbers and arrays of them", { a: [1, [2.5]], b: new Float64Array(3), c: null, d: undefined, e: "x", f: 2n }],
    ["an array of no numbers", new Float64Array(0)],
    ["data of classes that can be copied", { map: new Map([[1, new Date(0)]]), set: new Set([1]) }],
    ["data that contain themselves", circle()],
    ["deep data", [[[[[[[[[[[[1]]]]]]]]]]]]],
  ])("answers with %s as they are", async (_, data) => {
    const same = serveTasks([{ name: "same", run: () => data }]);
    const reply = (await same({ task: "same", input: 0 })) as { output: unknown };
    expect(reply.output).toBe(data);
  });

  it.each([
    ["a function", () => 1],
    ["one deep inside", { a: [{ b: [[[[[[[[() => 1]]]]]]]] }] }],
    ["one in a map", new Map([[1, () => 1]])],
    ["a symbol", [Symbol("x")]],
    ["an array that was moved away", movedAway()],
  ])("refuses a result that cannot be sent: %s", async (_, data) => {
    const bad = serveTasks([{ name: "bad", run: () => data }]);
    expect(await bad({ task: "bad", input: 0 })).toMatchObject({ failure: { name: "InvalidArgument", argument: "its result" } });
  });

  it("refuses two tasks of one name", () => {
    expect(() => serveTasks([square, { ...later, name: "square" }])).toThrow(
      'serveTasks: tasks must have different names, got "square"',
    );
  });
});
