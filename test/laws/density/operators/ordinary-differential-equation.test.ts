import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { column, type Expression, type OperatorCall, positionArray } from "../../../../src/density/expression.js";
import {
  type InitialValueProblem,
  ordinaryDifferentialEquation,
  type SolutionOptions,
  validities,
} from "../../../../src/density/operators/index.js";
import type { SolutionSettings } from "../../../../src/density/operators/ordinary-differential-equation/loaded-step.js";
import { ordinaryDifferentialEquationOperator } from "../../../../src/density/operators/ordinary-differential-equation/ordinary-differential-equation.js";
import { numbers, positives } from "./inputs.js";
import { backwardWithoutAdjoints, expectGradient, gradientOf, outputsOf } from "./operator-calls.js";

type Equation = InitialValueProblem["rightHandSide"];

const scalars = (name: string, count: number): Expression[] =>
  Array.from({ length: count }, (_, i) => positionArray(`${name}${i}`, null));

/** The call of a problem of that size at some times. */
function callOf(rightHandSide: Equation, states: number, parameters: number, times: number, options: SolutionOptions = {}) {
  const problem = {
    rightHandSide,
    initial: scalars("state", states),
    parameters: scalars("parameter", parameters),
    initialTime: positionArray("start", null),
    times: column("times", { name: "times", length: times }),
  };
  const solution = ordinaryDifferentialEquation(problem, options);
  const { settings, work } = solution[0].about.call as OperatorCall;
  return {
    operator: ordinaryDifferentialEquationOperator,
    outputs: [...solution.map(() => times), 1],
    work: work.map((axis) => axis?.length ?? 1),
    settings: settings as SolutionSettings,
  };
}
const single = (values: readonly number[] | Float64Array) => [...values].map((value) => [value]);

const decay: Equation = (_, [y], [rate]) => [y.times(rate).negated()];
const oscillator: Equation = (_, [x, v], [stiffness, friction]) => [v, x.times(stiffness).negated().minus(v.times(friction))];
const forced: Equation = (time, [y], [rate]) => [time.times(rate).minus(y)];
const predators: Equation = (_, [u, v], [a, b, c, d]) => [a.minus(b.times(v)).times(u), d.times(u).minus(c).times(v)];
const explosion: Equation = (_, [y]) => [y.squared()];

describe("the solution of an ordinary differential equation", () => {
  it("is the known one where there is one", () => {
    const times = [0, 0.1, 1, 2.5, 2.5, 7];
    const [y, [validity]] = outputsOf({ ...callOf(decay, 1, 1, 6), inputs: [[3], [0.7], [0], times] });
    expect(validity).toBe(0);
    for (const [i, t] of times.entries()) expect(Math.abs(y[i] - 3 * Math.exp(-0.7 * t))).toBeLessThanOrEqual(5e-6);
    const [x, v] = outputsOf({ ...callOf(oscillator, 2, 2, 6), inputs: [[1], [0], [4], [0], [0], times] });
    for (const [i, t] of times.entries()) {
      expect(Math.abs(x[i] - Math.cos(2 * t))).toBeLessThanOrEqual(2e-5);
      expect(Math.abs(v[i] + 2 * Math.sin(2 * t))).toBeLessThanOrEqual(4e-5);
    }
    const [z] = outputsOf({ ...callOf(forced, 1, 1, 6), inputs: [[0.5], [2], [-1], times] });
    // y = 2 (t − 1) + c e^−t, with y(−1) = ½.
    for (const [i, t] of times.entries())
      expect(Math.abs(z[i] - (2 * (t - 1) + 4.5 * Math.exp(-1 - t)))).toBeLessThanOrEqual(5e-6);
  });

  it("gets closer as the tolerances shrink, between steps as at their ends", () => {
    const times = Array.from({ length: 40 }, (_, i) => 0.25 * (i + 1));
    const worst = [1e-4, 1e-7, 1e-10].map((tolerance) => {
      const options = { relativeTolerance: tolerance, absoluteTolerance: tolerance };
      const [x] = outputsOf({ ...callOf(oscillator, 2, 2, 40, options), inputs: [[1], [0], [1], [0], [0], times] });
      return times.reduce((most, t, i) => Math.max(most, Math.abs(x[i] - Math.cos(t))), 0);
    });
    expect(worst[0]).toBeLessThan(1e-2);
    expect(worst[1]).toBeLessThan(1e-5);
    expect(worst[2]).toBeLessThan(1e-8);
  });

  it("has the adjoint that differences give, with respect to initial state and parameters", () => {
    const options = { relativeTolerance: 1e-11, absoluteTolerance: 1e-11 };
    const call = { ...callOf(predators, 2, 4, 4, options) };
    const cases = fc.record({
      initial: positives(2),
      parameters: positives(4, 1),
      weights: fc.tuple(numbers(4), numbers(4)),
      gaps: positives(4, 1),
    });
    fc.assert(
      fc.property(cases, ({ initial, parameters, weights, gaps }) => {
        const times = gaps.map((_, i) => gaps.slice(0, i).reduce((sum, gap) => sum + gap, 0));
        const one = { ...call, inputs: [...single(initial), ...single(parameters), [0], times] };
        const without = [6, 7];
        expectGradient(one, [...weights, [0]], { tolerance: 1e-6, step: 1e-3, without });
        backwardWithoutAdjoints(one, [...weights, [0]]);
      }),
      { numRuns: 20 },
    );
  });

  it("has the gradient that is known where there is one, at the usual tolerances", () => {
    const call = { ...callOf(decay, 1, 1, 2), inputs: [[3], [0.7], [0], [1, 4]] };
    const arrays = {
      inputs: call.inputs.map((input) => Float64Array.from(input)),
      outputs: call.outputs.map((length) => new Float64Array(length)),
      work: call.work.map((length) => new Float64Array(length)),
      inputAdjoints: call.inputs.map(({ length }) => new Float64Array(length)),
      outputAdjoints: [Float64Array.of(1, 10), new Float64Array(1)],
    };
    call.operator.forward(arrays, call.settings);
    call.operator.backward?.(arrays, call.settings);
    const [ofInitial, ofRate] = arrays.inputAdjoints;
    expect(Math.abs(ofInitial[0] - (Math.exp(-0.7) + 10 * Math.exp(-2.8)))).toBeLessThanOrEqual(1e-5);
    expect(Math.abs(ofRate[0] + 3 * Math.exp(-0.7) + 120 * Math.exp(-2.8))).toBeLessThanOrEqual(1e-4);
  });

  it("is given up where it does not get to the last time: finite outputs, no gradient", () => {
    const problems = [
      { call: callOf(explosion, 1, 0, 2), inputs: [[1], [0], [0.5, 2]] },
      { call: callOf(decay, 1, 1, 2, { maximumSteps: 3 }), inputs: [[1], [50], [0], [0.5, 2]] },
      { call: callOf(decay, 1, 1, 2), inputs: [[1], [Number.NaN], [0], [0.5, 2]] },
      { call: callOf(decay, 1, 1, 3), inputs: [[1], [1], [0], [1, 0.5, 2]] },
      { call: callOf(decay, 1, 1, 2), inputs: [[1], [1], [0], [-1, 2]] },
    ];
    for (const { call, inputs } of problems) {
      const [y, [validity]] = outputsOf({ ...call, inputs });
      expect(validity).toBe(Number.NEGATIVE_INFINITY);
      expect(y.every((value) => value === 1)).toBe(true);
    }
  });

  it("is rebuilt from settings that have been sent as text, with the same bits", () => {
    const call = { ...callOf(predators, 2, 4, 3), inputs: [...single([30, 6, 0.5, 0.03, 0.8, 0.03]), [0], [1, 2, 10]] };
    const settings = JSON.parse(JSON.stringify(call.settings)) as SolutionSettings;
    expect(outputsOf({ ...call, settings })).toEqual(outputsOf(call));
  });

  it("takes initial state and parameters as arrays too", () => {
    const [state, parameter] = [
      { name: "state", length: 2 },
      { name: "parameter", length: 4 },
    ];
    const [u] = ordinaryDifferentialEquation({
      rightHandSide: predators,
      initial: positionArray("initial", state),
      parameters: positionArray("parameters", parameter),
      times: column("times", { name: "times", length: 2 }),
    });
    const { settings, work } = u.about.call as OperatorCall;
    const call = {
      operator: ordinaryDifferentialEquationOperator,
      outputs: [2, 2, 1],
      work: work.map((axis) => axis?.length ?? 1),
      settings: settings as SolutionSettings,
    };
    const inputs = [[30, 6], [0.5, 0.03, 0.8, 0.03], [0], [1, 10]];
    const separate = { ...callOf(predators, 2, 4, 2), inputs: [...single(inputs[0]), ...single(inputs[1]), [0], [1, 10]] };
    expect(outputsOf({ ...call, inputs })).toEqual(outputsOf(separate));
    const weights = [[0.1, 0.2], [0.3, 0.4], [0]];
    const [ofInitial, ofParameters] = gradientOf({ ...call, inputs }, weights);
    expect([...ofInitial, ...ofParameters]).toEqual(
      gradientOf(separate, weights)
        .slice(0, 6)
        .map(([slope]) => slope),
    );
  });
});

describe("ordinaryDifferentialEquation", () => {
  const times = column("times", { name: "times", length: 2 });

  it("refuses right-hand sides that see more than their arguments, or give another number of derivatives", () => {
    const outside = positionArray("outside", null);
    expect(() =>
      ordinaryDifferentialEquation({ rightHandSide: (_, [y]) => [y.times(outside)], initial: [1], parameters: [], times }),
    ).toThrow('rightHandSide must use nothing but its arguments; hand data and parameters in as `parameters`, got "outside"');
    expect(() =>
      ordinaryDifferentialEquation({ rightHandSide: (_, [y]) => [y, y], initial: [1], parameters: [], times }),
    ).toThrow("rightHandSide must give 1 derivatives, one for each state, got 2");
  });

  it("refuses tolerances that are not positive", () => {
    const problem = { rightHandSide: decay, initial: [1], parameters: [1], times };
    expect(() => ordinaryDifferentialEquation(problem, { relativeTolerance: 0 })).toThrow(
      "relativeTolerance must be positive, got 0",
    );
    expect(() => ordinaryDifferentialEquation(problem, { maximumSteps: 1.5 })).toThrow(
      "maximumSteps must be a whole number, got 1.5",
    );
  });

  it("has one validity for all that is computed from it", () => {
    const [u, v] = ordinaryDifferentialEquation({ rightHandSide: oscillator, initial: [1, 0], parameters: [1, 0], times });
    const found = validities([u.sum(), u.times(v).sum()]);
    expect(found).toHaveLength(1);
    expect(found[0].axis).toBeNull();
    expect(found[0].about.component).toBe(2);
  });
});
