/** The programs in README.md run as they stand, on the built package. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
const programs = [...readme.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, code]) => code);

/** What a program prints. It runs inside the project, so that it finds the package by its name. */
async function run(code: string): Promise<string> {
  const folder = await mkdtemp(join(import.meta.dirname, ".readme-"));
  try {
    await writeFile(join(folder, "program.mjs"), code);
    return (await promisify(execFile)(process.execPath, ["program.mjs"], { cwd: folder })).stdout;
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe("README.md", () => {
  it("shows four programs", () => {
    expect(programs.length).toBe(4);
  });

  it("simulates a study", async () => {
    const output = await run(programs[0]);
    expect(output).toContain("BOIN");
    expect(output).toMatch(/mean: 0\.5[45]\d*/);
  });

  it("enumerates exactly, and prints boundaries and pathways", async () => {
    const output = await run(programs[1]);
    expect(output).toMatch(/^0\.5463/);
    expect(output).toContain("Decision boundaries of BOIN");
    expect(output).toContain("stop, no dose");
  });

  it("conducts a trial", async () => {
    const output = await run(programs[2]);
    expect(output).toContain("the follow-up of 1 patient");
    expect(output).toContain("The next cohort is treated at the same dose, 5 mg.");
  });

  it("runs on threads with a checkpoint", async () => {
    expect(await run(programs[3])).toMatch(/^[0-9a-f]{64}\n$/);
  });
});
