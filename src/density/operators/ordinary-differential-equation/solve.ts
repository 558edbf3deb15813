/** The solution of an initial value problem at given times, step by step, with a record of the steps. */
import { exp, log } from "../../../numeric/index.js";
import type { LoadedStep, SolutionSettings } from "./loaded-step.js";

/** How many numbers are kept of each step. */
export const recordWidth = (states: number): number => 2 * states + 2;

/**
 * Solves from `start` over the times, which must not decrease nor lie before it; the step's inputs hold the initial state and the parameters. Returns the
 * number of steps, or −1 where the solution does not get to the last time: too many steps, or values that are not finite.
 *
 * A step is accepted if its error is within tolerance; the next width is 0.9 error^(−1/5) times this one, between a fifth and ten times. Times between
 * the ends of a step are interpolated by the polynomial of fourth order.
 *
 * Source: hairer1993solving, sections II.4 and II.6.
 */
export function solve(
  step: LoadedStep,
  outputs: readonly Float64Array[],
  steps: Float64Array,
  start: number,
  times: Float64Array,
  settings: SolutionSettings,
): number {
  const { inputs, places } = step;
  const end = times.length === 0 ? start : times[times.length - 1];
  if (!(end >= start && end < Number.POSITIVE_INFINITY && increases(times, start))) return -1;
  let next = writeInitial(inputs, outputs, start, times, settings.states);
  let width = firstWidth(step, start, end, settings);
  if (!(width >= 0)) return -1;
  let time = start;
  let count = 0;
  let growth = 10;
  for (let tried = 0; time < end; tried++) {
    const isLast = time + 1.0001 * width >= end;
    if (isLast) width = end - time;
    if (tried >= settings.maximumSteps || !(width > 1e-15 * Math.abs(time))) return -1;
    inputs[places.time] = time;
    inputs[places.width] = width;
    const error = step.run();
    if (!(error <= 1)) {
      width *= error < Number.POSITIVE_INFINITY ? Math.max(0.2, nextFactor(error)) : 0.1;
      growth = 1;
      continue;
    }
    const after = isLast ? end : time + width;
    keepStep(step, steps, count++, settings.states);
    next = interpolate(step, outputs, times, next, after, settings.states);
    advance(step, settings.states);
    time = after;
    width *= Math.min(growth, nextFactor(error));
    growth = 10;
  }
  return next === times.length ? count : -1;
}

/** Whether the times do not decrease, from the start on. */
function increases(times: Float64Array, start: number): boolean {
  let before = start;
  for (let i = 0; i < times.length; i++) {
    if (!(times[i] >= before)) return false;
    before = times[i];
  }
  return true;
}

const nextFactor = (error: number): number => (error < 1e-8 ? 10 : 0.9 * exp(-0.2 * log(error)));

/** Writes the initial state where the times are the start; returns the number of the first later time. */
function writeInitial(
  inputs: Float64Array,
  outputs: readonly Float64Array[],
  start: number,
  times: Float64Array,
  states: number,
): number {
  let next = 0;
  for (; next < times.length && times[next] === start; next++) for (let i = 0; i < states; i++) outputs[i][next] = inputs[i];
  return next;
}

/**
 * Writes the derivative at the start, and returns a width whose error should be near the tolerance; NaN if the derivative is not finite.
 *
 * Source: hairer1993solving, section II.4 (starting step size).
 */
function firstWidth(step: LoadedStep, start: number, end: number, { states, tolerances }: SolutionSettings): number {
  const { inputs, places, derivative } = step;
  inputs[places.time] = start;
  inputs[places.width] = 0;
  // A step of width 0 computes the derivative where it starts.
  step.run();
  let size = 0;
  let slope = 0;
  for (let i = 0; i < states; i++) {
    const scale = tolerances.absolute + tolerances.relative * Math.abs(inputs[i]);
    inputs[places.derivative + i] = derivative[i][0];
    size = Math.max(size, Math.abs(inputs[i]) / scale);
    slope = Math.max(slope, Math.abs(derivative[i][0]) / scale);
  }
  const small = Math.min(end - start, size < 1e-5 || slope < 1e-5 ? 1e-6 : (0.01 * size) / slope);
  const curvature = curvatureAt(step, start, small, { states, tolerances });
  const largest = Math.max(slope, curvature);
  const width = largest <= 1e-15 ? Math.max(1e-6, 1e-3 * small) : exp(0.2 * log(0.01 / largest));
  return Math.min(100 * small, width, end - start);
}

/** The second derivative over its scale, by a step of Euler's method. */
function curvatureAt(
  step: LoadedStep,
  start: number,
  small: number,
  { states, tolerances }: Pick<SolutionSettings, "states" | "tolerances">,
): number {
  const { inputs, places, derivative } = step;
  inputs[places.time] = start + small;
  for (let i = 0; i < states; i++) inputs[i] += small * inputs[places.derivative + i];
  step.run();
  let curvature = 0;
  for (let i = 0; i < states; i++) {
    inputs[i] -= small * inputs[places.derivative + i];
    const scale = tolerances.absolute + tolerances.relative * Math.abs(inputs[i]);
    curvature = Math.max(curvature, Math.abs(derivative[i][0] - inputs[places.derivative + i]) / scale / small);
  }
  return curvature;
}

function keepStep({ inputs, places }: LoadedStep, steps: Float64Array, count: number, states: number): void {
  const at = count * recordWidth(states);
  for (let i = 0; i < 2 * states; i++) steps[at + i] = inputs[i];
  steps[at + 2 * states] = inputs[places.time];
  steps[at + 2 * states + 1] = inputs[places.width];
}

/** y₀ + θ²(3 − 2θ)(y₁ − y₀) + h θ(1 − θ)((1 − θ) y₀′ − θ y₁′) + θ²(1 − θ)² bump, at all times in the step. */
function interpolate(
  { inputs, places, state, derivative, bump }: LoadedStep,
  outputs: readonly Float64Array[],
  times: Float64Array,
  first: number,
  after: number,
  states: number,
): number {
  const before = inputs[places.time];
  const width = inputs[places.width];
  let next = first;
  for (; next < times.length && times[next] <= after; next++) {
    const share = (times[next] - before) / width;
    const rest = 1 - share;
    const rise = share * share * (3 - 2 * share);
    const middle = share * rest;
    for (let i = 0; i < states; i++) {
      const bend = width * (rest * inputs[places.derivative + i] - share * derivative[i][0]);
      const change = rise * (state[i][0] - inputs[i]);
      outputs[i][next] = times[next] === after ? state[i][0] : inputs[i] + change + middle * (bend + middle * bump[i][0]);
    }
  }
  return next;
}

function advance({ inputs, places, state, derivative }: LoadedStep, states: number): void {
  for (let i = 0; i < states; i++) {
    inputs[i] = state[i][0];
    inputs[places.derivative + i] = derivative[i][0];
  }
}
