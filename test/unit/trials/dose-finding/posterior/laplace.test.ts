/** Laplace's approximation against quadrature: near with many patients, off by what is said here with few. */
import { describe, expect, it } from "vitest";
import { laplace } from "../../../../../src/trials/dose-finding/posterior/laplace.js";
import { quadrature } from "../../../../../src/trials/dose-finding/posterior/quadrature.js";
import type { PosteriorMethod, ToxicityModel } from "../../../../../src/trials/dose-finding/posterior/toxicity-model.js";
import type { TwoParameterPosterior } from "../../../../../src/trials/dose-finding/posterior/two-parameter-quadrature.js";
import { twoParameterLogistic } from "../../../../../src/trials/dose-finding/two-parameter-logistic.js";

const logistic = twoParameterLogistic([10, 35, 65, 90], 90, { mean: [-0.708, -0.389], covariance: [1.44, 0.3, 0.3, 0.81] });
const guesses = [0.05, 0.15, 0.3, 0.5];
const power: ToxicityModel = {
  doses: 4,
  mean: [0],
  covariance: [1.34],
  increasing: false,
  toxicity: (dose, first) => Math.exp(Math.exp(first) * Math.log(guesses[dose])),
  firstAt: (dose, toxicity) => Math.log(Math.log(toxicity) / Math.log(guesses[dose])),
};

function posteriorOf(method: PosteriorMethod, model: ToxicityModel, patients: readonly number[], toxicities: readonly number[]) {
  const posterior = method.of(model) as TwoParameterPosterior;
  posterior.update({ patients, toxicities, partial: 0, partialDose: [], partialWeight: [] });
  return posterior;
}

/** The largest difference of Pr(p < 0.33) and of means between the two methods. */
function largestDifference(model: ToxicityModel, patients: readonly number[], toxicities: readonly number[]): number {
  const approximate = posteriorOf(laplace(), model, patients, toxicities);
  const exact = posteriorOf(quadrature(), model, patients, toxicities);
  let largest = 0;
  for (let dose = 0; dose < model.doses; dose++) {
    largest = Math.max(
      largest,
      Math.abs(approximate.probabilityBelow(dose, 0.33) - exact.probabilityBelow(dose, 0.33)),
      Math.abs(approximate.mean(dose) - exact.mean(dose)),
    );
  }
  return largest;
}

describe("laplace", () => {
  it.each([
    ["two parameters", logistic, 0.01, 0.06],
    ["one parameter", power, 0.002, 0.008],
  ] as const)("with %s and 9 patients is off by an amount that is known", (_, model, least, most) => {
    const difference = largestDifference(model, [3, 3, 3, 0], [0, 0, 1, 0]);
    expect(difference).toBeGreaterThan(least);
    expect(difference).toBeLessThan(most);
  });

  it.each([
    ["two parameters", logistic],
    ["one parameter", power],
  ] as const)("with %s and 3000 patients is off by less than 0.003", (_, model) => {
    expect(largestDifference(model, [750, 750, 750, 750], [38, 110, 220, 370])).toBeLessThan(0.003);
  });

  it("is exact when there are no data: the prior is normal", () => {
    expect(largestDifference(logistic, [0, 0, 0, 0], [0, 0, 0, 0])).toBeLessThan(1e-8);
    expect(largestDifference(power, [0, 0, 0, 0], [0, 0, 0, 0])).toBeLessThan(1e-8);
    const prior = posteriorOf(laplace(), logistic, [0, 0, 0, 0], [0, 0, 0, 0]);
    expect(prior.parameterMean(0)).toBeCloseTo(-0.708, 8);
    expect(prior.parameterMean(1)).toBeCloseTo(-0.389, 8);
    expect(prior.parameterVariance(0)).toBeCloseTo(1.44, 7);
    expect(prior.parameterVariance(1)).toBeCloseTo(0.81, 7);
  });

  it("has its mean where the posterior density is greatest", () => {
    const patients = [3, 6, 3, 0];
    const toxicities = [0, 1, 2, 0];
    const posterior = posteriorOf(laplace(), logistic, patients, toxicities);
    const density = (first: number, second: number) => {
      const determinant = 1.44 * 0.81 - 0.09;
      const [u, v] = [first + 0.708, second + 0.389];
      let sum = -0.5 * ((0.81 * u * u - 0.6 * u * v + 1.44 * v * v) / determinant);
      for (let dose = 0; dose < 4; dose++) {
        const p = logistic.toxicity(dose, first, second);
        sum += toxicities[dose] * Math.log(p) + (patients[dose] - toxicities[dose]) * Math.log(1 - p);
      }
      return sum;
    };
    const [a, b] = [posterior.parameterMean(0), posterior.parameterMean(1)];
    for (const [da, db] of [
      [0.01, 0],
      [-0.01, 0],
      [0, 0.01],
      [0, -0.01],
      [0.007, 0.007],
      [-0.007, 0.007],
    ])
      expect(density(a + da, b + db)).toBeLessThan(density(a, b));
  });

  it("inverts its distribution function, and has means and variances of it", () => {
    for (const model of [logistic, power]) {
      const posterior = posteriorOf(laplace(), model, [3, 3, 3, 0], [0, 0, 1, 0]);
      for (const probability of [0.025, 0.5, 0.9])
        expect(posterior.probabilityBelow(2, posterior.quantile(2, probability))).toBeCloseTo(probability, 9);
      // E p = ∫ Pr(p > c) dc and E p² = ∫ 2c Pr(p > c) dc, by the midpoint rule.
      const steps = 2000;
      let mean = 0;
      let second = 0;
      for (let i = 0; i < steps; i++) {
        const c = (i + 0.5) / steps;
        const above = 1 - posterior.probabilityBelow(2, c);
        mean += above / steps;
        second += (2 * c * above) / steps;
      }
      expect(Math.abs(posterior.mean(2) - mean)).toBeLessThan(1e-6);
      expect(Math.abs(posterior.variance(2) - (second - mean * mean))).toBeLessThan(1e-6);
    }
  });

  it("counts patients under assessment by their weight", () => {
    const posterior = laplace().of(logistic);
    posterior.update({
      patients: [3, 0, 0, 0],
      toxicities: [0, 0, 0, 0],
      partial: 2,
      partialDose: [1, 1],
      partialWeight: [1, 0],
    });
    const asComplete = posteriorOf(laplace(), logistic, [3, 1, 0, 0], [0, 0, 0, 0]);
    expect(posterior.probabilityBelow(1, 0.33)).toBeCloseTo(asComplete.probabilityBelow(1, 0.33), 8);
  });

  it("refuses a model of three parameters and an unknown option", () => {
    expect(() => laplace().of({ ...logistic, mean: [0, 0, 0] })).toThrow("laplace: model must have one or two parameters, got 3");
    expect(() => laplace({ nodes: 3 } as never)).toThrow(/^laplace: nodes must/);
  });
});
