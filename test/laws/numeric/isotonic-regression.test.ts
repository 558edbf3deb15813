import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isotonicRegression } from "../../../src/numeric/isotonic-regression.js";

const problem = fc
  .integer({ min: 1, max: 12 })
  .chain((n) =>
    fc.tuple(
      fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: n, maxLength: n }),
      fc.array(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), { minLength: n, maxLength: n }),
    ),
  );
const integers = fc
  .integer({ min: 1, max: 10 })
  .chain((n) =>
    fc.tuple(
      fc.array(fc.integer({ min: -20, max: 20 }), { minLength: n, maxLength: n }),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: n, maxLength: n }),
    ),
  );

/** Σ w·x / Σ w over from..to (inclusive), in order. */
function blockMean(values: readonly number[], weights: readonly number[], from: number, to: number): number {
  if (from === to) return values[from];
  let weighted = 0;
  let total = 0;
  for (let i = from; i <= to; i++) {
    weighted += weights[i] * values[i];
    total += weights[i];
  }
  return weighted / total;
}

describe("isotonic regression", () => {
  it("is exactly non-decreasing, and idempotent", () => {
    fc.assert(
      fc.property(problem, ([values, weights]) => {
        const fit = isotonicRegression(values, weights);
        for (let i = 1; i < fit.length; i++) expect(fit[i]).toBeGreaterThanOrEqual(fit[i - 1]);
        expect([...isotonicRegression(fit, weights)]).toEqual([...fit]);
      }),
    );
  });

  it("gives each block the bits of Σ w·x / Σ w over its members in order", () => {
    fc.assert(
      fc.property(problem, ([values, weights]) => {
        const fit = isotonicRegression(values, weights);
        for (let from = 0; from < fit.length; ) {
          let to = from;
          while (to + 1 < fit.length && fit[to + 1] === fit[from]) to++;
          // Neighboring blocks may share a value: then each must still be the formula of some split of the run.
          const ends = Array.from({ length: to - from + 1 }, (_, k) => from + k);
          const splits = (start: number): boolean =>
            start > to ||
            ends.some((end) => end >= start && blockMean(values, weights, start, end) === fit[from] && splits(end + 1));
          expect(splits(from)).toBe(true);
          from = to + 1;
        }
      }),
    );
  });

  it("equals the max–min formula, bit for bit where sums are exact", () => {
    fc.assert(
      fc.property(integers, ([values, weights]) => {
        const n = values.length;
        const expected = values.map((_, i) => {
          let highest = Number.NEGATIVE_INFINITY;
          for (let a = 0; a <= i; a++) {
            let lowest = Number.POSITIVE_INFINITY;
            for (let b = i; b < n; b++) lowest = Math.min(lowest, blockMean(values, weights, a, b));
            highest = Math.max(highest, lowest);
          }
          return highest + 0;
        });
        expect([...isotonicRegression(values, weights)].map((value) => value + 0)).toEqual(expected);
      }),
    );
  });

  it("is the projection: the optimality conditions of the quadratic program hold", () => {
    fc.assert(
      fc.property(problem, ([values, weights]) => {
        const fit = isotonicRegression(values, weights);
        const scale = weights.reduce((sum, weight) => sum + 20 * weight, 1);
        let multiplier = 0;
        for (let i = 0; i < fit.length; i++) {
          multiplier += weights[i] * (values[i] - fit[i]);
          // λᵢ = Σ_{k ≤ i} wₖ (xₖ − mₖ) ≥ 0, and λᵢ (mᵢ₊₁ − mᵢ) = 0, and the last λ is 0.
          expect(multiplier).toBeGreaterThanOrEqual(-1e-13 * scale);
          if (i + 1 === fit.length || fit[i + 1] - fit[i] > 1e-9) expect(Math.abs(multiplier)).toBeLessThanOrEqual(1e-13 * scale);
        }
      }),
    );
  });

  it("commutes with scaling by powers of two, bit for bit", () => {
    fc.assert(
      fc.property(problem, fc.integer({ min: -8, max: 8 }), ([values, weights], power) => {
        const factor = 2 ** power;
        const fit = isotonicRegression(values, weights);
        const scaled = isotonicRegression(
          values.map((value) => value * factor),
          weights.map((weight) => weight * 4),
        );
        const normal = values.every((value) => value === 0 || Math.abs(value) > 1e-290);
        if (normal) expect([...scaled]).toEqual([...fit].map((value) => value * factor));
        else for (let i = 0; i < fit.length; i++) expect(Math.abs(scaled[i] - factor * fit[i])).toBeLessThanOrEqual(1e-280);
      }),
    );
  });
});
