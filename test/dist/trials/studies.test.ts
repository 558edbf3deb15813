/** Studies of the built package: the same bytes on any number of threads, for any block size, and after being killed. */
import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inline, threads } from "equipoise/execution";
import {
  boin,
  doseFindingScenario,
  piecewiseAccrual,
  simulate,
  threePlusThree,
  uniformOnset,
  withSafetyStop,
} from "equipoise/trials";
import { describe, expect, it } from "vitest";
import { lowestDose } from "./user-design.mjs";

const designs = {
  boin: boin({ target: 0.3, doses: 3, maximumPatients: 18 }),
  classic: threePlusThree({ doses: 3 }),
  careful: withSafetyStop(threePlusThree({ doses: 3 }), { target: 0.3 }),
};
const accrual = piecewiseAccrual({
  pieces: [
    { from: 0, rate: 1 },
    { from: 4, rate: 3 },
  ],
});
const scenarios = {
  plain: doseFindingScenario({ toxicity: [0.1, 0.3, 0.5] }),
  late: doseFindingScenario({ toxicity: [0.1, 0.3, 0.5], onset: uniformOnset(), accrual, dropoutRate: 0.1 }),
};
const options = { designs, scenarios, replicates: 700, seed: 5 };

describe("a study", () => {
  it("has the same bytes inline, on 2 and on 3 threads, in blocks of 1, 7 and 1000", async () => {
    const expected = JSON.stringify(await simulate(options));
    for (const make of [inline, () => threads({ threads: 2 }), () => threads({ threads: 3 })]) {
      const executor = make();
      try {
        for (const blockSize of [1, 7, 1000]) {
          expect(JSON.stringify(await simulate({ ...options, executor, blockSize }))).toBe(expected);
        }
      } finally {
        await executor.close();
      }
    }
  }, 120_000);

  it("runs a user's own design on threads, made again there from its module", async () => {
    const own = { own: lowestDose({ doses: 3, patients: 4 }) };
    const executor = threads({ threads: 2 });
    try {
      const study = await simulate({ ...options, designs: own, executor });
      expect(study.estimate("plain", "own", "patients[1]")?.mean).toBe(4);
      expect(JSON.stringify(study)).toBe(JSON.stringify(await simulate({ ...options, designs: own })));
      const { recipe: _, ...withoutRecipe } = own.own;
      await expect(simulate({ ...options, designs: { withoutRecipe }, executor })).rejects.toThrow(
        "designs.withoutRecipe must have a recipe",
      );
    } finally {
      await executor.close();
    }
  });

  it("killed in the middle and run again has the bytes of one that was not", async () => {
    const script = fileURLToPath(new URL("./slow-study.mjs", import.meta.url));
    const folder = await mkdtemp(join(tmpdir(), "equipoise-"));
    const run = (checkpoint: string, killAfter?: number) =>
      new Promise<{ output: string; reports: number; signal: string | null }>((resolve) => {
        const child = spawn(process.execPath, [script, checkpoint], { stdio: ["ignore", "pipe", "pipe"] });
        let output = "";
        let reports = 0;
        child.stdout.on("data", (data: Buffer) => {
          output += data;
        });
        child.stderr.on("data", (data: Buffer) => {
          reports += String(data).split("\n").length - 1;
          if (killAfter !== undefined && reports >= killAfter) child.kill("SIGKILL");
        });
        child.on("close", (_code, signal) => resolve({ output, reports, signal }));
      });
    try {
      const killed = await run(join(folder, "a"), 3);
      expect(killed.signal).toBe("SIGKILL");
      expect(killed.output).toBe("");
      const kept = (await readdir(join(folder, "a"), { recursive: true })).length;
      expect(kept).toBeGreaterThanOrEqual(3);
      const resumed = await run(join(folder, "a"));
      const whole = await run(join(folder, "b"));
      expect(resumed.output).toBe(whole.output);
      expect(whole.output.length).toBeGreaterThan(1000);
    } finally {
      await rm(folder, { recursive: true });
    }
  }, 120_000);
});
