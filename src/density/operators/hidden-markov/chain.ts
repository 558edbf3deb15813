/** What the steps on hidden Markov chains share: their inputs, and where these lie. */
import { InvalidArgument } from "../../../errors.js";
import type { Axis } from "../../axis.js";
import { type Expression, type Operand, toExpression } from "../../expression.js";
import { axisName, squareAxis } from "../shape.js";

/** A hidden Markov chain of K states along an axis of times. */
export interface HiddenMarkovChain {
  /** The weights of the states at the first observation: probabilities, or unnormalized (1, 1). K expressions, or one over an axis of K. */
  readonly initial: readonly Operand[] | Expression;
  /** The probability of going from state j to state k: K lists of K, or one expression over K × K. */
  readonly transition: readonly (readonly Operand[])[] | Expression;
  /** log p(observation | state) over the times, for each of the K states. */
  readonly emissions: readonly Expression[];
  /** A column with 1 where a new sequence starts, and 0 elsewhere; the first row always starts one. */
  readonly starts?: Expression;
}

/** How the inputs of a call are laid out: initial weights, transitions, emissions, starts. */
export interface ChainSettings {
  readonly states: number;
  /** Whether the weights come as K scalars, not as one array. */
  readonly separateInitial: boolean;
  readonly separateTransition: boolean;
  readonly hasStarts: boolean;
}

/** A chain as the inputs of an operator. */
export interface ChainInputs {
  readonly inputs: readonly Expression[];
  readonly settings: ChainSettings;
  readonly times: Axis;
}

/**
 * Checks a chain, and lays out its inputs.
 *
 * @throws InvalidArgument if the numbers of states differ, or the emissions are not over one axis.
 */
export function chainInputs(caller: string, { initial, transition, emissions, starts }: HiddenMarkovChain): ChainInputs {
  const states = emissions.length;
  const times = emissions[0]?.axis;
  if (times === undefined || times === null)
    throw new InvalidArgument(caller, "emissions", "be arrays over one axis of times", emissions.length);
  for (const emission of [...emissions, ...(starts === undefined ? [] : [starts])])
    if (emission.axis !== times) throw new InvalidArgument(caller, "emissions", `be over ${times.name}`, axisName(emission));
  const weights = listOf(initial);
  const rows = listOf(transition);
  if (weights !== null && weights.length !== states)
    throw new InvalidArgument(caller, "initial", `have one weight for each of the ${states} emissions`, weights.length);
  if (rows !== null && (rows.length !== states || rows.some((row) => row.length !== states)))
    throw new InvalidArgument(
      caller,
      "transition",
      `be ${states} lists of ${states}, as there are ${states} emissions`,
      rows.length,
    );
  const length = rows === null && squareAxis(caller, "transition", transition as Expression).length;
  if (typeof length === "number" && length !== states)
    throw new InvalidArgument(caller, "transition", `be ${states} × ${states}, as there are ${states} emissions`, length);
  const settings = {
    states,
    separateInitial: weights !== null,
    separateTransition: rows !== null,
    hasStarts: starts !== undefined,
  };
  const first = weights === null ? [initial as Expression] : weights.map(toExpression);
  const second = rows === null ? [transition as Expression] : rows.flat().map(toExpression);
  return { inputs: [...first, ...second, ...emissions, ...(starts === undefined ? [] : [starts])], settings, times };
}

const listOf = <Item>(value: readonly Item[] | Expression): readonly Item[] | null =>
  Array.isArray(value) ? (value as readonly Item[]) : null;

/** The number of the first input with transitions. */
const transitionPlace = ({ states, separateInitial }: ChainSettings): number => (separateInitial ? states : 1);

/** The number of the first state's emissions among the inputs. */
export const emissionsPlace = (settings: ChainSettings): number =>
  transitionPlace(settings) + (settings.separateTransition ? settings.states * settings.states : 1);

/** The number of the input that says where sequences start. */
export const startsPlace = (settings: ChainSettings): number => emissionsPlace(settings) + settings.states;

/** Copies weights and transition probabilities, wherever they come from, to the front of an array: K, then K × K numbers. */
export function readParameters(to: Float64Array, inputs: readonly (Float64Array | Int32Array)[], settings: ChainSettings): void {
  const { states, separateInitial, separateTransition } = settings;
  const first = transitionPlace(settings);
  for (let k = 0; k < states; k++) to[k] = separateInitial ? inputs[k][0] : inputs[0][k];
  for (let i = 0; i < states * states; i++) to[states + i] = separateTransition ? inputs[first + i][0] : inputs[first][i];
}

/** Adds the adjoints of weights and transition probabilities, which follow these in an array, to those of the inputs. */
export function addParameterAdjoints(
  adjoints: readonly (Float64Array | null)[],
  parameters: Float64Array,
  settings: ChainSettings,
): void {
  const { states, separateInitial, separateTransition } = settings;
  const transition = transitionPlace(settings);
  let from = states * (states + 1);
  for (let k = 0; k < states; k++, from++) {
    const adjoint = adjoints[separateInitial ? k : 0];
    if (adjoint !== null) adjoint[separateInitial ? 0 : k] += parameters[from];
  }
  for (let i = 0; i < states * states; i++, from++) {
    const adjoint = adjoints[separateTransition ? transition + i : transition];
    if (adjoint !== null) adjoint[separateTransition ? 0 : i] += parameters[from];
  }
}
