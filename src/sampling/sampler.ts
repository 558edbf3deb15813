/** One chain after another on one target, in the same buffers: for thousands of refits. */
import type { LogDensity } from "../density/log-density.js";
import type { Draws, SamplerTrace } from "../draws/draws.js";
import { rngFromSeed } from "../random/index.js";
import type { Adaptation } from "./adaptation.js";
import { automatic } from "./adaptations/automatic.js";
import type { ChainState } from "./chain-state.js";
import type { Kernel } from "./kernel.js";
import { nuts } from "./kernels/nuts.js";
import { requireWhole } from "./requirements.js";
import { Chain } from "./run/chain.js";
import { addToRecord, type ChainRecord, emptyRecord } from "./run/chain-record.js";
import { recordedDraws, recordedTrace } from "./run/recorded-draws.js";
import type { SinkDraw } from "./sink.js";
import { coordinates, type Recorder } from "./target.js";

/** What stays the same from run to run. */
export interface SamplerOptions {
  /** Default `nuts()`. */
  readonly kernel?: Kernel;
  /** Default `automatic()`. */
  readonly adaptation?: Adaptation;
  /** What is recorded of positions; when not given, their coordinates as `x[1]`, `x[2]`, … */
  readonly recorder?: Recorder;
  /** Iterations of each run after warmup. Default 1000. */
  readonly iterations?: number;
}

/** One run of a sampler. */
export interface SamplerRun {
  /** An integer from 0 to 2^53 − 1, a bigint from 0 to 2^64 − 1, or a text: the same seed gives the same bits. */
  readonly seed: number | bigint | string;
  /** Iterations of warmup; when not given, the adaptation's own number, or 0 after an earlier run. */
  readonly warmup?: number;
  /** The first position; random when not given, or where the earlier run ended. */
  readonly initial?: ArrayLike<number> | undefined;
  /** The end of a run on much the same target: its step size and metric are begun with. */
  readonly after?: ChainState | undefined;
}

/** What a run of a sampler gave: views of its buffers, until it runs again. */
export interface SamplerDraws {
  readonly draws: Draws;
  readonly trace: SamplerTrace;
  /** Why the chain could not go on, in words; null if it did. */
  readonly failure: string | null;
}

/**
 * A sampler of one target, one chain a run, without pauses. The target may change between runs (new data under the same parameters); the
 * buffers stay.
 *
 * @throws InvalidArgument for a target of dimension 0 and numbers out of range; a run, for a target without a finite value.
 */
export class Sampler {
  private readonly chain: Chain;
  private readonly recorder: Recorder;
  private readonly record: ChainRecord;
  private readonly draw: SinkDraw;
  private readonly defaultWarmup: number;

  constructor(target: LogDensity, options: SamplerOptions = {}) {
    const { kernel = nuts(), adaptation = automatic(), recorder = coordinates(target.dimension), iterations = 1000 } = options;
    requireWhole("Sampler", "target.dimension", target.dimension, 1);
    requireWhole("Sampler", "iterations", iterations, 0);
    this.chain = new Chain(target, kernel, adaptation);
    this.recorder = recorder;
    this.record = emptyRecord(recorder.variables.length, iterations);
    this.defaultWarmup = adaptation.defaultWarmup;
    const values = new Float64Array(recorder.variables.length);
    this.draw = { chain: 0, iteration: 0, values, logDensity: 0, transition: this.chain.transition };
  }

  /** Runs a chain from its beginning to its end; equal, bit for bit, to the first chain of `sampleLogDensity` from the same beginning. */
  run({ seed, after, initial = after?.position, warmup = after ? 0 : this.defaultWarmup }: SamplerRun): SamplerDraws {
    requireWhole("Sampler.run", "warmup", warmup, 0);
    const { chain, record, draw, recorder } = this;
    chain.begin("Sampler.run", { stream: rngFromSeed(seed).child("chain").child(0), warmup, initial, learned: after });
    record.count = 0;
    record.divergences.length = 0;
    while (chain.iteration < warmup && chain.failure === null) chain.advance();
    while (record.count < record.capacity && chain.failure === null) {
      chain.advance();
      recorder.writeInto(draw.values, chain.point.position);
      draw.logDensity = chain.point.logDensity;
      addToRecord(record, draw);
    }
    const draws = recordedDraws(recorder.variables, [record]);
    return { draws, trace: recordedTrace(record, record.count), failure: chain.failure };
  }

  /** The end of the last run, to begin others after; a copy. */
  state(): ChainState {
    return this.chain.state();
  }
}
