import { describe, expect, it } from "vitest";
import { halfNormal, normal } from "../../../src/distributions/index.js";
import { drawsFromColumns, powerScalingSensitivity } from "../../../src/draws/index.js";
import { index, model, real } from "../../../src/models/index.js";
import { normalChains } from "../draws/samples.js";

const values = [3.1, 4.4, 5.2, 3.8, 4.6, 4.1];
const withPrior = (sd: number) =>
  model(({ data, parameter, observe }) => {
    const { y } = data({ y: real });
    observe(y, normal({ mean: parameter("mean", normal({ mean: 0, sd })), sd: 1.2 }));
  }).with({ y: values });

describe("the prior sensitivity of a fit", () => {
  it("finds a prior that is in conflict with the data, and none that is wide", async () => {
    const [strong, wide] = await Promise.all([1, 100].map((sd) => withPrior(sd).sample({ seed: 1 })));
    const [row] = strong.priorSensitivity().rows;
    expect(row.variable).toBe("mean");
    expect(row.prior).toBeGreaterThan(0.1);
    expect(row.diagnosis).toContain("conflict");
    const [calm] = wide.priorSensitivity().rows;
    expect(calm.prior).toBeLessThan(0.01);
    expect(calm.likelihood).toBeGreaterThan(0.05);
    expect(calm.diagnosis).toBe("");
    expect(strong.priorSensitivity({ threshold: 10 }).rows[0].diagnosis).toBe("");
  });

  it("takes for priors those of numbers and data, on the parameters' own scales", async () => {
    for (const centered of [true, false]) {
      const groups = model(({ data, parameter, observe, assume }) => {
        const { y, group } = data({ y: real, group: index });
        const spread = parameter("spread", halfNormal({ sd: 2 }));
        const effect = parameter("effect", normal({ mean: 0, sd: spread }), { over: group, centered });
        assume(effect.sum(), normal({ mean: 0, sd: 3 }));
        observe(y, normal({ mean: effect.at(group), sd: 1 }));
      }).with({ y: values, group: ["a", "a", "b", "b", "c", "c"] });
      const fit = await groups.sample({ seed: 1, iterations: 50 });
      const recorder = groups.priorRecorder();
      const recorded = new Float64Array(1);
      const position = Float64Array.from(fit.positions.variables, (name) => fit.positions.of(name)[0][7]);
      recorder.writeInto(recorded, position, 0);
      const at = (name: string) => fit.draws.of(name)[0][7];
      const sum = at("effect[a]") + at("effect[b]") + at("effect[c]");
      const logNormal = (x: number, sd: number) => -0.5 * (x / sd) ** 2 - Math.log(sd * Math.sqrt(2 * Math.PI));
      expect(recorded[0]).toBeCloseTo(Math.log(2) + logNormal(at("spread"), 2) + logNormal(sum, 3), 10);
    }
  });
});

describe("powerScalingSensitivity", () => {
  const mu = normalChains("mu", 2, 100);
  const draws = drawsFromColumns({ mu, fixed: mu.map((chain) => chain.map(() => 1)) });
  const component = mu.map((chain) => chain.map((x) => -0.5 * x * x));
  const constant = mu.map((chain) => chain.map(() => -2));

  it("has none of what is constant, nor for a constant prior", () => {
    const { rows, khat } = powerScalingSensitivity(draws, { logPrior: constant, logLikelihood: component });
    expect(rows.map(({ prior }) => prior)).toEqual([Number.NaN, Number.NaN]);
    expect(rows[0].likelihood).toBeGreaterThan(0);
    expect(rows[1].likelihood).toBeNaN();
    expect(khat.prior).toBeNaN();
  });

  it("does not change when a variable is moved, scaled or mirrored", () => {
    const other = drawsFromColumns({ mu, moved: mu.map((chain) => chain.map((x) => 5 - 4 * x)) });
    const [first, second] = powerScalingSensitivity(other, { logPrior: component, logLikelihood: mu }).rows;
    expect(second.prior).toBeCloseTo(first.prior, 10);
    expect(second.likelihood).toBeCloseTo(first.likelihood, 10);
  });

  it("refuses components that do not fit or are not finite", () => {
    const broken = [mu[0], mu[1].map(() => Number.NEGATIVE_INFINITY)];
    expect(() => powerScalingSensitivity(draws, { logPrior: [mu[0]], logLikelihood: mu })).toThrow(
      "logPrior must hold 200 numbers",
    );
    expect(() => powerScalingSensitivity(draws, { logPrior: mu, logLikelihood: broken })).toThrow("logLikelihood must be finite");
    expect(() => powerScalingSensitivity(draws, { logPrior: mu, logLikelihood: mu }, { threshold: 0 })).toThrow(
      "threshold must be positive",
    );
  });
});
