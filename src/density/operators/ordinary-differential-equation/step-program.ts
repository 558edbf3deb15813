/** One step of a Runge–Kutta pair as a program: compiled with its exact adjoint from the right-hand side as it is written. */
import { InvalidArgument } from "../../../errors.js";
import { compile } from "../../compile/index.js";
import { binary, type Expression, type Operand, positionArray, toExpression, unary } from "../../expression.js";
import type { Program } from "../../program.js";
import { dormandPrince } from "./dormand-prince.js";

/** d state / d time: one expression for each component, of nothing but the time, the state and the parameters. */
export type RightHandSide = (
  time: Expression<"scalar">,
  state: readonly Expression<"scalar">[],
  parameters: readonly Expression<"scalar">[],
) => readonly Operand[];

/** How the program is asked: its inputs lie in the position, D states and P parameters. */
export interface StepProgram {
  readonly program: Program;
  /** The numbers of the arrays with the state after the step, its derivative there, and the term of fourth order between. */
  readonly state: readonly number[];
  readonly derivative: readonly number[];
  readonly bump: readonly number[];
  /** The array with the largest error over its tolerance. */
  readonly error: number;
  /** The array with the factor from this width to the next. */
  readonly factor: number;
}

/** Where the inputs of a step lie: the state before, its derivative, the parameters, time, width; then the weights of state, derivative and bump after. */
export const stepPlaces = (states: number, parameters: number) => ({
  derivative: states,
  parameters: 2 * states,
  time: 2 * states + parameters,
  width: 2 * states + parameters + 1,
  weights: 2 * states + parameters + 2,
  length: 5 * states + parameters + 2,
});

export interface StepTolerances {
  readonly relative: number;
  readonly absolute: number;
}

/**
 * The program of one step. Entry `outputs` makes the step; entry `density`, whose value is Σ weight × result, gives the adjoint of the step in the gradient.
 *
 * @throws InvalidArgument if the right-hand side gives another number of derivatives, or uses anything but its arguments.
 *
 * Source: hairer1993solving, section II.4 and II.6.
 */
export function stepProgram(
  caller: string,
  rightHandSide: RightHandSide,
  states: number,
  parameters: number,
  tolerances: StepTolerances,
): StepProgram {
  const places = stepPlaces(states, parameters);
  const inputs = positionArray("inputs of the step", { name: "inputs of the step", length: places.length });
  const from = (start: number, count = states) => Array.from({ length: count }, (_, i) => inputs.at(start + i));
  const theta = from(places.parameters, parameters);
  const derivatives = (time: Expression, state: readonly Expression[]) => {
    const slopes = rightHandSide(time as Expression<"scalar">, state as readonly Expression<"scalar">[], theta).map(toExpression);
    if (slopes.length !== states)
      throw new InvalidArgument(caller, "rightHandSide", `give ${states} derivatives, one for each state`, slopes.length);
    return slopes;
  };
  const step = dormandPrince(derivatives, inputs.at(places.time), inputs.at(places.width), from(0), from(places.derivative));
  requireOwnInputs(caller, step.derivative, inputs);
  const results = [...step.state, ...step.derivative, ...step.bump];
  const value = results.map((result, i) => result.times(inputs.at(places.weights + i))).reduce((sum, term) => sum.plus(term));
  const error = largestError(step.error, from(0), step.state, tolerances);
  const named = (name: string, list: readonly Expression[]) =>
    list.map((expression, i) => ({ name: `${name} ${i}`, expression }));
  const compiled = compile({
    positions: [inputs],
    terms: [{ name: "weighted results", expression: value }],
    outputs: [
      ...named("state", step.state),
      ...named("derivative", step.derivative),
      ...named("bump", step.bump),
      { name: "error", expression: error },
      { name: "factor", expression: nextFactor(error) },
    ],
  });
  const arraysOf = (name: string) => step.state.map((_, i) => compiled.outputs.get(`${name} ${i}`) as number);
  return {
    program: compiled.program,
    state: arraysOf("state"),
    derivative: arraysOf("derivative"),
    bump: arraysOf("bump"),
    error: compiled.outputs.get("error") as number,
    factor: compiled.outputs.get("factor") as number,
  };
}

/** 0.9 error^(−1/5), at most 10. */
const nextFactor = (error: Expression): Expression =>
  binary("minimum", binary("maximum", error, 1e-6).log().times(-0.2).exp().times(0.9), 10);

/** max |error| / (absolute + relative × max(|before|, |after|)). */
function largestError(
  errors: readonly Expression[],
  before: readonly Expression[],
  after: readonly Expression[],
  { relative, absolute }: StepTolerances,
): Expression {
  return errors
    .map((error, i) => {
      const size = binary("maximum", unary("absolute", before[i]), unary("absolute", after[i]));
      return unary("absolute", error).dividedBy(size.times(relative).plus(absolute));
    })
    .reduce((most, error) => binary("maximum", most, error));
}

/** A right-hand side that sees data or other parameters would not be found again on another thread. */
function requireOwnInputs(caller: string, expressions: readonly Expression[], inputs: Expression): void {
  const seen = new Set<Expression>([inputs]);
  const waiting = [...expressions];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.inputs.length === 0 && node.operation !== "constant")
      throw new InvalidArgument(
        caller,
        "rightHandSide",
        "use nothing but its arguments; hand data and parameters in as `parameters`",
        node.about.name ?? node.operation,
      );
    if (node.axis !== null)
      throw new InvalidArgument(caller, "rightHandSide", "be made of single numbers", `an array over ${node.axis.name}`);
    waiting.push(...node.inputs);
  }
}
