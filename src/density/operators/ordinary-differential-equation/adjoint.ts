/** The exact gradient of a solution as it was computed: back over its steps, their widths held fixed. */
import type { LoadedStep, SolutionSettings } from "./loaded-step.js";
import { recordWidth } from "./solve.js";

/**
 * Writes the adjoints of the initial state and of the parameters into `slopes`: D + P numbers, then room for 2 D more. The step's inputs hold the
 * parameters, the initial state and time, and `step.solution` the solution.
 *
 * Each step is run backward by its own adjoint: the state and derivative after it weigh what later steps made of them, and the times that were
 * interpolated in it add their share.
 *
 * Source: griewank2008evaluating, chapter 3.
 */
export function solutionAdjoint(step: LoadedStep, slopes: Float64Array, settings: SolutionSettings): void {
  const { states, parameters } = settings;
  const { inputs, adjoint, places } = step;
  const { steps, count, times } = step.solution;
  const { weights } = places;
  const direct = states + parameters;
  slopes.fill(0);
  for (let i = 0; i < 3 * states; i++) inputs[weights + i] = 0;
  let last = times.length - 1;
  for (let n = count - 1; n >= 0; n--) {
    readStep(step, steps, n, states);
    for (let i = 0; i < states; i++) inputs[weights + 2 * states + i] = 0;
    for (let i = 0; i < 2 * states; i++) slopes[direct + i] = 0;
    for (; last >= 0 && times[last] > inputs[places.time]; last--) addInterpolated(step, slopes, direct, last, states);
    step.runAdjoint();
    addParameters(slopes, step, states, parameters);
    for (let i = 0; i < 2 * states; i++) inputs[weights + i] = adjoint[i] + slopes[direct + i];
  }
  startAdjoint(step, slopes, last, settings);
}

function readStep({ inputs, places }: LoadedStep, steps: Float64Array, n: number, states: number): void {
  const at = n * recordWidth(states);
  for (let i = 0; i < 2 * states; i++) inputs[i] = steps[at + i];
  inputs[places.time] = steps[at + 2 * states];
  inputs[places.width] = steps[at + 2 * states + 1];
}

/** What one time in the step is worth for the step's results (as weights), and for the state and derivative before it (from `direct` on). */
function addInterpolated(
  { inputs, places, solution }: LoadedStep,
  slopes: Float64Array,
  direct: number,
  at: number,
  states: number,
): void {
  const { times, outputAdjoints } = solution;
  const { weights } = places;
  const width = inputs[places.width];
  const share = (times[at] - inputs[places.time]) / width;
  const rest = 1 - share;
  const rise = share * share * (3 - 2 * share);
  const middle = share * rest;
  for (let i = 0; i < states; i++) {
    const slope = outputAdjoints[i][at];
    inputs[weights + i] += slope * rise;
    inputs[weights + states + i] -= slope * middle * width * share;
    inputs[weights + 2 * states + i] += slope * middle * middle;
    slopes[direct + i] += slope * (1 - rise);
    slopes[direct + states + i] += slope * middle * width * rest;
  }
}

function addParameters(slopes: Float64Array, { adjoint, places }: LoadedStep, states: number, parameters: number): void {
  for (let p = 0; p < parameters; p++) slopes[states + p] += adjoint[places.parameters + p];
}

/** The first derivative depends on the initial state and the parameters: a step of width 0; and times at the start are the initial state. */
function startAdjoint(step: LoadedStep, slopes: Float64Array, last: number, settings: SolutionSettings): void {
  const { states, parameters } = settings;
  const { inputs, adjoint, places, solution } = step;
  for (let t = 0; t <= last; t++) for (let i = 0; i < states; i++) inputs[places.weights + i] += solution.outputAdjoints[i][t];
  for (let i = 0; i < states; i++) inputs[places.weights + 2 * states + i] = 0;
  inputs[places.width] = 0;
  step.runAdjoint();
  addParameters(slopes, step, states, parameters);
  for (let i = 0; i < states; i++) slopes[i] += adjoint[i];
}
