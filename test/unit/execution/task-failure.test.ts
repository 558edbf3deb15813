import { describe, expect, it } from "vitest";
import { InvalidArgument } from "../../../src/errors.js";
import { describeFailure, reviveFailure } from "../../../src/execution/task-failure.js";

/** There and back, as between two threads. */
const sent = (thrown: unknown) => reviveFailure(structuredClone(describeFailure(thrown)));

describe("a failure that travels between threads", () => {
  it("keeps name, message and stack", () => {
    const original = new RangeError("too large");
    const arrived = sent(original);
    expect(arrived).toBeInstanceOf(Error);
    expect({ name: arrived.name, message: arrived.message, stack: arrived.stack }).toEqual({
      name: "RangeError",
      message: "too large",
      stack: original.stack,
    });
  });

  it("arrives as an InvalidArgument with caller and argument if it was one", () => {
    const arrived = sent(new InvalidArgument("boin", "toxicity[2]", "be in (0, 1)", 1.2));
    expect(arrived).toBeInstanceOf(InvalidArgument);
    expect(arrived).toMatchObject({
      name: "InvalidArgument",
      message: "boin: toxicity[2] must be in (0, 1), got 1.2",
      caller: "boin",
      argument: "toxicity[2]",
    });
    expect(String(arrived)).toBe("InvalidArgument: boin: toxicity[2] must be in (0, 1), got 1.2");
  });

  it("keeps the chain of causes, and cuts one that is a circle", () => {
    const arrived = sent(new Error("outer", { cause: new TypeError("inner", { cause: "a text" }) }));
    expect(arrived.cause).toMatchObject({ name: "TypeError", message: "inner" });
    expect((arrived.cause as Error).cause).toMatchObject({ name: "Error", message: "a text" });
    const circle = new Error("circle");
    circle.cause = circle;
    expect(sent(circle).message).toBe("circle");
  });

  it("becomes an Error if something else was thrown", () => {
    expect(sent("only a text")).toMatchObject({ name: "Error", message: "only a text" });
    expect(sent(undefined).message).toBe("undefined");
  });
});
