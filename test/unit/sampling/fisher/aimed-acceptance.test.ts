import { describe, expect, it } from "vitest";
import type { LogDensity } from "../../../../src/density/log-density.js";
import { exp } from "../../../../src/numeric/index.js";
import { aimedAcceptance, judgeStep } from "../../../../src/sampling/fisher/aimed-acceptance.js";
import { type Kernel, nuts, randomWalkMetropolis, sampleLogDensity } from "../../../../src/sampling/index.js";
import { independentNormals } from "../targets.js";

describe("the acceptance aimed at", () => {
  it("is the target's own as long as nothing failed, and for targets that ask for failures", () => {
    expect(aimedAcceptance({ made: 0, failed: 0 }, 0.8)).toBe(0.8);
    expect(aimedAcceptance({ made: 200, failed: 0 }, 0.9)).toBeCloseTo(0.9, 15);
    expect(aimedAcceptance({ made: 200, failed: 150 }, 0.35)).toBe(0.35);
  });

  it("halves what is given up where 1.2 % failed or more", () => {
    // 3 / (230 + 20) = 0.012; 3 / (480 + 20) is half of it.
    expect(aimedAcceptance({ made: 230, failed: 3 }, 0.8)).toBeCloseTo(0.9, 12);
    expect(aimedAcceptance({ made: 480, failed: 3 }, 0.8)).toBeCloseTo(0.84, 12);
    expect(aimedAcceptance({ made: 230, failed: 100 }, 0.8)).toBeCloseTo(0.9, 12);
    expect(aimedAcceptance({ made: 230, failed: 100 }, 0.9)).toBeCloseTo(0.95, 12);
  });

  it("hears only of steps no longer than the average", () => {
    const trials = { made: 0, failed: 0 };
    judgeStep(trials, 0.1, 1.2, 1);
    expect(trials).toEqual({ made: 0, failed: 0 });
    judgeStep(trials, 0.1, 1.04, 1);
    judgeStep(trials, 0.3, 0.7, 1);
    expect(trials).toEqual({ made: 2, failed: 1 });
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
