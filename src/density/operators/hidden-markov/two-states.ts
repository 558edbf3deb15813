/** The two passes for two states, with everything in registers: the bits of the passes for any number of states. */
import { portableExponential } from "../../functions/index.js";
import type { Kernels } from "../../operator.js";
import { type ChainSettings, emissionsPlace, startsPlace } from "./chain.js";
import { type ChainRoom, endSequence, SCALE, SMALL_SUM, startTotals, TINY_SUM, totals, totalsPlace } from "./chain-room.js";

type Inputs = readonly (Float64Array | Int32Array)[];

/** The forward pass; false where a step needs more care than this. */
export function forwardTwoStates(inputs: Inputs, room: ChainRoom, settings: ChainSettings, kernels?: Kernels): boolean {
  const filtered = room[0];
  const densities = room[1];
  const parameters = room[2];
  const first = inputs[emissionsPlace(settings)] as Float64Array;
  const second = inputs[emissionsPlace(settings) + 1] as Float64Array;
  const begins = settings.hasStarts ? inputs[startsPlace(settings)] : null;
  const times = first.length;
  startTotals(room, 2);
  if (times === 0) return true;
  const { byteOffset } = parameters;
  if (kernels === undefined) densitiesInto(densities, first, second, parameters);
  else kernels.densities(densities.byteOffset, first.byteOffset, second.byteOffset, times, byteOffset);
  const isDone =
    kernels === undefined || begins !== null
      ? filter(room, begins, times)
      : kernels.filter(filtered.byteOffset, densities.byteOffset, times, byteOffset) === 1;
  if (isDone) endSequence(room, 2 * times - 2, 2);
  return isDone;
}

/** Writes both densities over the larger one, for all times, and the sum of the logs of the larger ones, even and odd times apart as two lanes add them. */
function densitiesInto(densities: Float64Array, first: Float64Array, second: Float64Array, parameters: Float64Array): void {
  let even = 0;
  let odd = 0;
  for (let t = 0, at = 0; t < first.length; t++, at += 2) {
    const gap = second[t] - first[t];
    const density = portableExponential(-Math.abs(gap));
    densities[at] = gap > 0 ? density : 1;
    densities[at + 1] = gap > 0 ? 1 : density;
    const pivot = gap > 0 ? second[t] : first[t];
    if ((t & 1) === 0) even += pivot;
    else odd += pivot;
  }
  parameters[totalsPlace(2) + totals.pivots] = even + odd;
}

/** The rows from the densities; false where one vanishes in one step, or is no number. */
function filter(room: ChainRoom, begins: Float64Array | Int32Array | null, times: number): boolean {
  const filtered = room[0];
  const densities = room[1];
  const parameters = room[2];
  const t00 = parameters[2];
  const t01 = parameters[3];
  const t10 = parameters[4];
  const t11 = parameters[5];
  let scalings = 0;
  let a0 = 0;
  let a1 = 0;
  for (let t = 0, at = 0; t < times; t++, at += 2) {
    let p0 = a0 * t00 + a1 * t10;
    let p1 = a0 * t01 + a1 * t11;
    if (t === 0 || (begins !== null && begins[t] !== 0)) {
      if (t > 0) endSequence(room, at - 2, 2);
      p0 = parameters[0];
      p1 = parameters[1];
    }
    a0 = p0 * densities[at];
    a1 = p1 * densities[at + 1];
    if (!(a0 + a1 >= SMALL_SUM)) {
      if (!(a0 + a1 >= TINY_SUM)) return false;
      a0 *= SCALE;
      a1 *= SCALE;
      densities[at] *= SCALE;
      densities[at + 1] *= SCALE;
      scalings++;
    }
    filtered[at] = a0;
    filtered[at + 1] = a1;
  }
  parameters[totalsPlace(2) + totals.scalings] += scalings;
  return true;
}

/** The backward pass; `to0` and `to1` are the adjoints of the emissions, `weights` holds the weight. */
export function backwardTwoStates(
  inputs: Inputs,
  room: ChainRoom,
  settings: ChainSettings,
  to0: Float64Array,
  to1: Float64Array,
  weights: Float64Array,
  kernels?: Kernels,
): void {
  const filtered = room[0];
  const densities = room[1];
  const parameters = room[2];
  const begins = settings.hasStarts ? inputs[startsPlace(settings)] : null;
  if (kernels === undefined || begins !== null || to0.length === 0)
    smooth(filtered, densities, parameters, begins, to0, to1, weights);
  else
    kernels.smooth(
      filtered.byteOffset,
      densities.byteOffset,
      to0.length,
      parameters.byteOffset,
      to0.byteOffset,
      to1.byteOffset,
      weights.byteOffset,
    );
}

function smooth(
  filtered: Float64Array,
  densities: Float64Array,
  parameters: Float64Array,
  begins: Float64Array | Int32Array | null,
  to0: Float64Array,
  to1: Float64Array,
  weights: Float64Array,
): void {
  const weight = weights[0];
  const t00 = parameters[2];
  const t01 = parameters[3];
  const t10 = parameters[4];
  const t11 = parameters[5];
  let w0 = 0;
  let w1 = 0;
  let s00 = 0;
  let s01 = 0;
  let s10 = 0;
  let s11 = 0;
  let b0 = weight;
  let b1 = weight;
  for (let t = to0.length - 1, at = 2 * t; t >= 0; t--, at -= 2) {
    to0[t] += filtered[at] * b0;
    to1[t] += filtered[at + 1] * b1;
    const f0 = densities[at] * b0;
    const f1 = densities[at + 1] * b1;
    if (t === 0 || (begins !== null && begins[t] !== 0)) {
      w0 += f0;
      w1 += f1;
      b0 = weight;
      b1 = weight;
      continue;
    }
    const a0 = filtered[at - 2];
    const a1 = filtered[at - 1];
    b0 = t00 * f0 + t01 * f1;
    b1 = t10 * f0 + t11 * f1;
    s00 += a0 * f0;
    s01 += a0 * f1;
    s10 += a1 * f0;
    s11 += a1 * f1;
  }
  parameters[6] = w0;
  parameters[7] = w1;
  parameters[8] = s00;
  parameters[9] = s01;
  parameters[10] = s10;
  parameters[11] = s11;
}
