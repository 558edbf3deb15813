import { describe, expect, it } from "vitest";
import { rngFromSeed, standardNormal } from "../../../../src/random/index.js";
import { showsCorrelation } from "../../../../src/sampling/fisher/correlation-evidence.js";
import { addToWindow, emptyWindow, switchWindow } from "../../../../src/sampling/fisher/draw-window.js";
import { fisherCovariance } from "../../../../src/sampling/fisher/fisher-covariance.js";
import { lowRankEstimate, outstanding, worthwhile } from "../../../../src/sampling/fisher/low-rank-estimate.js";

/** Draws of N(0, Σ) with Σ = I + (v − 1) u uᵀ, u along the diagonal, and their gradients −Σ⁻¹ x. */
function drawsOf(dimension: number, count: number, variance: number) {
  const rng = rngFromSeed(dimension);
  const window = emptyWindow(dimension, count);
  for (let r = 0; r < count; r++) {
    const x = Float64Array.from({ length: dimension }, () => standardNormal(rng));
    const mean = x.reduce((sum, value) => sum + value, 0) / dimension;
    for (let i = 0; i < dimension; i++) x[i] += (Math.sqrt(variance) - 1) * mean;
    const after = x.reduce((sum, value) => sum + value, 0) / dimension;
    addToWindow(
      window,
      x,
      x.map((value) => -(value + (1 / variance - 1) * after)),
    );
  }
  return window;
}

describe("fisherCovariance", () => {
  it("is exact for a normal target as soon as there are more draws than coordinates", () => {
    const { positions, gradients } = drawsOf(6, 16, 25);
    const found = fisherCovariance(positions, gradients, 16, 6);
    const sorted = Array.from(found?.variances ?? []).sort((a, b) => a - b);
    for (let k = 0; k < 5; k++) expect(sorted[k]).toBeCloseTo(1, 4);
    expect(sorted[5]).toBeCloseTo(25, 3);
  });

  it("finds an outstanding direction in many dimensions from few draws", () => {
    const { positions, gradients } = drawsOf(300, 60, 400);
    const found = fisherCovariance(positions, gradients, 60, 300);
    const variances = Array.from(found?.variances ?? []);
    const largest = variances.indexOf(Math.max(...variances));
    const direction = found?.directions.subarray(largest * 300, (largest + 1) * 300) ?? new Float64Array(300);
    const alongDiagonal = Math.abs(direction.reduce((sum, value) => sum + value, 0)) / Math.sqrt(300);
    expect(variances[largest]).toBeGreaterThan(200);
    expect(variances[largest]).toBeLessThan(800);
    expect(alongDiagonal).toBeGreaterThan(0.99);
  });
});

describe("lowRankEstimate", () => {
  it("keeps uncorrelated coordinates diagonal", () => {
    expect(lowRankEstimate(drawsOf(20, 100, 1), 20, worthwhile).metric).toBeUndefined();
    expect(lowRankEstimate(drawsOf(20, 100, 1), 20, outstanding).metric).toBeUndefined();
  });

  it("adds one direction for one correlation, and a dense factor where that costs no more", () => {
    const { metric: many } = lowRankEstimate(drawsOf(40, 120, 100), 40, worthwhile);
    expect(many?.kind === "low-rank" && many.stretch.length).toBe(1);
    expect(lowRankEstimate(drawsOf(3, 120, 100), 3, worthwhile).metric?.kind).toBe("dense");
  });

  it("finds out a funnel, whose first draws do not foretell its later ones", () => {
    const rng = rngFromSeed(12);
    const window = emptyWindow(4, 200);
    for (let r = 0; r < 200; r++) {
      const logScale = 2 * standardNormal(rng);
      const x = Float64Array.from({ length: 4 }, () => Math.exp(logScale) * standardNormal(rng));
      x[0] = logScale;
      const precision = Math.exp(-2 * logScale);
      addToWindow(
        window,
        x,
        x.map((value, i) =>
          i === 0 ? -value / 4 - 3 + precision * (x[1] * x[1] + x[2] * x[2] + x[3] * x[3]) : -value * precision,
        ),
      );
    }
    expect(showsCorrelation(window.positions, window.gradients, 200, 4)).toBe(false);
    expect(lowRankEstimate(window, 4, outstanding).metric).toBeUndefined();
  });

  it("sees strong correlations at a cheap look, and none among independent coordinates", () => {
    for (const dimension of [2, 7, 40]) {
      const look = (variance: number) => {
        const { positions, gradients } = drawsOf(dimension, 120, variance);
        return showsCorrelation(positions, gradients, 120, dimension);
      };
      expect([look(100), look(0.01), look(1)]).toEqual([true, true, false]);
    }
  });

  it("waits for enough draws", () => {
    expect(lowRankEstimate(drawsOf(40, 80, 100), 40, worthwhile).metric).toBeUndefined();
  });
});

describe("worthwhile", () => {
  it("keeps none where little is gained", () => expect(worthwhile(Float64Array.of(0.9, 1, 1.1, 1))).toEqual([]));
  it("keeps the outstanding ones of many", () => {
    const variances = new Float64Array(50).fill(1);
    variances[7] = 90;
    variances[9] = 0.01;
    expect([...worthwhile(variances)].sort()).toEqual([7, 9]);
  });
});

describe("a window of draws", () => {
  it("forgets what came before the last switch but one, and its oldest quarter when full", () => {
    const window = emptyWindow(1, 16);
    const add = (value: number) => addToWindow(window, Float64Array.of(value), Float64Array.of(-value));
    for (let i = 0; i < 5; i++) add(i);
    switchWindow(window, 1);
    expect(window.count).toBe(5);
    for (let i = 5; i < 9; i++) add(i);
    switchWindow(window, 1);
    expect([window.count, window.split]).toEqual([4, 4]);
    for (let i = 9; i < 22; i++) add(i);
    expect(Array.from(window.positions.subarray(0, window.count))).toEqual([9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21]);
    expect(Array.from(window.gradients.subarray(0, 2))).toEqual([-9, -10]);
    expect(window.split).toBe(0);
  });

  it("keeps nothing of targets too large", () => expect(emptyWindow(100_000, 400).capacity).toBe(0));
});
