/** The likelihood of a hidden Markov chain, the states summed out. */
import { applyOperator, type Expression } from "../../expression.js";
import type { Operator } from "../../operator.js";
import { type ChainSettings, chainInputs, chainPlaces, type HiddenMarkovChain, parameterRoom, readParameters } from "./chain.js";
import { backwardPass, forwardPass } from "./passes.js";

/**
 * The forward pass: log p(observations), −∞ if they are impossible; its adjoint is the backward pass.
 *
 * Source: rabiner1989tutorial, section III.
 */
export const hiddenMarkovOperator: Operator<ChainSettings> = {
  name: "hidden-markov",
  forward({ inputs, outputs, work }, settings) {
    const room = { filtered: work[0], densities: work[1], parameters: work[2] };
    readParameters(room.parameters, inputs, settings);
    outputs[0][0] = forwardPass(inputs, room, settings);
  },
  backward({ inputs, work, inputAdjoints, outputAdjoints }, settings) {
    const room = { filtered: work[0], densities: work[1], parameters: work[2] };
    const { parameters } = room;
    if (parameters[parameters.length - 1] !== 1) return;
    const { emissions } = chainPlaces(settings);
    backwardPass(inputs, room, settings, inputAdjoints, emissions, outputAdjoints[0][0]);
    addParameterAdjoints(inputAdjoints, parameters, settings);
  },
};

/**
 * log p(observations) of a hidden Markov chain, summed over all paths of its states in time ∝ K² × times; −∞ where they are impossible.
 *
 * @throws InvalidArgument if the numbers of states differ, or the emissions are not over one axis.
 *
 * Source: rabiner1989tutorial, section III.
 */
export function hiddenMarkov(chain: HiddenMarkovChain): Expression<"scalar"> {
  const { inputs, settings, times } = chainInputs("hiddenMarkov", chain);
  const states = { name: "states", length: settings.states };
  const everything = { name: `${times.name} by state`, product: [times, states] as const };
  const call = {
    operator: hiddenMarkovOperator,
    inputs,
    outputs: [null],
    work: [everything, everything, { name: "parameters of the chain", length: parameterRoom(settings.states) }],
    settings,
  };
  return applyOperator(call)[0] as Expression<"scalar">;
}

function addParameterAdjoints(
  adjoints: readonly (Float64Array | null)[],
  parameters: Float64Array,
  settings: ChainSettings,
): void {
  const { states, separateInitial, separateTransition } = settings;
  const { transition } = chainPlaces(settings);
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
