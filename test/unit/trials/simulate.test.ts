import { describe, expect, it } from "vitest";
import { memoryCheckpoint } from "../../../src/execution/index.js";
import { wilsonInterval } from "../../../src/trials/estimate.js";
import {
  boin,
  doseFindingScenario,
  poissonAccrual,
  simulate,
  threePlusThree,
  uniformOnset,
  weibullOnset,
} from "../../../src/trials/index.js";

const designs = { boin: boin({ target: 0.3, doses: 3, maximumPatients: 15 }), classic: threePlusThree({ doses: 3 }) };
const scenarios = {
  plain: doseFindingScenario({ toxicity: [0.1, 0.3, 0.5] }),
  late: doseFindingScenario({
    toxicity: [0.1, 0.3, 0.5],
    onset: weibullOnset(),
    accrual: poissonAccrual({ rate: 2 }),
    dropoutRate: 0.05,
  }),
};
const options = { designs, scenarios, replicates: 300, seed: 7 };
const json = async (more: object = {}) => JSON.stringify(await simulate({ ...options, ...more }));

describe("simulate", () => {
  it("gives the same bytes for any block size", async () => {
    const whole = await json();
    for (const blockSize of [1, 7, 100, 1000]) expect(await json({ blockSize })).toBe(whole);
  });

  it("gives other numbers for another seed", async () => {
    expect(await json({ seed: 8 })).not.toBe(await json());
  });

  it("lets a design and a scenario keep their numbers when others are added", async () => {
    const alone = await simulate({ ...options, designs: { boin: designs.boin }, scenarios: { late: scenarios.late } });
    const together = await simulate(options);
    for (const { name } of alone.cells[0].metrics) {
      expect(together.estimate("late", "boin", name)).toEqual(alone.estimate("late", "boin", name));
    }
  });

  it("takes the target that the designs share for a design without one", async () => {
    const study = await simulate(options);
    expect(study.estimate("plain", "classic", "correct")?.mean).toBeGreaterThan(0.1);
    const without = await simulate({ ...options, designs: { classic: designs.classic } });
    expect(without.estimate("plain", "classic", "correct")).toBeUndefined();
  });

  it("compares designs on the same patients: the difference of means, with a smaller standard error than of independent runs", async () => {
    const study = await simulate({ ...options, replicates: 2000 });
    const comparison = study
      .compare("boin", "classic")
      .find(({ scenario, metric }) => scenario === "plain" && metric.name === "selected[2]");
    const first = study.estimate("plain", "boin", "selected[2]");
    const second = study.estimate("plain", "classic", "selected[2]");
    expect(comparison?.difference.mean).toBeCloseTo((first?.mean ?? 0) - (second?.mean ?? 0), 14);
    expect(comparison?.difference.standardError).toBeLessThan(
      Math.sqrt((first?.standardError ?? 0) ** 2 + (second?.standardError ?? 0) ** 2),
    );
    const turned = study
      .compare("classic", "boin")
      .find(({ scenario, metric }) => scenario === "plain" && metric.name === "selected[2]");
    expect(turned?.difference.mean).toBe(-(comparison?.difference.mean ?? 0));
  });

  it("reports progress to the end, and stops when asked, with the signal's reason", async () => {
    const seen: number[] = [];
    await simulate({ ...options, blockSize: 100, onProgress: ({ completed, total }) => seen.push(completed / total) });
    expect(seen.length).toBe(6);
    expect(seen.at(-1)).toBe(1);
    const controller = new AbortController();
    const stopped = simulate({
      ...options,
      blockSize: 10,
      signal: controller.signal,
      onProgress: () => controller.abort(new Error("enough")),
    });
    await expect(stopped).rejects.toThrow("enough");
  });

  it("resumes from a checkpoint to the same bytes, running only what is missing", async () => {
    const checkpoint = memoryCheckpoint();
    const controller = new AbortController();
    let blocks = 0;
    const first = json({
      blockSize: 50,
      checkpoint,
      signal: controller.signal,
      onProgress: () => ++blocks === 4 && controller.abort(),
    });
    await expect(first).rejects.toThrow();
    expect((await checkpoint.list()).length).toBeGreaterThanOrEqual(4);
    expect(await json({ blockSize: 50, checkpoint })).toBe(await json());
  });

  it("names a checkpoint after all that decides the numbers, and not after the number of replicates", async () => {
    const names: string[] = [];
    const open = (identity: string) => {
      names.push(identity);
      return memoryCheckpoint();
    };
    await simulate({ ...options, replicates: 10, checkpoint: open });
    await simulate({ ...options, replicates: 20, checkpoint: open });
    await simulate({ ...options, replicates: 10, seed: 9, checkpoint: open });
    await simulate({ ...options, replicates: 10, scenarios: { plain: scenarios.plain }, checkpoint: open });
    expect(names[0]).toBe(names[1]);
    expect(new Set(names).size).toBe(3);
  });

  it("refuses what it cannot do, naming it", async () => {
    await expect(simulate({ ...options, replicates: 0 })).rejects.toThrow(
      "simulate: replicates must be an integer from 1, got 0",
    );
    await expect(simulate({ ...options, seed: -1 })).rejects.toThrow("seed");
    await expect(simulate({ ...options, designs: {} })).rejects.toThrow("simulate: designs");
    await expect(simulate({ ...options, scenarios: { short: doseFindingScenario({ toxicity: [0.1] }) } })).rejects.toThrow(
      "simulate: scenarios.short must have 3 arms, as designs.boin has",
    );
    await expect(simulate({ ...options, repl: 5 } as never)).rejects.toThrow("simulate: repl must be one of its options");
    const { recipe: _, ...own } = designs.boin;
    await expect(simulate({ ...options, designs: { own }, checkpoint: memoryCheckpoint() })).rejects.toThrow(
      "designs.own must have a recipe",
    );
    expect((await simulate({ ...options, designs: { own } })).identity.hash).toBeUndefined();
  });

  it("has a table with a row for each scenario and design, and a figure with its standard error for each metric", async () => {
    const { columns, rows } = (await simulate(options)).table();
    expect(rows.map(({ scenario, design }) => `${scenario}/${design}`)).toEqual([
      "plain/boin",
      "plain/classic",
      "late/boin",
      "late/classic",
    ]);
    expect(columns.map(({ name }) => name)).toContain("selected[none]");
    expect(rows[0]["selected[2]"]).toMatchObject({
      value: expect.any(Number),
      standardError: expect.any(Number),
      interval: [expect.any(Number), expect.any(Number)],
    });
  });
});

describe("wilsonInterval", () => {
  it("gives the published example: 15 of 148 and 0 of 20", () => {
    // Newcombe (1998) Statistics in Medicine 17:857, Table I, method 3: 15/148 → 0.0624 to 0.1605; 0/20 → 0 to 0.1611.
    const [lower, upper] = wilsonInterval({ mean: 15 / 148, count: 148 });
    expect(lower).toBeCloseTo(0.0624, 4);
    expect(upper).toBeCloseTo(0.1605, 4);
    expect(wilsonInterval({ mean: 0, count: 20 })[0]).toBe(0);
    expect(wilsonInterval({ mean: 0, count: 20 })[1]).toBeCloseTo(0.1611, 4);
  });
});

describe("onsets", () => {
  it("put toxicities within the window, the given part of them in its second half", () => {
    const onset = weibullOnset({ late: 0.7 });
    // Pr(T ≤ window/2 | T ≤ window) = 1 − late: the u with this share of the probability falls at half the window.
    expect(onset.time(0.3 * 0.4, 0.4, 10)).toBeCloseTo(5, 12);
    expect(onset.time(0.4 * (1 - 1e-12), 0.4, 10)).toBeCloseTo(10, 8);
    expect(uniformOnset().time(0.1, 0.4, 10)).toBe(2.5);
  });
});
