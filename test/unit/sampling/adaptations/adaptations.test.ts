import { describe, expect, it } from "vitest";
import { samplerCatalogue } from "../../../../src/sampling/catalogue.js";
import { type Adaptation, sampleLogDensity, varianceWindows } from "../../../../src/sampling/index.js";
import { independentNormals } from "../targets.js";

const adaptations: readonly Adaptation[] = [
  ...Object.values(samplerCatalogue.adaptations).map((make) => make({} as never)),
  varianceWindows({ metric: "dense" }),
];
const target = independentNormals([0.05, 1, 20]);

describe.each(adaptations.map((adaptation) => [`${adaptation.name} ${JSON.stringify(adaptation.options)}`, adaptation] as const))(
  "%s",
  (_, adaptation) => {
    it.each([0, 1, 2, 5, 19, 20, 37, 75, 100, 149, 150, 151, 400])("behaves with %i iterations of warmup", async (warmup) => {
      const { draws, ending, state } = await sampleLogDensity(target, {
        seed: warmup,
        adaptation,
        warmup,
        chains: 1,
        iterations: 50,
      });
      expect(ending).toBe("finished");
      expect(draws.iterationCount).toBe(50);
      expect(state.chains[0].stepSize).toBeGreaterThan(1e-6);
      expect(state.chains[0].stepSize).toBeLessThan(30);
      expect(state.chains[0].memory).toBe(null);
      expect(draws.of("x[2]")[0].every(Number.isFinite)).toBe(true);
    });

    it("learns the scales of the coordinates", async () => {
      const { state } = await sampleLogDensity(target, { seed: 3, adaptation, warmup: 1000, chains: 2, iterations: 0 });
      for (const { metric } of state.chains) {
        const scales = metric.kind === "dense" ? [0, 4, 8].map((at) => metric.factor[at]) : metric.scale;
        [0.05, 1, 20].forEach((sd, i) => {
          expect(scales[i] / sd).toBeGreaterThan(0.7);
          expect(scales[i] / sd).toBeLessThan(1.4);
        });
      }
    });
  },
);

describe("varianceWindows", () => {
  it.each([20, 60, 100, 149])("updates its metric in a warmup of %i iterations", async (warmup) => {
    const adaptation = varianceWindows();
    const { state } = await sampleLogDensity(target, { seed: 5, adaptation, warmup, chains: 1, iterations: 0 });
    const { metric } = state.chains[0];
    expect(metric.kind === "diagonal" && new Set(metric.scale).size).toBe(3);
  });
});
