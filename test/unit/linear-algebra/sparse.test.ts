import { describe, expect, it } from "vitest";
import { InvalidArgument } from "../../../src/errors.js";
import { minimumDegreeOrder, SparseCholesky, type SparseSymmetric, sparseSymmetric } from "../../../src/linear-algebra/index.js";

/** A matrix whose first row and column are full: eliminating them first fills everything. */
function arrow(n: number): SparseSymmetric {
  const indices = Array.from({ length: n }, (_, i) => i);
  return sparseSymmetric(n, {
    rows: [...indices, ...indices.slice(1)],
    columns: [...indices, ...indices.slice(1).map(() => 0)],
    values: [...indices.map(() => n), ...indices.slice(1).map(() => 1)],
  });
}

/** The five-point Laplacian on a side × side grid, plus the identity. */
function grid(side: number): SparseSymmetric {
  const entries: [number, number, number][] = [];
  for (let i = 0; i < side; i++)
    for (let j = 0; j < side; j++) {
      const at = i * side + j;
      entries.push([at, at, 5]);
      if (j > 0) entries.push([at, at - 1, -1]);
      if (i > 0) entries.push([at, at - side, -1]);
    }
  const [rows, columns, values] = [0, 1, 2].map((k) => entries.map((entry) => entry[k]));
  return sparseSymmetric(side * side, { rows, columns, values });
}

describe("sparseSymmetric", () => {
  it("sorts columns, folds both triangles into one and adds repeated entries", () => {
    const { columnStarts, rows, values } = sparseSymmetric(3, {
      rows: [2, 0, 0, 1, 2],
      columns: [2, 2, 0, 1, 0],
      values: [9, 1, 4, 5, 2],
    });
    expect([...columnStarts]).toEqual([0, 2, 3, 4]);
    expect([...rows]).toEqual([0, 2, 1, 2]);
    expect([...values]).toEqual([4, 3, 5, 9]);
  });

  it("refuses indices outside and arrays that do not match", () => {
    expect(() => sparseSymmetric(2, { rows: [2], columns: [0], values: [1] })).toThrow(
      "sparseSymmetric: entries.rows[0] must be a whole number in [0, 2), got 2",
    );
    expect(() => sparseSymmetric(2, { rows: [0], columns: [0, 1], values: [1] })).toThrow(InvalidArgument);
  });
});

describe("SparseCholesky", () => {
  it("eliminates the hub of an arrow last, without fill", () => {
    const matrix = arrow(50);
    expect(new SparseCholesky(matrix).fill).toBe(49);
    expect(new SparseCholesky(matrix, { order: Array.from({ length: 50 }, (_, i) => i) }).fill).toBe((50 * 49) / 2);
    const order = [...minimumDegreeOrder(matrix)];
    expect(order.indexOf(0)).toBeGreaterThanOrEqual(48);
  });

  it("solves a small arrow and knows its determinant", () => {
    const matrix = sparseSymmetric(3, { rows: [0, 1, 2, 1, 2], columns: [0, 1, 2, 0, 0], values: [4, 1, 1, 1, 1] });
    const factor = new SparseCholesky(matrix);
    expect(factor.factor(matrix.values)).toBe(-1);
    const x = Float64Array.of(4 * 1 + 2 + 3, 1 + 2, 1 + 3);
    factor.solveInto(x, x);
    for (let i = 0; i < 3; i++) expect(x[i]).toBeCloseTo(i + 1, 14);
    expect(factor.logDeterminant()).toBeCloseTo(Math.log(2), 15);
  });

  it("fills a grid far less than the order of its rows does", () => {
    const matrix = grid(30);
    const natural = new SparseCholesky(matrix, { order: Array.from({ length: 900 }, (_, i) => i) });
    const chosen = new SparseCholesky(matrix);
    // Row by row every column fills its band of 30.
    expect(natural.fill).toBeGreaterThan(24_000);
    expect(chosen.fill).toBeLessThan(0.5 * natural.fill);
  });

  it("names the row that is not positive, and refuses orders that are none", () => {
    const matrix = arrow(3);
    const values = matrix.values.slice();
    values[matrix.columnStarts[2]] = -1;
    expect(new SparseCholesky(matrix).factor(values)).toBe(2);
    expect(() => new SparseCholesky(matrix, { order: [0, 1, 1] })).toThrow(
      "SparseCholesky: options.order must be a permutation of 0 … 2",
    );
    expect(() => new SparseCholesky(matrix, { order: [0, 1] })).toThrow(InvalidArgument);
  });

  it("factors the empty matrix", () => {
    const empty = sparseSymmetric(0, { rows: [], columns: [], values: [] });
    const factor = new SparseCholesky(empty);
    expect(factor.factor(empty.values)).toBe(-1);
    expect(factor.logDeterminant()).toBe(0);
  });
});
