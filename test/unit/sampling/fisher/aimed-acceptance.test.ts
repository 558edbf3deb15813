import { describe, expect, it } from "vitest";
import type { LogDensity } from "../../../../src/density/log-density.js";
import { exp } from "../../../../src/numeric/index.js";
import { aimedAcceptance, judgeStep, noTrials, type StepTrials } from "../../../../src/sampling/fisher/aimed-acceptance.js";
import { type Kernel, nuts, randomWalkMetropolis, sampleLogDensity } from "../../../../src/sampling/index.js";
import { independentNormals } from "../targets.js";

/** Trials of a step size of 1, the average being so much. */
function trialsOf(acceptances: readonly number[], average = 1): StepTrials {
  const trials = noTrials();
  for (const acceptance of acceptances) judgeStep(trials, acceptance, 1, average);
  return trials;
}

/** Ten of 0, which are passed over, and then these. */
const settled = (...acceptances: number[]): number[] => [...new Array<number>(10).fill(0), ...acceptances];
const many = (count: number): number[] => new Array<number>(count).fill(0.9);

describe("the acceptance aimed at", () => {
  it("is the target's own as long as nothing failed, and for targets that ask for failures", () => {
    expect(aimedAcceptance(noTrials(), 0.8)).toBe(0.8);
    expect(aimedAcceptance(trialsOf(settled(...many(200))), 0.9)).toBeCloseTo(0.9, 15);
    expect(aimedAcceptance(trialsOf(settled(0, 0, 0, 0, 0.9)), 0.35)).toBe(0.35);
  });

  it("halves what is given up where 0.5 % failed or more", () => {
    // 1 / (180 + 20) = 0.005, and half of it.
    expect(aimedAcceptance(trialsOf(settled(0, ...many(179))), 0.8)).toBeCloseTo(0.9, 12);
    expect(aimedAcceptance(trialsOf(settled(0, ...many(379))), 0.8)).toBeCloseTo(0.84, 12);
    expect(aimedAcceptance(trialsOf(settled(0, 0, 0, ...many(20))), 0.8)).toBeCloseTo(0.9, 12);
    expect(aimedAcceptance(trialsOf(settled(0, 0, 0, ...many(20))), 0.9)).toBeCloseTo(0.95, 12);
  });

  it("hears only of steps no longer than the average, and weighs failures", () => {
    expect(trialsOf(settled(0, 0), 1 / 1.06)).toMatchObject({ made: 0, failed: 0 });
    const { made, failed } = trialsOf(settled(0.1, 0.2, 0.05), 1 / 1.04);
    expect(made).toBe(3);
    expect(failed).toBeCloseTo(0.25 + 0.5625, 12);
  });
});

describe("warmup", () => {
  /** Mean acceptance after warmup. */
  async function acceptance(target: LogDensity, kernel: Kernel): Promise<number> {
    const { traces } = await sampleLogDensity(target, { seed: 5, kernel, iterations: 1000 });
    const all = traces.flatMap((trace) => [...trace.acceptance]);
    return all.reduce((sum, value) => sum + value, 0) / all.length;
  }

  it("keeps to the target where the density is normal", async () => {
    const normals = independentNormals([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(Math.abs((await acceptance(normals, nuts())) - 0.81)).toBeLessThan(0.04);
    expect(Math.abs((await acceptance(normals, nuts({ targetAcceptance: 0.6 }))) - 0.63)).toBeLessThan(0.06);
    expect(await acceptance(normals, randomWalkMetropolis())).toBeLessThan(0.45);
  });

  it("takes shorter steps where the scale of one coordinate hangs on another", async () => {
    // x ~ N(0, 1), y | x ~ N(0, e^x): a funnel whose neck is reached, by steps short enough.
    const neck: LogDensity = {
      dimension: 4,
      evaluateInto(gradient, [x, ...ys]) {
        const precision = exp(-x);
        let squares = 0;
        ys.forEach((y, i) => {
          squares += y * y;
          gradient[i + 1] = -y * precision;
        });
        gradient[0] = -x - 1.5 + 0.5 * squares * precision;
        return -0.5 * x * x - 1.5 * x - 0.5 * squares * precision;
      },
    };
    expect(await acceptance(neck, nuts())).toBeGreaterThan(0.86);
  });
});
