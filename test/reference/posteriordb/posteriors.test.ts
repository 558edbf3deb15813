/**
 * The 20 public posteriors against the reference: means agree within 4 combined Monte Carlo standard errors, at three seeds.
 *
 * Reference: see data/README.md. GLMM_Poisson has no reference: its centered and non-centered forms judge each other.
 */
import { describe, expect, it } from "vitest";
import { mcseMean } from "../../../src/draws/index.js";
import { readPosterior, referenceError } from "./data/read-posterior.js";
import { glmmPoisson, posteriors } from "./models.js";

const SEEDS = [1, 2, 3];
const statistic = mcseMean;

const deviations = (chains: readonly Float64Array[], mean: number, error: number): number => {
  const count = chains.length * chains[0].length;
  const own = chains.reduce((total, chain) => total + chain.reduce((sum, x) => sum + x, 0), 0) / count;
  const ownError = statistic.compute(chains);
  return Math.abs(own - mean) / Math.sqrt(ownError * ownError + error * error);
};

describe.each(Object.keys(posteriors).filter((name) => name !== "GLMM_Poisson_data-GLMM_Poisson_model"))("%s", (name) => {
  const { model, data, referenceName } = posteriors[name];
  const { data: file, reference } = readPosterior(name);
  const { data: rows, others } = data(file);

  it.each(SEEDS)("has the reference's means (seed %i)", async (seed) => {
    const fit = await model.with(rows, others).sample({ seed });
    expect(fit.ending).toBe("finished");
    const compared = fit.draws.variables.flatMap((variable) => {
      const expected = reference[referenceName(variable) ?? ""];
      if (expected === undefined) return [];
      return [{ variable, deviations: deviations(fit.draws.of(variable), expected.mean, referenceError(expected)) }];
    });
    expect(compared.length).toBeGreaterThan(1);
    expect(compared.filter(({ deviations }) => !(deviations < 4))).toEqual([]);
  });
});

describe("GLMM_Poisson_data-GLMM_Poisson_model", () => {
  it("has one posterior in both forms", async () => {
    const { data: file } = readPosterior("GLMM_Poisson_data-GLMM_Poisson_model");
    const [centered, nonCentered] = await Promise.all(
      [true, false].map((form) => {
        const { model, data } = glmmPoisson(form);
        return model.with(data(file).data).sample({ seed: 1, iterations: 4000 });
      }),
    );
    for (const variable of centered.draws.variables) {
      const chains = nonCentered.draws.of(variable);
      const count = chains.length * chains[0].length;
      const mean = chains.reduce((total, chain) => total + chain.reduce((sum, x) => sum + x, 0), 0) / count;
      expect(deviations(centered.draws.of(variable), mean, statistic.compute(chains)), variable).toBeLessThan(4);
    }
  });
});
