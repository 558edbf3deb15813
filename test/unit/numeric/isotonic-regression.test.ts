import { describe, expect, it } from "vitest";
import { isotonicRegression, isotonicRegressionInto } from "../../../src/numeric/isotonic-regression.js";

describe("isotonicRegression", () => {
  it("leaves a non-decreasing sequence as it is", () => {
    expect([...isotonicRegression([0.1, 0.1, 0.3, 0.7])]).toEqual([0.1, 0.1, 0.3, 0.7]);
    expect([...isotonicRegression([])]).toEqual([]);
    expect([...isotonicRegression([5])]).toEqual([5]);
  });

  it("pools violators into their weighted mean", () => {
    expect([...isotonicRegression([1, 3, 2, 4])]).toEqual([1, 2.5, 2.5, 4]);
    expect([...isotonicRegression([3, 1], [3, 1])]).toEqual([2.5, 2.5]);
    expect([...isotonicRegression([4, 3, 2, 1])]).toEqual([2.5, 2.5, 2.5, 2.5]);
    expect([...isotonicRegression([1, 2, 3, 0])]).toEqual([1, 5 / 3, 5 / 3, 5 / 3]);
  });

  it("may overwrite its own input, and touches nothing beyond count", () => {
    const values = Float64Array.of(2, 1, 9, 0);
    isotonicRegressionInto(values, values, Float64Array.of(1, 1, 1, 1), 2);
    expect([...values]).toEqual([1.5, 1.5, 9, 0]);
  });

  it("grows its workspace for long inputs and stays correct", () => {
    const n = 5000;
    const fit = isotonicRegression(Float64Array.from({ length: n }, (_, i) => -i));
    expect(fit.every((value) => value === -(n - 1) / 2)).toBe(true);
    expect([...isotonicRegression([2, 1])]).toEqual([1.5, 1.5]);
  });

  it("refuses values that are not finite and weights that are not positive", () => {
    expect(() => isotonicRegression([1, Number.NaN])).toThrow("isotonicRegression: values[1] must be finite, got NaN");
    expect(() => isotonicRegression([1, 2], [1, 0])).toThrow("isotonicRegression: weights[1] must be positive and finite, got 0");
    expect(() => isotonicRegression([1, 2], [1])).toThrow("weights must be as many as the values (2)");
  });
});
