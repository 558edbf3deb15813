import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { operatorCatalogue } from "../../../../src/density/operators/catalogue.js";

interface Measured {
  readonly name: string;
  readonly operator: string;
  readonly hasKernels: boolean;
  readonly bytes: number;
}

/** Bundled as users' code is: engines put functions of one file into each other. */
async function measured(): Promise<readonly Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), "allocation-"));
  try {
    const outfile = join(folder, "measure.cjs");
    const entry = fileURLToPath(new URL("measure-allocation.ts", import.meta.url));
    await build({ entryPoints: [entry], outfile, bundle: true, platform: "node", format: "cjs", logLevel: "error" });
    const flags = ["--max-semi-space-size=512", "--min-semi-space-size=256"];
    return JSON.parse(execFileSync(process.execPath, [...flags, outfile], { encoding: "utf8" })) as Measured[];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("operators", () => {
  it("allocate nothing in an evaluation and its gradient", { timeout: 120_000 }, async () => {
    const found = await measured();
    // Less than a view or a closure, or a number for each element; engines may allocate a number or two that a function returns.
    expect(found.filter(({ bytes }) => bytes > 48)).toEqual([]);
    // Not tails: their special functions call each other by the row, and a number that is returned may be allocated.
    const differentiable = operatorCatalogue
      .filter(({ name, backward }) => backward !== undefined && !name.endsWith("-tails"))
      .map(({ name }) => name);
    expect(differentiable.filter((name) => !found.some(({ operator }) => operator === name))).toEqual([]);
  });
});
