/** The forward and the backward pass over a hidden Markov chain, in probabilities that are scaled now and then. */
import { exp } from "../../../numeric/index.js";
import { type ChainSettings, chainPlaces } from "./chain.js";
import { type ChainRoom, SMALL_SUM, scaleRow, TINY_SUM } from "./chain-room.js";
import { backwardTwoStates, forwardTwoStates } from "./two-states.js";

type Inputs = readonly (Float64Array | Int32Array)[];

/**
 * Returns log p(observations), −∞ if they are impossible, and fills the room, whose parameters have been read.
 *
 * αₜ(k) = exp(emissionₖ(t) − pivotₜ) Σⱼ αₜ₋₁(j) Tⱼₖ; the log likelihood is the sum of the pivots and of the logs of the scales.
 *
 * Source: rabiner1989tutorial, sections III.A and V.A.
 */
export function forwardPass(inputs: Inputs, room: ChainRoom, settings: ChainSettings): number {
  const { parameters } = room;
  const fast = settings.states === 2 ? forwardTwoStates(inputs, room, settings) : Number.NaN;
  const value = Number.isNaN(fast) ? forwardAnyStates(inputs, room, settings) : fast;
  parameters[parameters.length - 1] = value === Number.NEGATIVE_INFINITY ? 0 : 1;
  return value;
}

/** The forward pass for any number of states. */
export function forwardAnyStates(inputs: Inputs, room: ChainRoom, settings: ChainSettings): number {
  const { filtered, densities, parameters } = room;
  const K = settings.states;
  const { emissions, starts } = chainPlaces(settings);
  const begins = settings.hasStarts ? inputs[starts] : null;
  const times = inputs[emissions].length;
  let pivots = 0;
  let scales = 0;
  for (let t = 0, at = 0; t < times; t++, at += K) {
    const first = t === 0 || (begins !== null && begins[t] !== 0);
    if (first && t > 0) scales += scaleRow(room, at - K, K);
    predict(filtered, at, parameters, K, first);
    let pivot = inputs[emissions][t];
    for (let k = 1; k < K; k++) if (inputs[emissions + k][t] > pivot) pivot = inputs[emissions + k][t];
    let sum = 0;
    for (let k = 0; k < K; k++) {
      const emission = inputs[emissions + k][t];
      const density = emission === pivot ? 1 : exp(emission - pivot);
      densities[at + k] = density;
      sum += filtered[at + k] * density;
    }
    if (!(sum >= TINY_SUM && pivot > Number.NEGATIVE_INFINITY)) {
      pivot = reachablePivot(inputs, emissions, filtered, at, t, K);
      if (pivot === Number.NEGATIVE_INFINITY) return pivot;
      sum = densitiesFrom(pivot, inputs, emissions, filtered, densities, at, t, K);
    }
    for (let k = 0; k < K; k++) filtered[at + k] *= densities[at + k];
    pivots += pivot;
    if (!(sum >= SMALL_SUM)) scales += scaleRow(room, at, K);
  }
  return times === 0 ? 0 : pivots + (scales + scaleRow(room, (times - 1) * K, K));
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
    const density = predicted[at + k] <= 0 ? 0 : exp(inputs[emissions + k][t] - pivot);
    densities[at + k] = density;
    scale += predicted[at + k] * density;
  }
  return scale;
}

/**
 * Adds `weight` times the derivatives of the log likelihood with respect to the emissions to `emissionAdjoints` (null: not wanted), and writes those with
 * respect to the parameters into the room.
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
  weight: number,
): void {
  const [first, second] = [emissionAdjoints[firstAdjoint], emissionAdjoints[firstAdjoint + 1]];
  if (settings.states === 2 && first !== null && second !== null)
    backwardTwoStates(inputs, room, settings, first, second, weight);
  else backwardAnyStates(inputs, room, settings, emissionAdjoints, firstAdjoint, weight);
}

/** The backward pass for any number of states. */
export function backwardAnyStates(
  inputs: Inputs,
  { filtered, densities, parameters }: ChainRoom,
  settings: ChainSettings,
  emissionAdjoints: readonly (Float64Array | null)[],
  firstAdjoint: number,
  weight: number,
): void {
  const K = settings.states;
  const { emissions, starts } = chainPlaces(settings);
  const begins = settings.hasStarts ? inputs[starts] : null;
  const adjoints = K * (K + 1);
  const later = 2 * adjoints;
  const flow = later + K;
  for (let i = adjoints; i < later; i++) parameters[i] = 0;
  for (let k = 0; k < K; k++) parameters[later + k] = weight;
  for (let t = inputs[emissions].length - 1, at = t * K; t >= 0; t--, at -= K) {
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
