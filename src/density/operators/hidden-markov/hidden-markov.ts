/** The likelihood of a hidden Markov chain, the states summed out. */
import { applyOperator, type Expression } from "../../expression.js";
import type { Operator } from "../../operator.js";
import {
  addParameterAdjoints,
  type ChainSettings,
  chainInputs,
  emissionsPlace,
  type HiddenMarkovChain,
  readParameters,
} from "./chain.js";
import { isPossible, parameterRoom } from "./chain-room.js";
import { backwardPass, forwardPass } from "./passes.js";
import { twoStateKernels } from "./two-state-kernels.js";

/**
 * The forward pass: log p(observations), −∞ if they are impossible; its adjoint is the backward pass.
 *
 * Source: rabiner1989tutorial, section III.
 */
export const hiddenMarkovOperator: Operator<ChainSettings> = {
  name: "hidden-markov",
  kernelsOn: twoStateKernels,
  forward({ inputs, outputs, work }, settings, kernels) {
    readParameters(work[2], inputs, settings);
    forwardPass(outputs[0], inputs, work, settings, kernels);
  },
  backward({ inputs, work, inputAdjoints, outputAdjoints }, settings, kernels) {
    if (!isPossible(work, settings.states)) return;
    backwardPass(inputs, work, settings, inputAdjoints, emissionsPlace(settings), outputAdjoints[0], kernels);
    addParameterAdjoints(inputAdjoints, work[2], settings);
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
