import { describe, expect, it } from "vitest";
import { sampleLogDensity } from "../../../src/sampling/index.js";
import { independentNormals } from "./targets.js";

const target = independentNormals([0.01, 1, 30]);
const options = { seed: 7, chains: 2, warmup: 60, iterations: 50 };

describe("sampleLogDensity", () => {
  it("gives the same bits for the same seed, and others for another", async () => {
    const [one, again, other] = await Promise.all([
      sampleLogDensity(target, options),
      sampleLogDensity(target, options),
      sampleLogDensity(target, { ...options, seed: 8 }),
    ]);
    expect(one.ending).toBe("finished");
    expect(one.draws.iterationCount).toBe(50);
    expect(again.draws.of("x[2]")).toEqual(one.draws.of("x[2]"));
    expect(other.draws.of("x[2]")).not.toEqual(one.draws.of("x[2]"));
    expect(one.draws.of("x[2]")[0]).not.toEqual(one.draws.of("x[2]")[1]);
  });

  it.each([0, 1, 5, 30, 59, 60, 61, 90])("goes on to the same bits after an interruption at iteration %i", async (at) => {
    const whole = await sampleLogDensity(target, options);
    const controller = new AbortController();
    let made = 0;
    const counting = {
      dimension: 3,
      evaluateInto(gradient: Float64Array, position: Float64Array) {
        return target.evaluateInto(gradient, position);
      },
    };
    const part = await sampleLogDensity(counting, {
      ...options,
      signal: controller.signal,
      onProgress: ({ iteration }) => {
        made = iteration;
        if (made >= at) controller.abort();
      },
    });
    expect(part.ending).toBe("interrupted");
    const resumed = await sampleLogDensity(target, { ...options, resume: structuredClone(part.state) });
    expect(resumed.ending).toBe("finished");
    for (const name of whole.draws.variables) expect(resumed.draws.of(name)).toEqual(whole.draws.of(name));
    expect(resumed.traces).toEqual(whole.traces);
    expect(resumed.state).toEqual(whole.state);
  });
});
