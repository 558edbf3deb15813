/** What is known of the states of a hidden Markov chain after the fact. */
import { log } from "../../../numeric/index.js";
import { applyOperator, type Expression } from "../../expression.js";
import type { Operator } from "../../operator.js";
import { type ChainSettings, chainInputs, emissionsPlace, type HiddenMarkovChain, readParameters, startsPlace } from "./chain.js";
import { isPossible, parameterRoom } from "./chain-room.js";
import { backwardPass, forwardPass } from "./passes.js";

const unitWeight = /* @__PURE__ */ Float64Array.of(1);
/** Where a pass leaves what nobody reads. */
const logLikelihood = /* @__PURE__ */ new Float64Array(1);

/**
 * P(state at each time | all observations), state by state; 0 if the observations are impossible. Not differentiable.
 *
 * Source: rabiner1989tutorial, section III.B.
 */
export const hiddenStateProbabilitiesOperator: Operator<ChainSettings> = {
  name: "hidden-state-probabilities",
  forward({ inputs, outputs, work }, settings) {
    readParameters(work[2], inputs, settings);
    for (const output of outputs) output.fill(0);
    forwardPass(logLikelihood, inputs, work, settings);
    if (isPossible(work, settings.states)) backwardPass(inputs, work, settings, outputs, 0, unitWeight);
  },
};

/**
 * The most likely path of states, as numbers from 0 (of two equally likely ones the first). Not differentiable.
 *
 * Source: rabiner1989tutorial, equations 32–35.
 */
export const mostLikelyStatesOperator: Operator<ChainSettings> = {
  name: "most-likely-states",
  forward({ inputs, outputs, work }, settings) {
    const [scores, origins, parameters] = work;
    const K = settings.states;
    readParameters(parameters, inputs, settings);
    for (let i = 0; i < K * (K + 1); i++) parameters[i] = log(parameters[i]);
    scorePaths(inputs, scores, origins, parameters, settings);
    const path = outputs[0];
    let state = -1;
    for (let t = path.length - 1; t >= 0; t--) {
      if (state < 0) state = bestOf(scores, t * K, K);
      path[t] = state;
      state = origins[t * K + state];
    }
  },
};

/** Writes the score of the best path to each state at each time, and from which state it comes (−1: a sequence starts). */
function scorePaths(
  inputs: readonly (Float64Array | Int32Array)[],
  scores: Float64Array,
  origins: Float64Array,
  parameters: Float64Array,
  settings: ChainSettings,
): void {
  const K = settings.states;
  const emissions = emissionsPlace(settings);
  const starts = startsPlace(settings);
  for (let t = 0, at = 0; t < inputs[emissions].length; t++, at += K) {
    const begins = t === 0 || (settings.hasStarts && inputs[starts][t] !== 0);
    for (let k = 0; k < K; k++) {
      let best = begins ? parameters[k] : scores[at - K] + parameters[K + k];
      let origin = begins ? -1 : 0;
      for (let j = 1; j < K && !begins; j++) {
        const score = scores[at - K + j] + parameters[K + j * K + k];
        if (!(score > best)) continue;
        best = score;
        origin = j;
      }
      scores[at + k] = best + inputs[emissions + k][t];
      origins[at + k] = origin;
    }
  }
}

function bestOf(scores: Float64Array, at: number, K: number): number {
  let best = 0;
  for (let k = 1; k < K; k++) if (scores[at + k] > scores[at + best]) best = k;
  return best;
}

function stateCall(operator: Operator<ChainSettings>, caller: string, chain: HiddenMarkovChain, several: boolean): Expression[] {
  const { inputs, settings, times } = chainInputs(caller, chain);
  const states = { name: "states", length: settings.states };
  const everything = { name: `${times.name} by state`, product: [times, states] as const };
  return applyOperator({
    operator,
    inputs,
    outputs: several ? chain.emissions.map(() => times) : [times],
    work: [everything, everything, { name: "parameters of the chain", length: parameterRoom(settings.states) }],
    settings,
  });
}

/**
 * P(state at each time | all observations) of a hidden Markov chain: one array over the times for each state. For derived quantities: not differentiable.
 *
 * @throws InvalidArgument if the numbers of states differ, or the emissions are not over one axis.
 *
 * Source: rabiner1989tutorial, section III.B.
 */
export const hiddenStateProbabilities = (chain: HiddenMarkovChain): Expression[] =>
  stateCall(hiddenStateProbabilitiesOperator, "hiddenStateProbabilities", chain, true);

/**
 * The most likely path of the states of a hidden Markov chain (Viterbi), as numbers from 0 over the times. For derived quantities: not differentiable.
 *
 * @throws InvalidArgument if the numbers of states differ, or the emissions are not over one axis.
 *
 * Source: rabiner1989tutorial, equations 32–35.
 */
export const mostLikelyStates = (chain: HiddenMarkovChain): Expression =>
  stateCall(mostLikelyStatesOperator, "mostLikelyStates", chain, false)[0];
