/** The two passes for two states, with everything in registers: the bits of the passes for any number of states. */
import { exp } from "../../../numeric/index.js";
import { type ChainSettings, chainPlaces } from "./chain.js";
import { type ChainRoom, SMALL_SUM, scaleRow, TINY_SUM } from "./chain-room.js";

type Inputs = readonly (Float64Array | Int32Array)[];

/** The forward pass; NaN where a step needs more care than this. */
export function forwardTwoStates(inputs: Inputs, room: ChainRoom, settings: ChainSettings): number {
  const { filtered, densities, parameters } = room;
  const { emissions, starts } = chainPlaces(settings);
  const begins = settings.hasStarts ? inputs[starts] : null;
  const times = inputs[emissions].length;
  const pivots = densitiesInto(densities, inputs[emissions] as Float64Array, inputs[emissions + 1] as Float64Array);
  const t00 = parameters[2];
  const t01 = parameters[3];
  const t10 = parameters[4];
  const t11 = parameters[5];
  let scales = 0;
  let a0 = 0;
  let a1 = 0;
  for (let t = 0, at = 0; t < times; t++, at += 2) {
    let p0 = a0 * t00 + a1 * t10;
    let p1 = a0 * t01 + a1 * t11;
    if (t === 0 || (begins !== null && begins[t] !== 0)) {
      if (t > 0) scales += scaleRow(room, at - 2, 2);
      p0 = parameters[0];
      p1 = parameters[1];
    }
    a0 = p0 * densities[at];
    a1 = p1 * densities[at + 1];
    filtered[at] = a0;
    filtered[at + 1] = a1;
    if (a0 + a1 >= SMALL_SUM) continue;
    if (!(a0 + a1 >= TINY_SUM)) return Number.NaN;
    scales += scaleRow(room, at, 2);
    a0 = filtered[at];
    a1 = filtered[at + 1];
  }
  return times === 0 ? 0 : pivots + (scales + scaleRow(room, 2 * times - 2, 2));
}

/** Writes both densities over the larger one, for all times; returns the sum of the logs of the larger ones. A loop of its own, for the exponential to be inlined. */
function densitiesInto(densities: Float64Array, first: Float64Array, second: Float64Array): number {
  let pivots = 0;
  for (let t = 0, at = 0; t < first.length; t++, at += 2) {
    const gap = second[t] - first[t];
    const density = exp(-Math.abs(gap));
    densities[at] = gap > 0 ? density : 1;
    densities[at + 1] = gap > 0 ? 1 : density;
    pivots += gap > 0 ? second[t] : first[t];
  }
  return pivots;
}

/** The backward pass; `to` are the adjoints of the emissions. */
export function backwardTwoStates(
  inputs: Inputs,
  { filtered, densities, parameters }: ChainRoom,
  settings: ChainSettings,
  to0: Float64Array,
  to1: Float64Array,
  weight: number,
): void {
  const begins = settings.hasStarts ? inputs[chainPlaces(settings).starts] : null;
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
