/** What is asked of a run, and what it gives. */

import type { Draws, SamplerTrace } from "../draws/draws.js";
import type { Adaptation } from "./adaptation.js";
import type { ChainState } from "./chain-state.js";
import type { Kernel } from "./kernel.js";
import type { ChainRecord, Divergence } from "./run/chain-record.js";
import type { Sink } from "./sink.js";
import type { Recorder } from "./target.js";

/** How a target is sampled. */
export interface RunOptions {
  /** An integer from 0 to 2^53 − 1, a bigint from 0 to 2^64 − 1, or a text: the same seed gives the same bits. */
  readonly seed: number | bigint | string;
  /** Default 4. */
  readonly chains?: number;
  /** Iterations of warmup, 0 or more; the adaptation's own number when not given. */
  readonly warmup?: number;
  /** Iterations of each chain after warmup. Default 1000. */
  readonly iterations?: number;
  /** Of so many iterations the last is kept. Default 1. */
  readonly thin?: number;
  /** Default `nuts()`. */
  readonly kernel?: Kernel;
  /** Default `automatic()`. */
  readonly adaptation?: Adaptation;
  /** Where chains begin: a position for all, or one for each; random when not given. */
  readonly initial?: ArrayLike<number> | ((chain: number) => ArrayLike<number>) | undefined;
  /** Where draws go; kept in memory when not given. */
  readonly sink?: Sink | undefined;
  /** Draws in memory are kept in doubles (default) or in half the memory. */
  readonly precision?: "double" | "single";
  /**
   * Ends the run at the first look, every `every` draws of each chain (default 200, at least 10), at which the Monte Carlo standard error of
   * the mean of each variable named is small enough. Where positions are kept, a recorder can name variables that are computed from them.
   */
  readonly stopAt?:
    | { readonly mcse: { readonly [variable: string]: number }; readonly every?: number; readonly recorder?: Recorder }
    | undefined;
  /** Ends the run early: what was drawn is kept, and can be gone on from. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ChainProgress) => void) | undefined;
  /** The state of an interrupted or shorter run with the same options, to go on with to the same bits as if it had never stopped. */
  readonly resume?: SamplingState | undefined;
  /** An earlier run on a target much like this one: its chains' step sizes and metrics are begun with. */
  readonly warmStart?: Pick<SamplingState, "chains"> | undefined;
}

/** How far one chain is. */
export interface ChainProgress {
  readonly chain: number;
  readonly phase: "warmup" | "sampling";
  /** Iterations made, warmup included. */
  readonly iteration: number;
  /** Iterations to make in all. */
  readonly total: number;
  /** Divergent transitions after warmup, of the draws kept. */
  readonly divergences: number;
  /** Mean acceptance since the last report. */
  readonly acceptance: number;
  readonly stepSize: number;
}

/** A run, finished or not, as plain data. */
export interface SamplingState {
  readonly chains: readonly ChainState[];
  /** The draws in memory; none where a sink took them. */
  readonly records: readonly ChainRecord[];
}

/** What a run gives. */
export interface Sampling {
  /** The draws that all chains have. */
  readonly draws: Draws;
  /** What the sampler recorded, chain by chain, at the same iterations. */
  readonly traces: readonly SamplerTrace[];
  /** Where trajectories diverged, chain by chain. */
  readonly divergences: readonly (readonly Divergence[])[];
  /** Whether all iterations were made, the errors were small enough, the signal ended the run, or a chain could not go on. */
  readonly ending: "finished" | "precise" | "interrupted" | "failed";
  /** Why chains could not go on, in words. */
  readonly failures: readonly string[];
  /** Evaluations of the log density by all chains, warmup included. */
  readonly evaluations: number;
  /** The run as plain data, to resume it or to begin another with. */
  readonly state: SamplingState;
}
