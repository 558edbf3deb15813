import { describe, expect, it } from "vitest";
import { InvalidArgument } from "../../../src/errors.js";
import {
  determinant,
  pseudoInverse,
  singularValues,
  solveGeneral,
  symmetricEigen,
} from "../../../src/linear-algebra/decompositions/index.js";

describe("decompositions", () => {
  it("know a 2 × 2 symmetric matrix by heart", () => {
    const { values, vectors } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2);
    expect(values[0]).toBeCloseTo(1, 15);
    expect(values[1]).toBeCloseTo(3, 15);
    // The largest entry of each vector is positive, the first where both are as large.
    expect(Math.abs(vectors[1])).toBeCloseTo(Math.SQRT1_2, 15);
    expect(vectors[3]).toBeCloseTo(Math.SQRT1_2, 15);
  });

  it("solve systems, or say that they are singular", () => {
    const x = solveGeneral(Float64Array.of(0, 2, 1, 0), Float64Array.of(4, 3), 2);
    expect([...(x as Float64Array)]).toEqual([3, 2]);
    expect(solveGeneral(Float64Array.of(1, 2, 2, 4), Float64Array.of(1, 1), 2)).toBeUndefined();
    expect(determinant(Float64Array.of(0, 2, 1, 0), 2)).toBe(-2);
  });

  it("invert a row into a column", () => {
    expect([...pseudoInverse(Float64Array.of(3, 4), 1, 2)].map((v) => v * 25)).toEqual([
      expect.closeTo(3, 13),
      expect.closeTo(4, 13),
    ]);
    expect(singularValues(Float64Array.of(3, 4), 1, 2).values[0]).toBeCloseTo(5, 14);
    expect([...pseudoInverse(new Float64Array(4), 2, 2)]).toEqual([0, 0, 0, 0]);
  });

  it("refuse matrices of the wrong length or with missing entries", () => {
    expect(() => symmetricEigen(new Float64Array(3), 2)).toThrow(
      "symmetricEigen: matrix must have 2 × 2 entries, at least one, got Float64Array of length 3",
    );
    expect(() => singularValues(Float64Array.of(1, Number.NaN), 1, 2)).toThrow(
      "singularValues: matrix[1] must be finite, got NaN",
    );
    expect(() => solveGeneral(new Float64Array(4), new Float64Array(3), 2)).toThrow(InvalidArgument);
  });
});
