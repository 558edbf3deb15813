/** Solutions of ordinary differential equations that are not stiff, with exact gradients. */
import { InvalidArgument } from "../../../errors.js";
import type { Axis } from "../../axis.js";
import { applyOperator, type Expression, type Operand, toExpression } from "../../expression.js";
import { axisName } from "../shape.js";
import type { FallibleOperator } from "../validity.js";
import { solutionAdjoint } from "./adjoint.js";
import { type LoadedStep, loadedStep, type SolutionSettings } from "./loaded-step.js";
import { recordWidth, solve } from "./solve.js";
import { type RightHandSide, stepProgram } from "./step-program.js";

/** An initial value problem. */
export interface InitialValueProblem {
  /** d state / d time, of nothing but its arguments. It is written down once, and compiled with its derivatives. */
  readonly rightHandSide: RightHandSide;
  /** The state at the start: single numbers, or an array whose length is known. */
  readonly initial: readonly Operand[] | Expression;
  /** When that is (default 0). */
  readonly initialTime?: Operand;
  /** A column of times, not decreasing, none before the start. */
  readonly times: Expression;
  /** What the right-hand side gets as parameters: single numbers, or an array whose length is known. */
  readonly parameters: readonly Operand[] | Expression;
}

export interface SolutionOptions {
  /** The error allowed in a step, relative to the state's size (default 1e-6). */
  readonly relativeTolerance?: number;
  /** And what is added to that (default 1e-6). */
  readonly absoluteTolerance?: number;
  /** Steps, accepted or not, after which the solution is given up (default 10,000). */
  readonly maximumSteps?: number;
}

/**
 * The states at the times, by the Runge–Kutta pair of Dormand and Prince. Inputs: initial state, parameters, start, times; outputs: one array for each
 * state, then the validity, which is −∞ where the solution does not get to the last time; all outputs are then the initial state, with gradient 0. The
 * adjoint is exact for the solution as computed, the widths of its steps held fixed. Work: the record of the steps; their number; room.
 *
 * Source: hairer1993solving, sections II.4 to II.6.
 */
export const ordinaryDifferentialEquationOperator: FallibleOperator<SolutionSettings> = {
  name: "ordinary-differential-equation",
  validity: -1,
  forward({ inputs, outputs, work }, settings) {
    const { states } = settings;
    const step = loadedStep(settings);
    readInputs(step, inputs, settings);
    const count = solve(
      step,
      outputs,
      work[0],
      inputs[inputs.length - 2] as Float64Array,
      inputs[inputs.length - 1] as Float64Array,
      settings,
    );
    work[1][0] = count;
    outputs[states][0] = count < 0 ? Number.NEGATIVE_INFINITY : 0;
    if (count >= 0) return;
    readInputs(step, inputs, settings);
    for (let i = 0; i < states; i++) outputs[i].fill(step.inputs[i]);
  },
  backward({ inputs, work, inputAdjoints, outputAdjoints }, settings) {
    const count = work[1][0];
    if (count < 0) return;
    const step = loadedStep(settings);
    const { solution } = step;
    readInputs(step, inputs, settings);
    solution.steps = work[0];
    solution.count = count;
    solution.times = inputs[inputs.length - 1] as Float64Array;
    solution.outputAdjoints = outputAdjoints;
    step.inputs[step.places.time] = inputs[inputs.length - 2][0];
    solutionAdjoint(step, work[2], settings);
    addSlopes(inputAdjoints, work[2], settings);
  },
};

/**
 * The solution of an initial value problem at given times: one array over the times for each state. Not for stiff equations. Where it does not get to the
 * last time, `validities` gives the −∞ that belongs into the log density. The times and the start are data: no derivative with respect to them.
 *
 * @throws InvalidArgument if arrays have no known length, the right-hand side gives another number of derivatives or uses anything but its arguments, or an
 * option is not positive.
 *
 * Source: hairer1993solving, sections II.4 to II.6.
 */
export function ordinaryDifferentialEquation(problem: InitialValueProblem, options: SolutionOptions = {}): Expression[] {
  const { rightHandSide, times } = problem;
  const settings = settingsOf(
    rightHandSide,
    countOf("initial", problem.initial),
    countOf("parameters", problem.parameters),
    problem,
    options,
  );
  const { states, parameters, maximumSteps } = settings;
  if (times.axis === null) throw new InvalidArgument(caller, "times", "be an array", "one number");
  const start = toExpression(problem.initialTime ?? 0);
  if (start.axis !== null) throw new InvalidArgument(caller, "initialTime", "be one number", axisName(start));
  const record: Axis = { name: "record of the steps", length: maximumSteps * recordWidth(states) };
  const outputs = applyOperator({
    operator: ordinaryDifferentialEquationOperator,
    inputs: [...listOf(problem.initial), ...listOf(problem.parameters), start, times],
    outputs: [...Array.from({ length: states }, () => times.axis), null],
    work: [record, null, { name: "slopes of the solution", length: 3 * states + parameters }],
    settings,
  });
  return outputs.slice(0, states);
}

const caller = "ordinaryDifferentialEquation";

function settingsOf(
  rightHandSide: RightHandSide,
  states: number,
  parameters: number,
  { initial, parameters: given }: InitialValueProblem,
  { relativeTolerance = 1e-6, absoluteTolerance = 1e-6, maximumSteps = 10_000 }: SolutionOptions,
): SolutionSettings {
  for (const [name, value] of Object.entries({ relativeTolerance, absoluteTolerance, maximumSteps }))
    if (!(value > 0 && value < Number.POSITIVE_INFINITY)) throw new InvalidArgument(caller, name, "be positive", value);
  if (!Number.isInteger(maximumSteps)) throw new InvalidArgument(caller, "maximumSteps", "be a whole number", maximumSteps);
  if (states === 0) throw new InvalidArgument(caller, "initial", "hold at least one state", "none");
  const tolerances = { relative: relativeTolerance, absolute: absoluteTolerance };
  return {
    states,
    parameters,
    separateInitial: Array.isArray(initial),
    separateParameters: Array.isArray(given),
    maximumSteps,
    tolerances,
    step: stepProgram(caller, rightHandSide, states, parameters, tolerances),
  };
}

/** How many numbers there are. */
function countOf(argument: string, numbers: readonly Operand[] | Expression): number {
  if (Array.isArray(numbers)) return numbers.length;
  const { axis } = numbers as Expression;
  if (axis?.length === undefined)
    throw new InvalidArgument(caller, argument, "be a list, or an array of known length", axisName(numbers as Expression));
  return axis.length;
}

const listOf = (numbers: readonly Operand[] | Expression): Expression[] =>
  Array.isArray(numbers) ? (numbers as readonly Operand[]).map(toExpression) : [numbers as Expression];

/** Writes initial state and parameters to where the step reads them. */
function readInputs(
  { inputs: to, places }: LoadedStep,
  inputs: readonly (Float64Array | Int32Array)[],
  settings: SolutionSettings,
): void {
  const { states, parameters, separateInitial, separateParameters } = settings;
  for (let i = 0; i < states; i++) to[i] = separateInitial ? inputs[i][0] : inputs[0][i];
  const first = separateInitial ? states : 1;
  for (let p = 0; p < parameters; p++) to[places.parameters + p] = separateParameters ? inputs[first + p][0] : inputs[first][p];
}

function addSlopes(adjoints: readonly (Float64Array | null)[], slopes: Float64Array, settings: SolutionSettings): void {
  const { states, parameters, separateInitial, separateParameters } = settings;
  for (let i = 0; i < states; i++) {
    const adjoint = adjoints[separateInitial ? i : 0];
    if (adjoint !== null) adjoint[separateInitial ? 0 : i] += slopes[i];
  }
  const first = separateInitial ? states : 1;
  for (let p = 0; p < parameters; p++) {
    const adjoint = adjoints[separateParameters ? first + p : first];
    if (adjoint !== null) adjoint[separateParameters ? 0 : p] += slopes[states + p];
  }
}
