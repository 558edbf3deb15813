import { describe, expect, it } from "vitest";
import { standardExponential, standardNormal } from "../../../../src/random/index.js";

/** A source that gives the listed numbers, and complains if more are asked for. */
function listed(...numbers: number[]) {
  let next = 0;
  return {
    uniform(): number {
      if (next === numbers.length) throw new Error("more numbers than expected");
      return numbers[next++];
    },
  };
}

/** Layers of equal area under a falling curve, from the base of tail start r and the layers' area: each right end in turn, 0 at last. */
function edgesOf(start: number, area: number, curve: (x: number) => number, inverse: (y: number) => number): number[] {
  const edges = [area / curve(start), start];
  while (edges.length < 256) edges.push(inverse(curve(edges[edges.length - 1]) + area / edges[edges.length - 1]));
  return [...edges, 0];
}

const normalEdges = edgesOf(
  3.6541528853610088,
  0.004928673233974655,
  (x) => Math.exp((-x * x) / 2),
  (y) => Math.sqrt(-2 * Math.log(y)),
);
const exponentialEdges = edgesOf(
  7.69711747013105,
  0.003949659822581557,
  (x) => Math.exp(-x),
  (y) => -Math.log(y),
);

/** Where in (0, 1) a second number must lie for the point at x of a layer to be under the curve. */
const threshold = (curve: (x: number) => number, edges: number[], layer: number, x: number) =>
  (curve(x) - curve(edges[layer])) / (curve(edges[layer + 1]) - curve(edges[layer]));

describe("standardNormal", () => {
  const bell = (x: number) => Math.exp((-x * x) / 2);
  // Layer 200, right side, at the left end: 0 to within a lattice step.
  const plain = 200 / 256;

  it("has layers that end at 0 with the height 1", () => {
    const last = normalEdges[255];
    expect(bell(last) + 0.004928673233974655 / last).toBeCloseTo(1, 12);
  });

  it("takes a point of a layer's core with one number, on either side", () => {
    for (const layer of [0, 1, 100, 254]) {
      const core = (0.9 * normalEdges[layer + 1]) / normalEdges[layer];
      expect(standardNormal(listed((2 * layer + core) / 512))).toBeCloseTo(core * normalEdges[layer], 11);
      expect(standardNormal(listed((2 * layer + 1 + core) / 512))).toBeCloseTo(-core * normalEdges[layer], 11);
    }
  });

  it("keeps a point of every layer's edge just when it is under the curve", () => {
    for (let layer = 1; layer < 256; layer++) {
      for (const share of [0.1, 0.5, 0.9]) {
        const x = normalEdges[layer + 1] + share * (normalEdges[layer] - normalEdges[layer + 1]);
        const u = (2 * layer + 1 + x / normalEdges[layer]) / 512;
        const limit = threshold(bell, normalEdges, layer, x);
        expect(standardNormal(listed(u, limit - 1e-6))).toBeCloseTo(-x, 9);
        expect(standardNormal(listed(u, limit + 1e-6, plain))).toBeCloseTo(0, 9);
      }
    }
  });

  it("draws the tail from the base's edge: an exponential excess x with rate r, kept with probability exp(-x^2 / 2)", () => {
    const u = 0.999 / 512;
    const r = 3.6541528853610088;
    const excess = 0.4;
    const first = Math.exp(-r * excess);
    const limit = Math.exp((-excess * excess) / 2);
    expect(standardNormal(listed(u, first, limit - 1e-9))).toBeCloseTo(r + excess, 10);
    expect(standardNormal(listed(u + 1 / 512, first, limit - 1e-9))).toBeCloseTo(-r - excess, 10);
    expect(standardNormal(listed(u, first, limit + 1e-9, Math.exp(-r * 0.1), 0.5))).toBeCloseTo(r + 0.1, 10);
  });
});

describe("standardExponential", () => {
  const fall = (x: number) => Math.exp(-x);

  it("has layers that end at 0 with the height 1", () => {
    const last = exponentialEdges[255];
    expect(fall(last) + 0.003949659822581557 / last).toBeCloseTo(1, 12);
  });

  it("takes a point of a layer's core with one number", () => {
    for (const layer of [0, 1, 100, 254]) {
      const core = (0.9 * exponentialEdges[layer + 1]) / exponentialEdges[layer];
      expect(standardExponential(listed((layer + core) / 256))).toBeCloseTo(core * exponentialEdges[layer], 11);
    }
  });

  it("keeps a point of every layer's edge just when it is under the curve", () => {
    for (let layer = 1; layer < 256; layer++) {
      for (const share of [0.1, 0.5, 0.9]) {
        const x = exponentialEdges[layer + 1] + share * (exponentialEdges[layer] - exponentialEdges[layer + 1]);
        const u = (layer + x / exponentialEdges[layer]) / 256;
        const limit = threshold(fall, exponentialEdges, layer, x);
        expect(standardExponential(listed(u, limit - 1e-6))).toBeCloseTo(x, 9);
        expect(standardExponential(listed(u, limit + 1e-6, 200 / 256))).toBeCloseTo(0, 9);
      }
    }
  });

  it("draws the tail as the start of the tail and another exponential variate", () => {
    const place = 0.5;
    const again = (100 + place) / 256;
    expect(standardExponential(listed(0.999 / 256, again))).toBeCloseTo(7.69711747013105 + place * exponentialEdges[100], 10);
  });
});
