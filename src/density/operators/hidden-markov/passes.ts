/** The forward and the backward pass over a hidden Markov chain, in probabilities that are scaled now and then. */
import { portableExponential } from "../../functions/index.js";
import type { Kernels } from "../../operator.js";
import { type ChainSettings, emissionsPlace, startsPlace } from "./chain.js";
import {
  type ChainRoom,
  endSequence,
  SCALE,
  SMALL_SUM,
  scaleRow,
  startTotals,
  TINY_SUM,
  totals,
  totalsPlace,
  writeLogLikelihood,
} from "./chain-room.js";
import { backwardTwoStates, forwardTwoStates } from "./two-states.js";

type Inputs = readonly (Float64Array | Int32Array)[];

/**
 * Writes log p(observations), −∞ if they are impossible, into `result`, and fills the room, whose parameters have been read.
 *
 * αₜ(k) = exp(emissionₖ(t) − pivotₜ) Σⱼ αₜ₋₁(j) Tⱼₖ; the log likelihood is the sum of the pivots and of the logs of what the rows were scaled by.
 *
 * Source: rabiner1989tutorial, sections III.A and V.A.
 */
export function forwardPass(
  result: Float64Array,
  inputs: Inputs,
  room: ChainRoom,
  settings: ChainSettings,
  kernels?: Kernels,
): void {
  if (settings.states !== 2 || !forwardTwoStates(inputs, room, settings, kernels)) forwardAnyStates(inputs, room, settings);
  writeLogLikelihood(result, room, settings.states, kernels);
}

/** The forward pass for any number of states. */
export function forwardAnyStates(inputs: Inputs, room: ChainRoom, settings: ChainSettings): void {
  const filtered = room[0];
  const densities = room[1];
  const parameters = room[2];
  const K = settings.states;
  const emissions = emissionsPlace(settings);
  const begins = settings.hasStarts ? inputs[startsPlace(settings)] : null;
  const times = inputs[emissions].length;
  startTotals(room, K);
  densitiesInto(densities, inputs, emissions, K);
  let even = 0;
  let odd = 0;
  for (let t = 0, at = 0; t < times; t++, at += K) {
    const first = t === 0 || (begins !== null && begins[t] !== 0);
    if (first && t > 0) endSequence(room, at - K, K);
    predict(filtered, at, parameters, K, first);
    let pivot = inputs[emissions][t];
    for (let k = 1; k < K; k++) if (inputs[emissions + k][t] > pivot) pivot = inputs[emissions + k][t];
    let sum = 0;
    for (let k = 0; k < K; k++) sum += filtered[at + k] * densities[at + k];
    if (!(sum >= TINY_SUM && pivot > Number.NEGATIVE_INFINITY)) {
      pivot = reachablePivot(inputs, emissions, filtered, at, t, K);
      sum = densitiesFrom(pivot, inputs, emissions, filtered, densities, at, t, K);
    }
    for (let k = 0; k < K; k++) filtered[at + k] *= densities[at + k];
    if ((t & 1) === 0) even += pivot;
    else odd += pivot;
    if (pivot === Number.NEGATIVE_INFINITY) break;
    for (; sum > 0 && sum < SMALL_SUM; sum *= SCALE) scaleRow(room, at, K);
  }
  parameters[totalsPlace(K) + totals.pivots] = even + odd;
  if (times > 0 && even + odd !== Number.NEGATIVE_INFINITY) endSequence(room, (times - 1) * K, K);
}

/** Writes the densities of all times relative to the largest of a time. */
function densitiesInto(densities: Float64Array, inputs: Inputs, emissions: number, K: number): void {
  for (let t = 0, at = 0; at < densities.length; t++, at += K) {
    let pivot = inputs[emissions][t];
    for (let k = 1; k < K; k++) if (inputs[emissions + k][t] > pivot) pivot = inputs[emissions + k][t];
    for (let k = 0; k < K; k++) {
      const emission = inputs[emissions + k][t];
      densities[at + k] = emission === pivot ? 1 : portableExponential(emission - pivot);
    }
  }
}

/** Writes the row before its observation is seen. */
function predict(filtered: Float64Array, at: number, parameters: Float64Array, K: number, starts: boolean): void {
  if (starts) {
    for (let k = 0; k < K; k++) filtered[at + k] = parameters[k];
    return;
  }
  for (let k = 0; k < K; k++) {
    let sum = 0;
    for (let j = 0; j < K; j++) sum += filtered[at - K + j] * parameters[K + j * K + k];
    filtered[at + k] = sum;
  }
}

/** The largest emission among states that can be reached; NaN if one is NaN. */
function reachablePivot(inputs: Inputs, emissions: number, predicted: Float64Array, at: number, t: number, K: number): number {
  let pivot = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < K; k++) {
    const emission = inputs[emissions + k][t];
    if (!(predicted[at + k] <= 0)) pivot = Math.max(pivot, emission);
  }
  return pivot;
}

/** Writes the densities relative to the pivot, 0 for states that cannot be reached; returns the sum of the row. */
function densitiesFrom(
  pivot: number,
  inputs: Inputs,
  emissions: number,
  predicted: Float64Array,
  densities: Float64Array,
  at: number,
  t: number,
  K: number,
): number {
  let scale = 0;
  for (let k = 0; k < K; k++) {
    const density = predicted[at + k] <= 0 ? 0 : portableExponential(inputs[emissions + k][t] - pivot);
    densities[at + k] = density;
    scale += predicted[at + k] * density;
  }
  return scale;
}

/**
 * Adds the weight, the only one in `weights`, times the derivatives of the log likelihood with respect to the emissions to `emissionAdjoints` (null: not
 * wanted), and writes those with respect to the parameters into the room.
 *
 * βₜ₋₁(j) = Σₖ Tⱼₖ βₜ(k) × densityₜ(k); the derivative with respect to an emission is P(state at the time | all observations) = αₜ(k) βₜ(k).
 *
 * Source: rabiner1989tutorial, sections III.A and III.B.
 */
export function backwardPass(
  inputs: Inputs,
  room: ChainRoom,
  settings: ChainSettings,
  emissionAdjoints: readonly (Float64Array | null)[],
  firstAdjoint: number,
  weights: Float64Array,
  kernels?: Kernels,
): void {
  const first = emissionAdjoints[firstAdjoint];
  const second = settings.states === 2 ? emissionAdjoints[firstAdjoint + 1] : null;
  if (first !== null && second !== null) backwardTwoStates(inputs, room, settings, first, second, weights, kernels);
  else backwardAnyStates(inputs, room, settings, emissionAdjoints, firstAdjoint, weights);
}

/** The backward pass for any number of states. */
export function backwardAnyStates(
  inputs: Inputs,
  room: ChainRoom,
  settings: ChainSettings,
  emissionAdjoints: readonly (Float64Array | null)[],
  firstAdjoint: number,
  weights: Float64Array,
): void {
  const filtered = room[0];
  const densities = room[1];
  const parameters = room[2];
  const K = settings.states;
  const weight = weights[0];
  const begins = settings.hasStarts ? inputs[startsPlace(settings)] : null;
  const adjoints = K * (K + 1);
  const later = 2 * adjoints;
  const flow = later + K;
  for (let i = adjoints; i < later; i++) parameters[i] = 0;
  for (let k = 0; k < K; k++) parameters[later + k] = weight;
  for (let t = inputs[emissionsPlace(settings)].length - 1, at = t * K; t >= 0; t--, at -= K) {
    for (let k = 0; k < K; k++) {
      const beta = parameters[later + k];
      const adjoint = emissionAdjoints[firstAdjoint + k];
      if (adjoint !== null) adjoint[t] += filtered[at + k] * beta;
      parameters[flow + k] = densities[at + k] * beta;
    }
    if (t === 0 || (begins !== null && begins[t] !== 0)) {
      for (let k = 0; k < K; k++) {
        parameters[adjoints + k] += parameters[flow + k];
        parameters[later + k] = weight;
      }
      continue;
    }
    for (let j = 0; j < K; j++) {
      const before = filtered[at - K + j];
      let sum = 0;
      for (let k = 0; k < K; k++) {
        const share = parameters[flow + k];
        sum += parameters[K + j * K + k] * share;
        parameters[adjoints + K + j * K + k] += before * share;
      }
      parameters[later + j] = sum;
    }
  }
}
