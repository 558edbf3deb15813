import { describe, expect, it } from "vitest";
import { InvalidArgument } from "../../../../src/errors.js";
import { memoryCheckpoint } from "../../../../src/execution/checkpoints/memory-checkpoint.js";

describe("memoryCheckpoint", () => {
  it("gives back what was written, as a copy", async () => {
    const checkpoint = memoryCheckpoint();
    const data = { mean: 0.25, counts: Float64Array.of(1, 2) };
    await checkpoint.write("b", data);
    await checkpoint.write("a", null);
    data.mean = 7;
    expect(await checkpoint.read("b")).toStrictEqual({ mean: 0.25, counts: Float64Array.of(1, 2) });
    expect(await checkpoint.read("a")).toBeNull();
    expect(await checkpoint.read("c")).toBeUndefined();
    expect(await checkpoint.list()).toEqual(["a", "b"]);
  });

  it("refuses data that are not plain", async () => {
    await expect(memoryCheckpoint().write("a", new Map())).rejects.toThrow(InvalidArgument);
  });
});
