/**
 * Solutions of the Lotka–Volterra equations and their slopes in 40 digits and more. Provenance: computed here by mathjs 15.2 (BigNumber) with Taylor
 * series of order 30 in steps of 1/8, and differences of width 10⁻²⁰.
 */
import { describe, it } from "vitest";
import { column, type OperatorCall, positionArray } from "../../../../src/density/expression.js";
import { ordinaryDifferentialEquation } from "../../../../src/density/operators/index.js";
import type { SolutionSettings } from "../../../../src/density/operators/ordinary-differential-equation/loaded-step.js";
import { ordinaryDifferentialEquationOperator } from "../../../../src/density/operators/ordinary-differential-equation/ordinary-differential-equation.js";
import { type Big, big, expectPrecise, range, total, zero } from "./high-precision.js";

const [order, stepsPerUnit] = [30, 8];

/** One Taylor step of u′ = (α − β v) u, v′ = (δ u − γ) v: the coefficients of products are convolutions. */
function taylorStep(u0: Big, v0: Big, [alpha, beta, gamma, delta]: readonly Big[]): [Big, Big] {
  const [u, v] = [[u0], [v0]];
  for (const k of range(order)) {
    const product = total(range(k + 1).map((i) => u[i].times(v[k - i])));
    u.push(
      alpha
        .times(u[k])
        .minus(beta.times(product))
        .dividedBy(k + 1),
    );
    v.push(
      delta
        .times(product)
        .minus(gamma.times(v[k]))
        .dividedBy(k + 1),
    );
  }
  const sum = (coefficients: readonly Big[]) =>
    coefficients.reduceRight((value, coefficient) => value.dividedBy(stepsPerUnit).plus(coefficient), zero);
  return [sum(u), sum(v)];
}

describe("the Lotka–Volterra equations in many digits", () => {
  it.each([
    [1e-6, 2e-5],
    [1e-10, 2e-9],
  ])("are solved with tolerance %d to %d, and so are the slopes", (tolerance, allowed) => {
    const times = 3;
    const names = ["u", "v", "alpha", "beta", "gamma", "delta"].map((name) => positionArray(name, null));
    const [solution] = ordinaryDifferentialEquation(
      {
        rightHandSide: (_, [u, v], [alpha, beta, gamma, delta]) => [
          alpha.minus(beta.times(v)).times(u),
          delta.times(u).minus(gamma).times(v),
        ],
        initial: names.slice(0, 2),
        parameters: names.slice(2),
        times: column("times", { name: "times", length: times }),
      },
      { relativeTolerance: tolerance, absoluteTolerance: tolerance },
    );
    const { settings, work } = solution.about.call as OperatorCall;
    const exact = (inputs: readonly (readonly Big[])[]) => {
      let state: [Big, Big] = [inputs[0][0], inputs[1][0]];
      const parameters = inputs.slice(2, 6).map(([value]) => value);
      const states = range(times).map(() => {
        for (let step = 0; step < stepsPerUnit; step++) state = taylorStep(...state, parameters);
        return state;
      });
      return [states.map(([u]) => u), states.map(([, v]) => v), [big(0)]];
    };
    expectPrecise({
      operator: ordinaryDifferentialEquationOperator,
      settings: settings as SolutionSettings,
      inputs: [[33.9], [5.9], [0.55], [0.028], [0.8], [0.024], [0], [1, 2, 3]],
      outputs: [times, times, 1],
      work: work.map((axis) => axis?.length ?? 1),
      exact,
      tolerance: allowed,
      data: [6, 7],
    });
  });
});
