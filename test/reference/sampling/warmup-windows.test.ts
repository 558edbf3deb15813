/**
 * Where windows end in Stan: 1-based iterations, from a walk through windowed_adaptation.hpp of Stan 2.35 (init buffer 75, term buffer 50,
 * base window 25). Exact.
 */
import { describe, expect, it } from "vitest";
import { warmupWindows } from "../../../src/sampling/adaptations/warmup-windows.js";

describe("warmupWindows", () => {
  it.each([
    [150, [100]],
    [200, [100, 150]],
    [300, [100, 150, 250]],
    [500, [100, 150, 250, 450]],
    [1000, [100, 150, 250, 450, 950]],
    [2000, [100, 150, 250, 450, 850, 1950]],
  ])("ends the windows of %i iterations where Stan does", (warmup, ends) => {
    expect(warmupWindows(warmup).ends.map((end) => end + 1)).toEqual(ends);
    expect(warmupWindows(warmup).start).toBe(75);
  });

  it("has one window in 20 to 149 iterations, where Stan 2.35 never updates its metric", () => {
    for (let warmup = 20; warmup < 150; warmup++) {
      const { start, ends } = warmupWindows(warmup);
      expect(ends).toHaveLength(1);
      expect(start).toBe(Math.floor(0.15 * warmup));
      expect(ends[0]).toBeGreaterThan(start + 10);
      expect(ends[0]).toBeLessThan(warmup - 1);
    }
  });

  it("has none in fewer than 20", () => {
    for (let warmup = 0; warmup < 20; warmup++) expect(warmupWindows(warmup).ends).toEqual([]);
  });
});
