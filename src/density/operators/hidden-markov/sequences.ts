/** Several sequences of one hidden Markov model: where each starts, and the likelihood of each by itself. */
import { applyOperator, type Expression } from "../../expression.js";
import type { Operator } from "../../operator.js";
import { type ChainSettings, chainInputs, emissionsPlace, type HiddenMarkovChain, readParameters } from "./chain.js";
import { parameterRoom } from "./chain-room.js";
import { forwardPass } from "./passes.js";

/**
 * 1 at the first row of each sequence, 0 elsewhere; rows of one sequence are adjacent.
 *
 * Source: rabiner1989tutorial, section V.B.
 */
export const sequenceStartsOperator: Operator<null> = {
  name: "sequence-starts",
  forward({ inputs: [sequence], outputs: [starts] }) {
    for (let t = 0; t < sequence.length; t++) starts[t] = t === 0 || sequence[t] !== sequence[t - 1] ? 1 : 0;
  },
};

/**
 * log p(observations) of each sequence; the last input is the column of sequences. Not differentiable.
 *
 * Source: rabiner1989tutorial, section V.B.
 */
export const sequenceLogLikelihoodsOperator: Operator<ChainSettings> = {
  name: "sequence-log-likelihoods",
  forward({ inputs, outputs: [values], work }, settings) {
    const sequence = inputs[inputs.length - 1];
    const first = emissionsPlace(settings);
    const [filtered, densities, parameters] = work;
    readParameters(parameters, inputs, settings);
    for (let from = 0; from < sequence.length; ) {
      let to = from + 1;
      while (to < sequence.length && sequence[to] === sequence[from]) to++;
      const part = inputs.slice(0, -1).map((input, k) => (k < first ? input : input.subarray(from, to)));
      const cells = (to - from) * settings.states;
      const room = [filtered.subarray(0, cells), densities.subarray(0, cells), parameters] as const;
      forwardPass(values.subarray(sequence[from]), part, room, settings);
      from = to;
    }
  },
};

/** 1 at the first row of each sequence of a column of groups. */
export const sequenceStarts = (sequence: Expression): Expression =>
  applyOperator({ operator: sequenceStartsOperator, inputs: [sequence], outputs: [sequence.axis], work: [], settings: null })[0];

/**
 * log p(observations) of each sequence of a hidden Markov chain, over the levels of the column that says which row is of which. For derived quantities: not
 * differentiable.
 *
 * @throws InvalidArgument if the numbers of states differ, or the emissions are not over one axis.
 *
 * Source: rabiner1989tutorial, section V.B.
 */
export function sequenceLogLikelihoods(chain: Omit<HiddenMarkovChain, "starts">, sequence: Expression): Expression {
  const { inputs, settings, times } = chainInputs("sequenceLogLikelihoods", chain);
  const everything = { name: `${times.name} by state`, product: [times, { name: "states", length: settings.states }] as const };
  return applyOperator({
    operator: sequenceLogLikelihoodsOperator,
    inputs: [...inputs, sequence],
    outputs: [sequence.about.into ?? null],
    work: [everything, everything, { name: "parameters of the chain", length: parameterRoom(settings.states) }],
    settings,
  })[0];
}
