/** Fits of the built package have the bits of golden-fits.json, from which browsers are checked too; `vitest run --project=dist -u` writes it anew. */
import { portable, wasm } from "equipoise/density";
import { threads } from "equipoise/execution";
import { describe, expect, it } from "vitest";
import { bitsOfFit, fits, modelNamed, modelNames, sampling } from "../browser/bits/models.js";

describe("fits in Node", () => {
  it("have the bits of golden-fits.json", async () => {
    expect(wasm.available()).toBe(true);
    await expect(`${JSON.stringify(await fits({ backend: wasm }), null, 2)}\n`).toMatchFileSnapshot(
      "../browser/bits/golden-fits.json",
    );
  });

  it("have the same bits by closures as by WebAssembly", async () => {
    expect(await fits({ backend: portable })).toEqual(await fits({ backend: wasm }));
  });

  it("have the same bits on 1, 2 and 4 threads as in this one", async () => {
    const here = await fits();
    for (const count of [1, 2, 4]) {
      const executor = threads({ threads: count });
      try {
        expect(await fits({ executor }), `${count} threads`).toEqual(here);
      } finally {
        await executor.close();
      }
    }
  });

  it("have the same bits by closures on threads", async () => {
    const executor = threads({ threads: 2 });
    try {
      expect(await fits({ executor, backend: portable })).toEqual(await fits());
    } finally {
      await executor.close();
    }
  });
});

/** Ends a run when a chain reports so many iterations, and tells the reports. */
function watched(end = Infinity) {
  const stop = new AbortController();
  const iterations: number[] = [];
  const onProgress = ({ iteration }: { readonly iteration: number }) => {
    iterations.push(iteration);
    if (iteration >= end) stop.abort();
  };
  return { iterations, options: { signal: stop.signal, onProgress } };
}

describe("an interrupted fit, gone on from as plain data", () => {
  const longer = { ...sampling, iterations: 300 };

  it.each(modelNames)("has the bits of one that was not: %s", async (name) => {
    const whole = bitsOfFit(await modelNamed(name).sample(longer));
    for (const end of [1, 100]) {
      const first = watched(end);
      const interrupted = await modelNamed(name).sample({ ...longer, ...first.options });
      expect(interrupted.ending).toBe("interrupted");
      const second = watched();
      const resume = structuredClone(interrupted.state);
      expect(bitsOfFit(await modelNamed(name).sample({ ...longer, ...second.options, resume }))).toEqual(whole);
      // It went on, and did not begin again.
      expect(Math.min(...second.iterations)).toBeGreaterThan(Math.min(...resume.chains.map(({ iteration }) => iteration)));
    }
  });

  it("has them too when it goes on on threads, and the other way round", async () => {
    const whole = bitsOfFit(await modelNamed("hierarchical").sample(longer));
    const executor = threads({ threads: 2 });
    try {
      const here = await modelNamed("hierarchical").sample({ ...longer, ...watched(100).options });
      const there = await modelNamed("hierarchical").sample({ ...longer, ...watched(1).options, executor });
      expect([here.ending, there.ending]).toEqual(["interrupted", "interrupted"]);
      const onThreads = { ...longer, executor, resume: structuredClone(here.state) };
      const backHere = { ...longer, resume: structuredClone(there.state) };
      expect(bitsOfFit(await modelNamed("hierarchical").sample(onThreads))).toEqual(whole);
      expect(bitsOfFit(await modelNamed("hierarchical").sample(backHere))).toEqual(whole);
    } finally {
      await executor.close();
    }
  });

  it("takes a fit for its state, and nothing else", async () => {
    const half = await modelNamed("logistic").sample(sampling);
    const whole = bitsOfFit(await modelNamed("logistic").sample(longer));
    expect(bitsOfFit(await modelNamed("logistic").sample({ ...longer, resume: half }))).toEqual(whole);
    const call = () => modelNamed("logistic").sample({ ...longer, resume: {} as never });
    await expect(call()).rejects.toThrow("sample: resume must be a fit or the state of one");
  });
});
