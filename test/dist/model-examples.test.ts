/** The programs in examples/models run as they stand, on the built package, and find what was put into their data. */
import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const folder = resolve(import.meta.dirname, "../../examples/models");

/** The number after a name at the start of a line. */
const figure = (output: string, name: string): number => {
  const after = output.split("\n").flatMap((line) => (line.startsWith(`${name} `) ? [line.slice(name.length + 1)] : []));
  return Number(after.map((text) => /^-?\d+(\.\d+)?/.exec(text)?.[0]).find((number) => number !== undefined));
};

/** What each must find: a figure that it prints, and what it may be. */
const found: Readonly<Record<string, readonly (readonly [name: string, least: number, most: number])[]>> = {
  "censored-survival.mjs": [["perYear", -0.2, -0.02]],
  "choices-by-town.mjs": [
    ["car", 0.45, 0.75],
    ["calibrated: p-value", 1e-5, 1],
  ],
  "correlated-slopes.mjs": [["correlation", 0.2, 0.9]],
  "hidden-states.mjs": [
    ["effect", 0.3, 0.5],
    ["logRate[2]", 2, 2.4],
  ],
  "ratings-by-several-raters.mjs": [
    ["effect", 1, 2],
    ["cutpoints[Eve,1]", -4.5, -2],
  ],
  "zero-inflated-counts.mjs": [],
};

describe("the examples of models", () => {
  it.each(readdirSync(folder).filter((name) => name.endsWith(".mjs")))("%s runs as it stands", async (name) => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [resolve(folder, name)]);
    expect(stderr).toBe("");
    expect(stdout).toMatch(/\d/);
    for (const [figureName, least, most] of found[name] ?? []) {
      expect(figure(stdout, figureName), figureName).toBeGreaterThan(least);
      expect(figure(stdout, figureName), figureName).toBeLessThan(most);
    }
  });
});
