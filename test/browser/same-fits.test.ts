/** Fits have the same bits in this engine as in Node, which wrote golden-fits.json (see test/dist/same-fits.test.ts). */
import { portable, wasm } from "equipoise/density";
import { webWorkers } from "equipoise/execution";
import { describe, expect, it } from "vitest";
import golden from "./bits/golden-fits.json";
import { bitsOfFit, fits, modelNamed, sampling } from "./bits/models.js";

describe("fits in a browser", () => {
  it("have the same bits as in Node, by WebAssembly and by closures", async () => {
    expect(wasm.available()).toBe(true);
    expect(await fits({ backend: wasm })).toEqual(golden);
    expect(await fits({ backend: portable })).toEqual(golden);
  });

  it("have the same bits in web workers", async () => {
    const worker = () => new Worker(new URL("../../dist/worker.js", import.meta.url), { type: "module" });
    const executor = webWorkers({ worker, workers: 2 });
    try {
      expect(await fits({ executor })).toEqual(golden);
      expect(await fits({ executor, backend: portable })).toEqual(golden);
    } finally {
      await executor.close();
    }
  });

  it("have the same bits when they were interrupted, and gone on from as plain data", async () => {
    const stop = new AbortController();
    const onProgress = () => stop.abort();
    const interrupted = await modelNamed("mixture").sample({ ...sampling, signal: stop.signal, onProgress });
    expect(interrupted.ending).toBe("interrupted");
    const resume = structuredClone(interrupted.state);
    expect(bitsOfFit(await modelNamed("mixture").sample({ ...sampling, resume }))).toEqual(golden.mixture);
  });
});
