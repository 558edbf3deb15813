/** What the passes over a hidden Markov chain write, and how they keep it in range. */
import { portableLogarithm } from "../../functions/index.js";
import type { Kernels } from "../../operator.js";

/**
 * The working arrays of a call:
 *
 * 0. `filtered`, times × states: proportional to P(state | observations up to the time); sums to 1 at the end of a sequence.
 * 1. `densities`, times × states: proportional to the density of the observation in each state, scaled as `filtered` is.
 * 2. `parameters`: weights (K), transitions (K × K), their adjoints (K, K × K), room (2 K), then the four numbers below.
 */
export type ChainRoom = readonly Float64Array[];

/** How long the array of parameters is. */
export const parameterRoom = (states: number): number => totalsPlace(states) + 4;

/** Where the four numbers begin. They stay in an array, for a number that is handed from function to function may be allocated. */
export const totalsPlace = (states: number): number => 2 * states * (states + 2);

/** Σ of the pivots, and the likelihood over e^that: product × 2^(−400 × scalings); `possible` is 1 or 0. */
export const totals = { pivots: 0, product: 1, scalings: 2, possible: 3 } as const;

/** Below this a row is scaled. */
export const SMALL_SUM = 1e-60;
/** A row that falls below this in one step is computed again from the states that can be reached. */
export const TINY_SUM = 1e-160;
/** 2^400: scaling by it rounds nothing. */
export const SCALE = 2.5822498780869086e120;
const LOG_SCALE = 277.2588722239781;

/** Sets the likelihood to 1. */
export function startTotals(room: ChainRoom, states: number): void {
  const parameters = room[2];
  const at = totalsPlace(states);
  parameters[at + totals.pivots] = 0;
  parameters[at + totals.product] = 1;
  parameters[at + totals.scalings] = 0;
}

/** Whether the observations are possible, after the forward pass. */
export const isPossible = (room: ChainRoom, states: number): boolean => room[2][totalsPlace(states) + totals.possible] === 1;

/** Scales a small row up. */
export function scaleRow(room: ChainRoom, at: number, states: number): void {
  const filtered = room[0];
  const densities = room[1];
  for (let k = at; k < at + states; k++) {
    filtered[k] *= SCALE;
    densities[k] *= SCALE;
  }
  room[2][totalsPlace(states) + totals.scalings] += 1;
}

/** Scales the last row of a sequence to sum 1; the likelihood is multiplied by the sum it had. */
export function endSequence(room: ChainRoom, at: number, states: number): void {
  const filtered = room[0];
  const densities = room[1];
  let sum = 0;
  for (let k = at; k < at + states; k++) sum += filtered[k];
  for (let k = at; k < at + states; k++) {
    filtered[k] /= sum;
    densities[k] /= sum;
  }
  const parameters = room[2];
  const place = totalsPlace(states);
  const product = parameters[place + totals.product] * sum;
  const isSmall = product < SMALL_SUM;
  parameters[place + totals.product] = isSmall ? product * SCALE : product;
  if (isSmall) parameters[place + totals.scalings] += 1;
}

/** Writes the logarithm of the likelihood, and whether it is possible; the product is then its logarithm. */
export function writeLogLikelihood(result: Float64Array, room: ChainRoom, states: number, kernels?: Kernels): void {
  const parameters = room[2];
  const at = totalsPlace(states);
  const product = at + totals.product;
  if (kernels === undefined) parameters[product] = portableLogarithm(parameters[product]);
  else kernels.logarithm(parameters.byteOffset + 8 * product);
  const pivots = parameters[at + totals.pivots];
  result[0] = pivots + (parameters[product] - LOG_SCALE * parameters[at + totals.scalings]);
  parameters[at + totals.possible] = pivots === Number.NEGATIVE_INFINITY ? 0 : 1;
}
