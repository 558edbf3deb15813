/** How models with data are sampled. */
import type { Executor } from "../execution/index.js";
import type { Adaptation, Kernel, RunOptions, SamplingState } from "../sampling/index.js";
import type { Fit } from "./fit.js";
import type { NamesOf } from "./known-options.js";

/** How a model is sampled. */
export interface ModelSampleOptions extends Omit<RunOptions, "warmStart" | "resume" | "stopAt"> {
  /**
   * Ends the run at the first look, every `every` draws of each chain (default 200, at least 10), at which the Monte Carlo standard error of the mean of each
   * parameter or quantity named is small enough.
   */
  readonly stopAt?: { readonly mcse: { readonly [variable: string]: number }; readonly every?: number };
  /** Threads or web workers, one chain on each at a time; in this thread, in turns, when not given. */
  readonly executor?: Executor;
  /** An earlier fit of the same model to other data, or its saved state: its step sizes and metrics are begun with. */
  readonly warmStart?: Fit | SamplingState;
  /**
   * An interrupted or shorter fit of the same model and data with the same options, or its saved `state`, to go on with to the same bits as if it had never
   * stopped.
   */
  readonly resume?: Fit | SamplingState;
}

/** How a model is fitted to many data sets. */
export interface RefitOptions {
  readonly seed: number | string;
  /** Iterations of warmup of all but the first fit (default 50); the first has the adaptation's own number. */
  readonly warmup?: number;
  /** Draws of each fit. Default 1000. */
  readonly iterations?: number;
  readonly kernel?: Kernel;
  readonly adaptation?: Adaptation;
}

/** What `sample` knows. */
export const sampleOptionNames: NamesOf<ModelSampleOptions> = {
  ...{ seed: true, chains: true, warmup: true, iterations: true, thin: true, kernel: true, adaptation: true, initial: true },
  ...{ executor: true, sink: true, precision: true, stopAt: true, signal: true, onProgress: true, resume: true, warmStart: true },
};

/** What `refits` knows. */
export const refitOptionNames: NamesOf<RefitOptions> = {
  seed: true,
  warmup: true,
  iterations: true,
  kernel: true,
  adaptation: true,
};
