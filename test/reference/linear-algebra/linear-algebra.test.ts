// Values: see the provenance line of linear-algebra.json (R's LAPACK and LINPACK).
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { determinant, singularValues, solveGeneral, symmetricEigen } from "../../../src/linear-algebra/decompositions/index.js";
import {
  choleskyInto,
  choleskyInverseInto,
  choleskyLogDeterminant,
  inverseQuadraticForm,
  leastSquares,
  solveCholeskyInto,
  solveSymmetricInto,
  symmetricFactorInto,
} from "../../../src/linear-algebra/index.js";

type Numbers = (number | null)[];
const fixture: { provenance: string; [name: string]: number | string | Numbers } = JSON.parse(
  readFileSync(new URL("./linear-algebra.json", import.meta.url), "utf8"),
);
const array = (name: string): Float64Array => Float64Array.from(fixture[name] as Numbers, (value) => value ?? Number.NaN);
const scalar = (name: string): number => fixture[name] as number;
const n = scalar("n");

/** The largest difference relative to the largest expected entry. */
function relativeDifference(found: ArrayLike<number>, expected: Float64Array): number {
  let size = 0;
  let worst = 0;
  expected.forEach((value, i) => {
    size = Math.max(size, Math.abs(value));
    worst = Math.max(worst, Math.abs(found[i] - value));
  });
  expect(found.length).toBe(expected.length);
  return worst / size;
}

describe(`linear algebra against ${fixture.provenance}`, () => {
  it("has chol's factor, determinant, inverse and solutions to 1e-13", () => {
    const factor = new Float64Array(n * n);
    expect(choleskyInto(factor, array("a"), n)).toBe(-1);
    expect(relativeDifference(factor, array("factor"))).toBeLessThanOrEqual(1e-14);
    expect(Math.abs(choleskyLogDeterminant(factor, n) / scalar("logDeterminant") - 1)).toBeLessThanOrEqual(1e-14);
    const x = array("b");
    solveCholeskyInto(x, factor, x, n);
    expect(relativeDifference(x, array("solution"))).toBeLessThanOrEqual(1e-13);
    const form = inverseQuadraticForm(factor, array("b"), n, new Float64Array(n));
    expect(Math.abs(form / scalar("mahalanobis") - 1)).toBeLessThanOrEqual(1e-13);
    choleskyInverseInto(factor, factor, n);
    expect(relativeDifference(factor, array("inverse"))).toBeLessThanOrEqual(1e-13);
  });

  it("has the Hilbert matrix's log determinant to 1e-9, its condition number being 1.5e7", () => {
    const hilbert = Float64Array.from({ length: 36 }, (_, at) => 1 / (Math.floor(at / 6) + (at % 6) + 1));
    expect(choleskyInto(hilbert, hilbert, 6)).toBe(-1);
    expect(Math.abs(choleskyLogDeterminant(hilbert, 6) - scalar("hilbertLogDeterminant"))).toBeLessThanOrEqual(1e-9);
    // The determinant is 1 / 186313420339200000.
    expect(Math.abs(choleskyLogDeterminant(hilbert, 6) + Math.log(186313420339200000))).toBeLessThanOrEqual(1e-9);
  });

  it("solves an indefinite symmetric system to 1e-13, and finds its eigenvalues", () => {
    const factor = new Float64Array(n * n);
    const pivots = new Int32Array(n);
    expect(symmetricFactorInto(factor, pivots, array("symmetric"), n)).toBe(-1);
    const x = array("b");
    solveSymmetricInto(x, factor, pivots, x, n);
    expect(relativeDifference(x, array("symmetricSolution"))).toBeLessThanOrEqual(1e-13);
    expect(relativeDifference(symmetricEigen(array("symmetric"), n).values, array("eigenvalues"))).toBeLessThanOrEqual(1e-13);
  });

  it("has svd's singular values, det and solve of a general matrix to 1e-12", () => {
    expect(relativeDifference(singularValues(array("x"), n, n).values, array("singularValues"))).toBeLessThanOrEqual(1e-13);
    expect(Math.abs(determinant(array("x"), n) / scalar("determinant") - 1)).toBeLessThanOrEqual(1e-12);
    expect(
      relativeDifference(solveGeneral(array("x"), array("b"), n) as Float64Array, array("generalSolution")),
    ).toBeLessThanOrEqual(1e-12);
  });

  it("fits Longley's ill-conditioned data as lm.fit does, to 1e-9 relative", () => {
    const { coefficients, residualSumOfSquares, rank } = leastSquares(array("design"), array("response"), 7);
    const expected = array("coefficients");
    expect(rank).toBe(7);
    for (let j = 0; j < 7; j++) expect(Math.abs(coefficients[j] / expected[j] - 1)).toBeLessThanOrEqual(1e-9);
    expect(Math.abs(residualSumOfSquares / scalar("rss") - 1)).toBeLessThanOrEqual(1e-9);
  });

  it("leaves out the column that lm.fit leaves out", () => {
    const { coefficients, rank } = leastSquares(array("aliased"), array("response"), 5);
    const expected = array("aliasedCoefficients");
    expect(rank).toBe(4);
    for (let j = 0; j < 5; j++) {
      if (Number.isNaN(expected[j])) expect(coefficients[j]).toBeNaN();
      else expect(Math.abs(coefficients[j] / expected[j] - 1)).toBeLessThanOrEqual(1e-10);
    }
  });
});
