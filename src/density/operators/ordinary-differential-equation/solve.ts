/** The solution of an initial value problem at given times, step by step, with a record of the steps. */
import { exp, log } from "../../../numeric/index.js";
import type { LoadedStep, SolutionSettings } from "./loaded-step.js";

/** How many numbers are kept of each step. */
export const recordWidth = (states: number): number => 2 * states + 2;

/**
 * Solves from `starts[0]` over the times, which must not decrease nor lie before it; the step's inputs hold the initial state and the parameters. Returns the
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
  starts: Float64Array,
  times: Float64Array,
  settings: SolutionSettings,
): number {
  const { inputs, places, after, errors, factors } = step;
  const start = starts[0];
  const end = times.length === 0 ? start : times[times.length - 1];
  if (!(end >= start && end < Number.POSITIVE_INFINITY && increases(times, starts))) return -1;
  let next = writeInitial(inputs, outputs, starts, times, settings.states);
  writeFirstWidth(step, starts, times, settings);
  let width = inputs[places.width];
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
    step.run();
    const error = errors[0];
    if (!(error <= 1)) {
      width *= error < Number.POSITIVE_INFINITY ? Math.max(0.2, factors[0]) : 0.1;
      growth = 1;
      continue;
    }
    time = isLast ? end : time + width;
    keepStep(step, steps, count++, settings.states);
    if (times[next] <= time) {
      after[0] = time;
      next = interpolate(step, outputs, times, next, settings.states);
    }
    advance(step, settings.states);
    width *= Math.min(growth, factors[0]);
    growth = 10;
  }
  return next === times.length ? count : -1;
}

// Numbers go from function to function in arrays: a double that is handed over, or returned, may be allocated.

/** Whether the times do not decrease, from the start on. */
function increases(times: Float64Array, starts: Float64Array): boolean {
  let before = starts[0];
  for (let i = 0; i < times.length; i++) {
    if (!(times[i] >= before)) return false;
    before = times[i];
  }
  return true;
}

/** Writes the initial state where the times are the start; returns the number of the first later time. */
function writeInitial(
  inputs: Float64Array,
  outputs: readonly Float64Array[],
  starts: Float64Array,
  times: Float64Array,
  states: number,
): number {
  let next = 0;
  for (; next < times.length && times[next] === starts[0]; next++) for (let i = 0; i < states; i++) outputs[i][next] = inputs[i];
  return next;
}

/**
 * Writes the derivative at the start, and a width whose error should be near the tolerance; NaN if the derivative is not finite.
 *
 * Source: hairer1993solving, section II.4 (starting step size).
 */
function writeFirstWidth(step: LoadedStep, starts: Float64Array, times: Float64Array, settings: SolutionSettings): void {
  const { inputs, places, derivative } = step;
  const { states, tolerances } = settings;
  const whole = times.length === 0 ? 0 : times[times.length - 1] - starts[0];
  inputs[places.time] = starts[0];
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
  const small = Math.min(whole, size < 1e-5 || slope < 1e-5 ? 1e-6 : (0.01 * size) / slope);
  // A step of Euler's method gives the second derivative over its scale.
  inputs[places.time] = starts[0] + small;
  for (let i = 0; i < states; i++) inputs[i] += small * inputs[places.derivative + i];
  step.run();
  let largest = slope;
  for (let i = 0; i < states; i++) {
    inputs[i] -= small * inputs[places.derivative + i];
    const scale = tolerances.absolute + tolerances.relative * Math.abs(inputs[i]);
    largest = Math.max(largest, Math.abs(derivative[i][0] - inputs[places.derivative + i]) / scale / small);
  }
  const width = largest <= 1e-15 ? Math.max(1e-6, 1e-3 * small) : exp(0.2 * log(0.01 / largest));
  inputs[places.width] = Math.min(100 * small, width, whole);
}

function keepStep({ inputs, places }: LoadedStep, steps: Float64Array, count: number, states: number): void {
  const at = count * recordWidth(states);
  for (let i = 0; i < 2 * states; i++) steps[at + i] = inputs[i];
  steps[at + 2 * states] = inputs[places.time];
  steps[at + 2 * states + 1] = inputs[places.width];
}

/** y₀ + θ²(3 − 2θ)(y₁ − y₀) + h θ(1 − θ)((1 − θ) y₀′ − θ y₁′) + θ²(1 − θ)² bump, at all times in the step. */
function interpolate(
  { inputs, places, state, derivative, bump, after: ends }: LoadedStep,
  outputs: readonly Float64Array[],
  times: Float64Array,
  first: number,
  states: number,
): number {
  const before = inputs[places.time];
  const after = ends[0];
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
