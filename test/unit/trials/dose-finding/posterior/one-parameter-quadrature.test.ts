import { test } from "@fast-check/vitest";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gaussLegendre, normalCdf } from "../../../../../src/numeric/index.js";
import { crmModel } from "../../../../../src/trials/dose-finding/crm/crm-models.js";
import { quadrature, type ToxicityCounts, type ToxicityModel } from "../../../../../src/trials/index.js";

const skeleton = [0.05, 0.12, 0.25, 0.4, 0.55];
const power = (priorDeviation: number) => crmModel({ model: "power", skeleton, intercept: 3, priorDeviation });
const logistic = (priorDeviation: number) => crmModel({ model: "logistic", skeleton, intercept: 3, priorDeviation });

function countsOf(
  patients: readonly number[],
  toxicities: readonly number[],
  partial: readonly (readonly [dose: number, weight: number])[] = [],
): ToxicityCounts {
  return {
    patients,
    toxicities,
    partial: partial.length,
    partialDose: partial.map(([dose]) => dose),
    partialWeight: partial.map(([, weight]) => weight),
  };
}

/** The same posterior by brute force: Gauss–Legendre on 4000 panels over ± so many prior standard deviations, with logarithms. */
function bruteForce(model: ToxicityModel, counts: ToxicityCounts, range: number) {
  const deviation = Math.sqrt(model.covariance[0]);
  const { nodes, weights } = gaussLegendre(10);
  const points: { beta: number; log: number; weight: number }[] = [];
  const half = (range * deviation) / 4000;
  for (let panel = 0; panel < 4000; panel++) {
    nodes.forEach((node, i) => {
      const beta = -range * deviation + (2 * panel + 1 + node) * half;
      let log = (-beta * beta) / (2 * deviation * deviation);
      for (let dose = 0; dose < model.doses; dose++) {
        const p = model.toxicity(dose, beta, 0);
        const y = counts.toxicities[dose];
        const safe = counts.patients[dose] - y;
        if (y > 0) log += y * Math.log(p);
        if (safe > 0) log += safe * Math.log1p(-p);
      }
      for (let k = 0; k < counts.partial; k++)
        log += Math.log1p(-counts.partialWeight[k] * model.toxicity(counts.partialDose[k], beta, 0));
      points.push({ beta, log, weight: weights[i] });
    });
  }
  const top = points.reduce((most, { log }) => Math.max(most, log), Number.NEGATIVE_INFINITY);
  const sum = (f: (beta: number) => number) =>
    points.reduce((total, { beta, log, weight }) => total + weight * Math.exp(log - top) * f(beta), 0);
  const constant = sum(() => 1);
  const mean = sum((beta) => beta) / constant;
  return {
    mean,
    variance: sum((beta) => (beta - mean) ** 2) / constant,
    toxicity: (dose: number) => sum((beta) => model.toxicity(dose, beta, 0)) / constant,
  };
}

function expectBruteForce(model: ToxicityModel, counts: ToxicityCounts, tolerance = 1e-10, range = 12): void {
  const posterior = quadrature().of(model);
  posterior.update(counts);
  const expected = bruteForce(model, counts, range);
  const scale = Math.sqrt(expected.variance);
  expect(Math.abs(posterior.parameterMean(0) - expected.mean) / scale).toBeLessThan(tolerance);
  expect(Math.abs(posterior.parameterVariance(0) / expected.variance - 1)).toBeLessThan(10 * tolerance);
  for (const dose of [0, 2, 4]) expect(Math.abs(posterior.mean(dose) - expected.toxicity(dose))).toBeLessThan(tolerance);
}

describe("quadrature with one parameter", () => {
  it("has the prior without data, interval limits and quantiles included", () => {
    for (const model of [power(1.2), logistic(0.7)]) {
      const posterior = quadrature().of(model);
      posterior.update(countsOf([0, 0, 0, 0, 0], [0, 0, 0, 0, 0]));
      const deviation = Math.sqrt(model.covariance[0]);
      expect(posterior.parameterMean(0)).toBeCloseTo(0, 13);
      expect(posterior.parameterVariance(0)).toBeCloseTo(deviation ** 2, 12);
      for (const limit of [0.01, 0.1, 0.25, 0.33, 0.6, 0.9]) {
        // p is at most the limit when β is at least its β.
        const beta = model.firstAt(1, limit, 0);
        expect(posterior.probabilityBelow(1, limit)).toBeCloseTo(normalCdf(-beta / deviation), 10);
      }
      for (const probability of [0.01, 0.25, 0.5, 0.75, 0.975]) {
        const p = posterior.quantile(3, probability);
        expect(posterior.probabilityBelow(3, p)).toBeCloseTo(probability, 10);
      }
      expect(posterior.quantile(2, 0.5)).toBeCloseTo(skeleton[2], 10);
      expect(posterior.probabilityBelow(2, 0)).toBe(0);
      expect(posterior.probabilityBelow(2, 1)).toBe(1);
    }
  });

  const data = fc
    .array(fc.tuple(fc.nat({ max: 12 }), fc.double({ min: 0, max: 1, noNaN: true })), { minLength: 5, maxLength: 5 })
    .map((doses) => ({ patients: doses.map(([n]) => n), toxicities: doses.map(([n, part]) => Math.round(n * part)) }));
  const partial = fc.array(fc.tuple(fc.nat({ max: 4 }), fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 5 });
  const models = fc.tuple(fc.constantFrom(power, logistic), fc.double({ min: 0.2, max: 2.5, noNaN: true }));

  test.prop([models, data, partial], { numRuns: 25 })(
    "agrees with brute force on any data",
    ([model, deviation], { patients, toxicities }, followed) => {
      expectBruteForce(model(deviation), countsOf(patients, toxicities, followed));
    },
  );

  it("agrees where products of probabilities underflow, and where many powers are needed", () => {
    expectBruteForce(power(1.157), countsOf([400, 0, 300, 0, 500], [380, 0, 20, 0, 30]), 1e-8);
    expectBruteForce(power(1.157), countsOf([65, 130, 64, 0, 0], [3, 12, 16, 0, 0]));
    expectBruteForce(logistic(1.157), countsOf([0, 0, 200, 200, 0], [0, 0, 50, 75, 0]));
  });

  it("widens its range where the data pull far away from a narrow prior", () => {
    expectBruteForce(power(0.1), countsOf([60, 0, 0, 0, 0], [60, 0, 0, 0, 0]), 1e-10, 30);
    expectBruteForce(power(3), countsOf([0, 0, 0, 0, 30], [0, 0, 0, 0, 0]));
  });

  test.prop([data, data])("answers by the last update alone", (first, second) => {
    const model = power(1.157);
    const fresh = quadrature().of(model);
    const used = quadrature().of(model);
    used.update(countsOf(first.patients, first.toxicities, [[1, 0.5]]));
    used.quantile(1, 0.3);
    const counts = countsOf(second.patients, second.toxicities);
    used.update(counts);
    fresh.update(counts);
    const quantile = used.quantile(2, 0.3);
    expect([used.parameterMean(0), used.mean(3), used.probabilityBelow(1, 0.2), quantile]).toEqual([
      fresh.parameterMean(0),
      fresh.mean(3),
      fresh.probabilityBelow(1, 0.2),
      fresh.quantile(2, 0.3),
    ]);
  });

  it("uses a given number of nodes, and refuses one out of range", () => {
    const counts = countsOf([3, 3, 0, 0, 0], [0, 1, 0, 0, 0]);
    const coarse = quadrature({ nodes: 41 }).of(power(1.157));
    const fine = quadrature().of(power(1.157));
    coarse.update(counts);
    fine.update(counts);
    expect(coarse.parameterMean(0)).not.toBe(fine.parameterMean(0));
    expect(coarse.parameterMean(0)).toBeCloseTo(fine.parameterMean(0), 5);
    expect(() => quadrature({ nodes: 3 })).toThrow("quadrature: nodes must be an integer from 11 to 1001, got 3");
    expect(() => quadrature().of({ ...power(1), mean: [0, 0, 0] })).toThrow("quadrature: model must have one or two parameters");
  });
});
