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
  it("shows eight programs", () => {
    expect(programs.length).toBe(8);
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

  it("compares models on late toxicities, and says a protocol", async () => {
    const output = await run(programs[3]);
    expect(output).toContain("TITE-CRM");
    expect(output).toContain("Enrollment is not suspended");
  });

  it("plans a group-sequential trial and finds its power again by simulation", async () => {
    const output = await run(programs[4]);
    expect(output).toContain("events: [ 179, 269, 358 ]");
    const [power, error] = output.trim().split("\n").slice(-2).map(Number);
    // Four and a half standard errors of 2,000 trials.
    expect(Math.abs(power - 0.9006)).toBeLessThan(4.5 * Math.sqrt((0.9 * 0.1) / 2000));
    expect(error).toBeLessThan(0.025 + 4.5 * Math.sqrt((0.025 * 0.975) / 2000));
  });

  it("allocates more patients to the better arm", async () => {
    const [adaptive, fixed] = (await run(programs[5])).trim().split("\n").map(Number);
    expect(fixed).toBeCloseTo(100, 0);
    expect(adaptive).toBeGreaterThan(120);
  });

  it("fits a Bayesian model, diagnoses and compares it, and predicts", async () => {
    const output = await run(programs[6]);
    expect(output).toContain("theta[school] ~ normal(mean = mean, sd = spread)   (non-centered)");
    // posteriordb's reference: 6.15 with a standard deviation of 5.6; two decimals of a Monte Carlo standard error of 0.09.
    const mean = Number(output.match(/variable: 'theta\[A\]',\s+mean: ([\d.]+)/)?.[1]);
    expect(Math.abs(mean - 6.15)).toBeLessThan(0.4);
    expect(output).toMatch(/estimate: -3\d/);
    expect(output.trimEnd()).toMatch(/1000$/);
  });

  it("runs on threads with a checkpoint", async () => {
    expect(await run(programs[7])).toMatch(/^[0-9a-f]{64}\n$/);
  });
});
