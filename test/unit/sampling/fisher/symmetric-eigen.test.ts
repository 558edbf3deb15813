import { describe, expect, it } from "vitest";
import { rngFromSeed, standardNormal } from "../../../../src/random/index.js";
import { symmetricEigenInto } from "../../../../src/sampling/fisher/symmetric-eigen.js";

describe("symmetricEigenInto", () => {
  it.each([1, 2, 3, 5, 20, 60])("decomposes random matrices of %i rows", (n) => {
    const rng = rngFromSeed(n);
    const matrix = new Float64Array(n * n);
    for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) matrix[i * n + j] = matrix[j * n + i] = standardNormal(rng);
    const vectors = matrix.slice();
    const values = new Float64Array(n);
    expect(symmetricEigenInto(values, vectors, new Float64Array(n), n)).toBe(true);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        let product = 0;
        let inner = 0;
        for (let k = 0; k < n; k++) {
          product += values[k] * vectors[k * n + i] * vectors[k * n + j];
          inner += vectors[i * n + k] * vectors[j * n + k];
        }
        expect(Math.abs(product - matrix[i * n + j])).toBeLessThan(1e-12);
        expect(Math.abs(inner - (i === j ? 1 : 0))).toBeLessThan(1e-13);
      }
    }
  });

  it("knows the eigenvalues 2 − 2 cos(kπ/(n+1)) of the second difference", () => {
    const n = 12;
    const matrix = Float64Array.from({ length: n * n }, (_, at) => [2, -1][Math.abs(Math.floor(at / n) - (at % n))] ?? 0);
    const values = new Float64Array(n);
    symmetricEigenInto(values, matrix, new Float64Array(n), n);
    values.sort().forEach((value, k) => {
      expect(value).toBeCloseTo(2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)), 13);
    });
  });

  it("reports entries that are not finite", () => {
    const matrix = Float64Array.of(1, 0, 0, 0, Number.NaN, 0, 0, 0, 1);
    expect(symmetricEigenInto(new Float64Array(3), matrix, new Float64Array(3), 3)).toBe(false);
  });
});
