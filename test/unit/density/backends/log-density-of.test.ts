import { describe, expect, it, vi } from "vitest";
import { defaultBackend, logDensityOf, portable, wasm } from "../../../../src/density/backends/index.js";
import { grouped, irregular } from "./programs.js";

/** Σ log Normal(y; α[group] + β x, e^logSigma), without its constant, from its definition. */
function densityByHand(rows: number, position: Float64Array): number {
  const { sizes, columns } = grouped.data(rows);
  const [beta, logSigma] = position.subarray(sizes.groups);
  let total = 0;
  for (let row = 0; row < rows; row++) {
    const z = (columns.y[row] - position[columns.group[row]] - beta * columns.x[row]) / Math.exp(logSigma);
    total += -0.5 * z * z - logSigma;
  }
  return total;
}

describe.each([wasm, portable])("the log density of a program on the $name backend", (backend) => {
  const { sizes, columns } = grouped.data(31);
  const bound = backend.load(grouped.program, []).bind(sizes, columns);
  const density = logDensityOf(bound);

  it("has the value of the formula, and the gradient of its finite differences", () => {
    const position = irregular(density.dimension, 6);
    const gradient = new Float64Array(density.dimension);
    expect(density.dimension).toBe(12);
    expect(density.evaluateInto(gradient, position)).toBeCloseTo(densityByHand(31, position), 10);
    for (let i = 0; i < position.length; i++) {
      const at = (step: number) =>
        densityByHand(
          31,
          position.map((value, j) => (i === j ? value + step : value)),
        );
      expect(gradient[i]).toBeCloseTo((at(1e-5) - at(-1e-5)) / 2e-5, 6);
    }
  });

  it("takes the program's own arrays without copying", () => {
    const position = irregular(density.dimension, 8);
    const gradient = new Float64Array(density.dimension);
    const value = density.evaluateInto(gradient, position);
    bound.position.set(position);
    expect(density.evaluateInto(bound.gradient, bound.position)).toBe(value);
    expect([...bound.gradient]).toEqual([...gradient]);
  });

  it("follows when other data are bound", () => {
    const other = backend.load(grouped.program, []).bind(sizes, columns);
    const following = logDensityOf(other);
    const { sizes: more, columns: longer } = grouped.data(30_000);
    other.rebind(more, longer);
    expect(following.dimension).toBe(10_002);
    const position = irregular(10_002, 3);
    const gradient = new Float64Array(10_002);
    const value = following.evaluateInto(gradient, position);
    expect(value).toBeCloseTo(densityByHand(30_000, position), 5);
    expect(gradient.some((slope) => slope !== 0)).toBe(true);
  });

  it("names the term that is −∞ or NaN", () => {
    const position = irregular(density.dimension, 6);
    expect(density.explain(position)).toBeUndefined();
    expect(density.termsAt(position)).toEqual([
      { name: "y ~ normal", value: density.evaluateInto(new Float64Array(12), position) },
    ]);
    position[11] = -800;
    expect(density.explain(position)).toBe("the term y ~ normal is −∞");
    position[11] = Number.NaN;
    expect(density.explain(position)).toBe("the term y ~ normal is NaN");
    expect(() => density.explain(new Float64Array(3))).toThrow(
      "termsAt: position must have 12 coordinates, got Float64Array of length 3",
    );
  });
});

describe("the default backend", () => {
  it("is WebAssembly where that runs, as it does here", () => {
    expect(defaultBackend().name).toBe("wasm");
    expect(portable.available()).toBe(true);
  });

  it.each([
    ["missing", undefined],
    [
      "forbidden by policy",
      {
        Module: () => {
          throw new Error("refused to compile");
        },
      },
    ],
  ])("is the portable one where WebAssembly is %s", async (_, webAssembly) => {
    vi.resetModules();
    vi.stubGlobal("WebAssembly", webAssembly);
    try {
      const { defaultBackend: choose } = await import("../../../../src/density/backends/index.js");
      expect(choose().name).toBe("portable");
    } finally {
      vi.unstubAllGlobals();
    }
  });
});
