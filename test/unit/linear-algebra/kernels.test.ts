import { describe, expect, it } from "vitest";
import { InvalidArgument } from "../../../src/errors.js";
import {
  choleskyDowndateInto,
  choleskyInto,
  choleskyInverseInto,
  choleskyLogDeterminant,
  choleskyUpdateInto,
  crossProductInto,
  inverseQuadraticForm,
  ldlInto,
  leastSquares,
  matrixProductInto,
  matrixVectorInto,
  quadraticForm,
  solveCholeskyInto,
  solveLdlInto,
  symmetricRankUpdateInto,
  transposedMatrixVectorInto,
  weightedCrossProductInto,
} from "../../../src/linear-algebra/index.js";

/** 4, 12, −16; 12, 37, −43; −16, −43, 98 has the factor 2; 6, 1; −8, 5, 3. */
const A = Float64Array.of(4, 12, -16, 12, 37, -43, -16, -43, 98);
const L = [2, 0, 0, 6, 1, 0, -8, 5, 3];

describe("choleskyInto", () => {
  it("finds a factor of whole numbers exactly", () => {
    const factor = new Float64Array(9);
    expect(choleskyInto(factor, A, 3)).toBe(-1);
    expect([...factor]).toEqual(L);
    expect(choleskyLogDeterminant(factor, 3)).toBeCloseTo(Math.log(36), 14);
  });

  it("accepts the empty matrix and refuses the zero one", () => {
    expect(choleskyInto(new Float64Array(0), new Float64Array(0), 0)).toBe(-1);
    expect(choleskyInto(new Float64Array(1), new Float64Array(1), 1)).toBe(0);
  });

  it("solves, inverts and weighs with whole numbers", () => {
    const factor = Float64Array.from(L);
    const x = Float64Array.of(4 - 32, 12 - 86, -16 + 196);
    solveCholeskyInto(x, factor, x, 3);
    expect([...x]).toEqual([1, 0, 2]);
    const inverse = new Float64Array(9);
    choleskyInverseInto(inverse, factor, 3);
    const identity = new Float64Array(9);
    matrixProductInto(identity, A, inverse, 3, 3, 3);
    expect(identity[0]).toBeCloseTo(1, 12);
    expect(identity[1]).toBeCloseTo(0, 12);
    expect(quadraticForm(A, Float64Array.of(1, 0, 2), 3)).toBe(4 - 64 + 392);
    expect(inverseQuadraticForm(factor, Float64Array.of(2, 6, -8), 3, new Float64Array(3))).toBe(1);
  });

  it("follows a rank-one change and back", () => {
    const factor = Float64Array.of(3, 0, 0, 2);
    choleskyUpdateInto(factor, Float64Array.of(4, 0), 2, new Float64Array(2));
    expect([...factor]).toEqual([5, 0, 0, 2]);
    expect(choleskyDowndateInto(factor, Float64Array.of(4, 0), 2, new Float64Array(6))).toBe(true);
    expect(factor[0]).toBeCloseTo(3, 14);
    expect(choleskyDowndateInto(factor, Float64Array.of(0, 2), 2, new Float64Array(6))).toBe(false);
  });
});

describe("ldlInto", () => {
  it("factors and solves a quasi-definite system without square roots", () => {
    const matrix = Float64Array.of(2, 4, 4, -3);
    expect(ldlInto(matrix, matrix, 2)).toBe(-1);
    expect([matrix[0], matrix[2], matrix[3]]).toEqual([2, 2, -11]);
    const x = Float64Array.of(2 * 1 + 4 * 5, 4 * 1 - 3 * 5);
    solveLdlInto(x, matrix, x, 2);
    expect([...x]).toEqual([1, 5]);
  });
});

describe("products", () => {
  const M = Float64Array.of(1, 2, 3, 4, 5, 6);
  it("multiply small matrices of whole numbers", () => {
    const two = new Float64Array(2);
    matrixVectorInto(two, M, Float64Array.of(1, 0, -1), 2, 3);
    expect([...two]).toEqual([-2, -2]);
    const three = new Float64Array(3);
    transposedMatrixVectorInto(three, M, Float64Array.of(1, -1), 2, 3);
    expect([...three]).toEqual([-3, -3, -3]);
    const cross = new Float64Array(9);
    crossProductInto(cross, M, 2, 3);
    expect([...cross]).toEqual([17, 22, 27, 22, 29, 36, 27, 36, 45]);
    weightedCrossProductInto(cross, M, Float64Array.of(2, 0), 2, 3);
    expect([...cross]).toEqual([2, 4, 6, 4, 8, 12, 6, 12, 18]);
    const square = Float64Array.of(1, 0, 1, 1);
    symmetricRankUpdateInto(square, M, 2, 3, 10);
    expect([...square]).toEqual([141, 0, 321, 771]);
  });
});

describe("leastSquares", () => {
  it("fits a line through points on it", () => {
    const fit = leastSquares(Float64Array.of(1, 0, 1, 1, 1, 2, 1, 3), Float64Array.of(1, 3, 5, 7), 2);
    expect(fit.rank).toBe(2);
    expect(fit.coefficients[0]).toBeCloseTo(1, 14);
    expect(fit.coefficients[1]).toBeCloseTo(2, 14);
    expect(fit.residualSumOfSquares).toBeLessThanOrEqual(1e-28);
  });

  it("leaves a repeated column out, and all columns beyond the rows", () => {
    const fit = leastSquares(Float64Array.of(1, 1, 0, 1, 1, 1, 1, 1, 2), Float64Array.of(0, 1, 2), 3);
    expect(fit.rank).toBe(2);
    expect(fit.coefficients[1]).toBeNaN();
    expect(fit.coefficients[2]).toBeCloseTo(1, 14);
    const wide = leastSquares(Float64Array.of(1, 2, 3), Float64Array.of(4), 3);
    expect([...wide.coefficients]).toEqual([4, Number.NaN, Number.NaN]);
  });

  it("fits nothing with no columns", () => {
    const fit = leastSquares(new Float64Array(0), Float64Array.of(3, 4), 0);
    expect(fit).toMatchObject({ rank: 0, residualSumOfSquares: 25 });
    expect([...fit.fitted]).toEqual([0, 0]);
  });

  it("refuses sizes that do not match and missing values", () => {
    expect(() => leastSquares(new Float64Array(5), new Float64Array(2), 2)).toThrow(
      "leastSquares: matrix must have 2 rows of 2 entries, got Float64Array of length 5",
    );
    expect(() => leastSquares(Float64Array.of(1, 1), Float64Array.of(1, Number.NaN), 1)).toThrow(
      "leastSquares: y[1] must be finite, got NaN",
    );
    expect(() => leastSquares(new Float64Array(2), new Float64Array(2), 1.5)).toThrow(InvalidArgument);
  });
});
