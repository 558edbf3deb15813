/** The built package gives the same bits in this engine as in Node, which wrote golden.json (see test/dist/same-bits.test.ts). */
import { webWorkers } from "equipoise/execution";
import { describe, expect, it } from "vitest";
import { comparisons, firstUniforms, functions, streams, study } from "./bits/bits.js";
import golden from "./bits/golden.json";
import { loads } from "./bits/loads.js";

describe("in a browser", () => {
  it("runs here", () => {
    expect(navigator.userAgent).toContain("Chrome");
    expect(typeof document).toBe("object");
  });

  it("streams begin with the numbers they begin with in Node", () => {
    expect(firstUniforms()).toEqual(golden.firstUniforms);
  });

  it("streams and variates have the same bits as in Node, 20,000 numbers each", () => {
    expect(streams()).toEqual(golden.streams);
  });

  it("elementary functions have the same bits as in Node, at 40,000 points each", () => {
    expect(functions()).toEqual(golden.functions);
  });

  it("a study has the same bits as in Node", async () => {
    expect(await study()).toEqual(golden.study);
    expect(await comparisons()).toEqual(golden.comparisons);
    expect(await loads()).toEqual(golden.loads);
  });

  it("a study in web workers has the same bits as in Node", async () => {
    const worker = () => new Worker(new URL("../../dist/worker.js", import.meta.url), { type: "module" });
    const executor = webWorkers({ worker, workers: 2 });
    try {
      expect(await study(executor)).toEqual(golden.study);
      expect(await comparisons(executor)).toEqual(golden.comparisons);
      expect(await loads(executor)).toEqual(golden.loads);
    } finally {
      await executor.close();
    }
  });
});
