// Problems and minima: test-problems.ts. Logistic regression: logistic-regression.json, made by logistic-regression.R.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { exp, log1p } from "../../../src/numeric/elementary.js";
import { boundedLbfgsMinimum, lbfgsMinimum, nelderMeadMinimum, newtonMinimum } from "../../../src/numeric/optimizers/index.js";
import { testProblems } from "./test-problems.js";

/** The largest coordinate error relative to max(1, |coordinate|), against the nearest of the known minima. */
function distance(found: Float64Array, minima: readonly (readonly number[])[]): number {
  return Math.min(...minima.map((m) => Math.max(...m.map((x, i) => Math.abs(found[i] - x) / Math.max(1, Math.abs(x))))));
}

for (const problem of testProblems) {
  describe(`the problem of ${problem.name}`, () => {
    const outcomes = {
      lbfgsMinimum: () => lbfgsMinimum(problem.evaluate, problem.start),
      boundedLbfgsMinimum: () => boundedLbfgsMinimum(problem.evaluate, problem.start),
      newtonMinimum: () => newtonMinimum(problem.withHessian, problem.start),
      nelderMeadMinimum: () => nelderMeadMinimum(problem.plain, problem.start),
    };
    for (const [name, run] of Object.entries(outcomes)) {
      it(`is solved by ${name} to ${problem.positionTolerance}`, () => {
        const found = run();
        expect(found.converged, found.reason).toBe(true);
        expect(distance(found.minimizer, problem.minima)).toBeLessThanOrEqual(problem.positionTolerance);
        expect(found.minimum).toBeLessThanOrEqual(1e-9);
        expect(found.minimum).toBe(problem.plain(found.minimizer));
      });
    }
  });
}

interface LogisticFixture {
  provenance: string;
  x: number[][];
  y: number[];
  coefficients: number[];
  deviance: number;
}
const fixture: LogisticFixture = JSON.parse(readFileSync(new URL("./logistic-regression.json", import.meta.url), "utf8"));

describe(`a logistic regression against ${fixture.provenance}`, () => {
  const { x, y } = fixture;
  const p = x[0].length;
  const value = (beta: Float64Array, gradient?: Float64Array, hessian?: Float64Array): number => {
    gradient?.fill(0);
    hessian?.fill(0);
    let total = 0;
    x.forEach((row, n) => {
      const eta = row.reduce((sum, xj, j) => sum + xj * beta[j], 0);
      const mu = 1 / (1 + exp(-eta));
      total += Math.max(eta, 0) + log1p(exp(-Math.abs(eta))) - y[n] * eta;
      for (let i = 0; i < p; i++) {
        if (gradient !== undefined) gradient[i] += (mu - y[n]) * row[i];
        if (hessian !== undefined) for (let j = 0; j < p; j++) hessian[i * p + j] += mu * (1 - mu) * row[i] * row[j];
      }
    });
    return total;
  };
  const start = new Float64Array(p);
  const runs = {
    lbfgsMinimum: () => lbfgsMinimum((gradient, beta) => value(beta, gradient), start),
    newtonMinimum: () => newtonMinimum((gradient, hessian, beta) => value(beta, gradient, hessian), start),
  };
  for (const [name, run] of Object.entries(runs)) {
    it(`gives glm's coefficients to 1e-8 and deviance to 1e-12 relative, by ${name}`, () => {
      const { minimizer, minimum, converged } = run();
      expect(converged).toBe(true);
      for (let j = 0; j < p; j++) expect(Math.abs(minimizer[j] - fixture.coefficients[j])).toBeLessThanOrEqual(1e-8);
      expect(Math.abs((2 * minimum) / fixture.deviance - 1)).toBeLessThanOrEqual(1e-12);
    });
  }
  it("gives glm's coefficients to 1e-6 by nelderMeadMinimum, which sees values only", () => {
    const { minimizer, converged } = nelderMeadMinimum((beta) => value(beta), start);
    expect(converged).toBe(true);
    for (let j = 0; j < p; j++) expect(Math.abs(minimizer[j] - fixture.coefficients[j])).toBeLessThanOrEqual(1e-6);
  });
});
