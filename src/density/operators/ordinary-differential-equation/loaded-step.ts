/** A step's program ready to run, and how it is asked. */

import type { BoundProgram } from "../../backend.js";
import { defaultBackend } from "../../backends/index.js";
import { type StepProgram, stepPlaces } from "./step-program.js";

/** The settings of a solution: plain data, from which any thread can run it. */
export interface SolutionSettings {
  readonly states: number;
  readonly parameters: number;
  readonly separateInitial: boolean;
  readonly separateParameters: boolean;
  readonly maximumSteps: number;
  readonly tolerances: { readonly relative: number; readonly absolute: number };
  readonly step: StepProgram;
}

const nothing = new Float64Array(0);

/** A solution on record, and what its values are worth. */
export interface SolutionToDifferentiate {
  steps: Float64Array;
  count: number;
  times: Float64Array;
  outputAdjoints: readonly Float64Array[];
}

/** Runs steps and their adjoints. */
export class LoadedStep {
  /** State, derivative, parameters, time, width, weights of the results: see `stepPlaces`. */
  readonly inputs: Float64Array;
  /** After `runAdjoint`: what the results' weights are worth for each input. */
  readonly adjoint: Float64Array;
  readonly places: ReturnType<typeof stepPlaces>;
  /** After `run`: the state, its derivative, and the bump of each state, one number in each array. */
  readonly state: readonly Float64Array[];
  readonly derivative: readonly Float64Array[];
  readonly bump: readonly Float64Array[];
  /** What the adjoint of a solution reads; set before each call. */
  readonly solution: SolutionToDifferentiate = { steps: nothing, count: 0, times: nothing, outputAdjoints: [] };
  /** The error over the tolerance, and by what the width should be multiplied next, in one number each. */
  readonly errors: Float64Array;
  readonly factors: Float64Array;
  /** The time after a step; set before interpolation. */
  readonly after = new Float64Array(1);
  private readonly bound: BoundProgram;

  constructor({ states, parameters, step }: SolutionSettings) {
    this.bound = defaultBackend().load(step.program, []).bind({}, {});
    this.inputs = this.bound.position;
    this.adjoint = this.bound.gradient;
    this.places = stepPlaces(states, parameters);
    const views = (numbers: readonly number[]) => numbers.map((number) => this.bound.array(number) as Float64Array);
    this.state = views(step.state);
    this.derivative = views(step.derivative);
    this.bump = views(step.bump);
    [this.errors, this.factors] = views([step.error, step.factor]);
  }

  /** Makes the step. */
  run(): void {
    this.bound.run("outputs");
  }

  runAdjoint(): void {
    this.bound.run("density");
  }
}

const loaded = new WeakMap<SolutionSettings, LoadedStep>();

/** The step of these settings: loaded once on each thread. */
export function loadedStep(settings: SolutionSettings): LoadedStep {
  let step = loaded.get(settings);
  if (step === undefined) {
    step = new LoadedStep(settings);
    loaded.set(settings, step);
  }
  return step;
}
