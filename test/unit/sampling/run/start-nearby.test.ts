import { describe, expect, it } from "vitest";
import type { LogDensity } from "../../../../src/density/log-density.js";
import { rngFromSeed } from "../../../../src/random/index.js";
import { sampleLogDensity } from "../../../../src/sampling/index.js";
import { startNearby } from "../../../../src/sampling/run/start-nearby.js";
import { independentNormals } from "../targets.js";

function startOn(target: LogDensity, seed: number): Float64Array {
  const { dimension } = target;
  const point = { position: new Float64Array(dimension), gradient: new Float64Array(dimension), logDensity: 0 };
  startNearby("test", target, point, rngFromSeed(seed));
  expect(point.logDensity).toBe(target.evaluateInto(new Float64Array(dimension), point.position));
  return point.position;
}

describe("the start of a chain", () => {
  it("stays where it fell if that is near already, so that chains begin apart", () => {
    const starts = [1, 2, 3, 4].map((seed) => startOn(independentNormals([1]), seed)[0]);
    expect(new Set(starts).size).toBe(4);
    expect(Math.max(...starts) - Math.min(...starts)).toBeGreaterThan(0.1);
  });

  it("climbs from far out", () => {
    for (const seed of [1, 2, 3]) expect(Math.abs(startOn(independentNormals([1e-5]), seed)[0])).toBeLessThan(1e-4);
  });
});

describe("chains", () => {
  it("begin on a density that ends abruptly at its mode", async () => {
    const halfNormal: LogDensity = {
      dimension: 2,
      evaluateInto(gradient, [x, y]) {
        gradient[0] = x < 0 ? 0 : -x;
        gradient[1] = x < 0 ? 0 : -y;
        return x < 0 ? Number.NEGATIVE_INFINITY : -0.5 * (x * x + y * y);
      },
    };
    expect(await sampleLogDensity(halfNormal, { seed: 1, iterations: 100 })).toMatchObject({ ending: "finished", failures: [] });
  });

  it("find scales from 1e-8 to 1e8, together and alone", async () => {
    for (const scales of [[1e-8, 1e-4, 1, 1e4, 1e8], [1e-8], [1e8, 1e8]]) {
      const { draws, failures } = await sampleLogDensity(independentNormals(scales), { seed: 2 });
      expect(failures).toEqual([]);
      scales.forEach((scale, i) => {
        const all = draws.of(`x[${i + 1}]`).flatMap((chain) => [...chain]);
        const meanSquare = all.reduce((sum, x) => sum + (x / scale) * (x / scale), 0) / all.length;
        // 4000 draws, of which at least 1000 are effective: an error of √(2/1000), times 4.5 for 1e-5 in each of 8.
        expect(Math.abs(meanSquare - 1)).toBeLessThan(0.2);
      });
    }
  });
});
