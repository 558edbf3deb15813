/** docs/extending/a-design.md tells the truth: its design is the one here, and it works everywhere. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { rngFromSeed } from "../../../src/random/index.js";
import {
  binaryScenario,
  conduct,
  decisionTable,
  doseFindingScenario,
  enumeratePaths,
  simulate,
  simulateTrial,
} from "../../../src/trials/index.js";
import { race } from "./race.js";
import { twoInARow } from "./two-in-a-row.js";

describe("the toy design of docs/extending", () => {
  it("is the one that the page shows", () => {
    const page = readFileSync(new URL("../../../docs/extending/a-design.md", import.meta.url), "utf8");
    const source = readFileSync(new URL("./two-in-a-row.ts", import.meta.url), "utf8");
    const code = (text: string) => text.slice(text.indexOf("/** Returns the toy design"), text.indexOf("\n}\n") + 3);
    expect(page).toContain(code(source));
  });

  it("recommends the only dose with probability (1 − p)²", () => {
    const [selected] = enumeratePaths(twoInARow({ doses: 1 })).operatingCharacteristics(doseFindingScenario({ toxicity: [0.3] }));
    expect(selected.mean).toBeCloseTo(0.49, 14);
  });

  it("simulates, fast and by the general loop to the same bits, tabulates, and is conducted", async () => {
    const design = twoInARow({ doses: 3 });
    const scenario = doseFindingScenario({ toxicity: [0.1, 0.3, 0.5], target: 0.3 });
    const { rules: _, ...general } = design;
    const study = await simulate({ designs: { fast: design, general }, scenarios: { scenario }, replicates: 500, seed: 1 });
    expect(study.cells[0].estimates).toEqual(study.cells[1].estimates);
    expect(simulateTrial(design, scenario, rngFromSeed(1)).enrolled % 2).toBe(0);
    expect(decisionTable(design, { patients: 2 }).rows[1].decisions).toEqual(["E", "STOP", "STOP"]);
    expect(conduct(design).next().arms[0].label).toBe("dose 1");
  });
});

describe("the toy comparison of docs/extending", () => {
  it("is the one that the page shows", () => {
    const page = readFileSync(new URL("../../../docs/extending/a-design.md", import.meta.url), "utf8");
    const source = readFileSync(new URL("./race.ts", import.meta.url), "utf8");
    expect(page).toContain(source.slice(source.indexOf("/** Returns the toy design")).trimEnd());
  });

  it("is simulated with the metrics of comparisons, finds the arm that always leads, and is conducted with its evidence", async () => {
    const scenarios = { sure: binaryScenario({ probabilities: [0, 1] }), equal: binaryScenario({ probabilities: [0, 0] }) };
    const study = await simulate({ designs: { race: race({ lead: 3, pairs: 20 }) }, scenarios, replicates: 200, seed: 1 });
    // Only B has events: it wins as soon as it has three, and 40 patients without three on B all but never come.
    expect(study.estimate("sure", "race", "selected[2]")?.mean).toBe(1);
    expect(study.estimate("equal", "race", "ended[maximum]")?.mean).toBe(1);
    expect(study.estimate("equal", "race", "patients")?.mean).toBe(40);
    const trial = conduct(race({ lead: 1, pairs: 2 }));
    for (const [patient, arm] of [
      ["1", "A"],
      ["2", "B"],
    ] as const)
      trial.enroll(patient, { arm });
    trial.observe("1", { event: true });
    trial.observe("2", { event: false });
    expect(trial.next()).toMatchObject({ decision: { kind: "stop", conclusion: { selected: 0 } }, evidence: { events: [1, 0] } });
  });
});
