// Values: see the provenance line of sparse.json (R's Matrix package, CHOLMOD).
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { SparseCholesky, sparseSymmetric } from "../../../src/linear-algebra/index.js";

interface Fixture {
  provenance: string;
  size: number;
  rows: number[];
  columns: number[];
  values: number[];
  b: number[];
  solution: number[];
  logDeterminant: number;
}
const fixture: Fixture = JSON.parse(readFileSync(new URL("./sparse.json", import.meta.url), "utf8"));

describe(`the sparse Cholesky factorization against ${fixture.provenance}`, () => {
  it("solves crossed random effects to 1e-13, with the determinant to 1e-13 relative", () => {
    const matrix = sparseSymmetric(fixture.size, fixture);
    const factor = new SparseCholesky(matrix);
    expect(factor.factor(matrix.values)).toBe(-1);
    const x = new Float64Array(fixture.size);
    factor.solveInto(x, Float64Array.from(fixture.b));
    for (let i = 0; i < fixture.size; i++) expect(Math.abs(x[i] - fixture.solution[i])).toBeLessThanOrEqual(1e-13);
    expect(Math.abs(factor.logDeterminant() / fixture.logDeterminant - 1)).toBeLessThanOrEqual(1e-13);
  });
});
