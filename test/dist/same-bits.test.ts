/** The built package gives the bits of golden.json, from which browsers are checked too; `vitest run --project=dist -u` writes it anew. */
import { threads } from "equipoise/execution";
import { describe, expect, it } from "vitest";
import { comparisons, firstUniforms, functions, streams, study } from "../browser/bits/bits.js";
import { loads } from "../browser/bits/loads.js";

describe("in Node", () => {
  it("has the bits of golden.json", async () => {
    const bits = {
      firstUniforms: firstUniforms(),
      streams: streams(),
      functions: functions(),
      study: await study(),
      comparisons: await comparisons(),
      loads: await loads(),
    };
    await expect(`${JSON.stringify(bits, null, 2)}\n`).toMatchFileSnapshot("../browser/bits/golden.json");
  });

  it("a study on threads has the same bits as in this thread", async () => {
    const executor = threads({ threads: 2 });
    try {
      expect(await study(executor)).toEqual(await study());
      expect(await comparisons(executor)).toEqual(await comparisons());
      expect(await loads(executor)).toEqual(await loads());
    } finally {
      await executor.close();
    }
  });
});
