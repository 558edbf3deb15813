/** Samples a log density with several chains. */
import type { LogDensity } from "../density/log-density.js";
import type { Draws, SamplerTrace } from "../draws/draws.js";
import { inline, type Task } from "../execution/index.js";
import { rngFromSeed } from "../random/index.js";
import type { Adaptation } from "./adaptation.js";
import { automatic } from "./adaptations/automatic.js";
import type { ChainState } from "./chain-state.js";
import type { Kernel } from "./kernel.js";
import { nuts } from "./kernels/nuts.js";
import { requireWhole } from "./requirements.js";
import { Chain } from "./run/chain.js";
import { addToRecord, type ChainRecord, type Divergence, emptyRecord, withCapacity } from "./run/chain-record.js";
import { recordedDraws, recordedTrace } from "./run/recorded-draws.js";
import type { Sink, SinkDraw } from "./sink.js";
import { coordinates, type Recorder } from "./target.js";

/** How a log density is sampled. */
export interface SampleOptions {
  /** An integer from 0 to 2^53 − 1, a bigint from 0 to 2^64 − 1, or a text: the same seed gives the same bits. */
  readonly seed: number | bigint | string;
  /** Default 4. */
  readonly chains?: number;
  /** Iterations of warmup, 0 or more; the adaptation's own number when not given. */
  readonly warmup?: number;
  /** Iterations of each chain after warmup. Default 1000. */
  readonly iterations?: number;
  /** Every how manyeth of them is kept. Default 1. */
  readonly thin?: number;
  /** Default `nuts()`. */
  readonly kernel?: Kernel;
  /** Default `automatic()`. */
  readonly adaptation?: Adaptation;
  /** Where chains begin: a position for all, or one for each; random when not given. */
  readonly initial?: ArrayLike<number> | ((chain: number) => ArrayLike<number>);
  /** What is recorded of positions; when not given, their coordinates as `x[1]`, `x[2]`, … */
  readonly recorder?: Recorder;
  /** Where draws go; kept in memory when not given. */
  readonly sink?: Sink;
  /** Ends the run early: what was drawn is kept, and can be gone on from. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ChainProgress) => void;
  /** The state of an interrupted or shorter run with the same options, to go on with to the same bits as if it had never stopped. */
  readonly resume?: SamplingState;
  /** An earlier run on a target much like this one: its chains' step sizes and metrics are begun with. */
  readonly warmStart?: Pick<SamplingState, "chains">;
}

/** How far one chain is. */
export interface ChainProgress {
  readonly chain: number;
  readonly phase: "warmup" | "sampling";
  /** Iterations made, warmup included. */
  readonly iteration: number;
  /** Iterations to make in all. */
  readonly total: number;
  /** Divergent transitions after warmup. */
  readonly divergences: number;
  /** Mean acceptance since the last report. */
  readonly acceptance: number;
  readonly stepSize: number;
}

/** A run, finished or not, as plain data. */
export interface SamplingState {
  readonly chains: readonly ChainState[];
  /** The draws in memory; none where another sink took them. */
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
  /** Whether all iterations were made, the signal ended the run, or a chain could not go on. */
  readonly ending: "finished" | "interrupted" | "failed";
  /** Why chains could not go on, in words. */
  readonly failures: readonly string[];
  /** Evaluations of the log density by all chains, warmup included. */
  readonly evaluations: number;
  /** The run as plain data, to resume it or to begin another with. */
  readonly state: SamplingState;
}

/** Evaluations between two looks at the clock. */
const PORTION = 64;
const CALLER = "sampleLogDensity";

/**
 * Draws from the density proportional to e^(log density) by Markov chains.
 *
 * Chain c draws from the stream seed → "chain" → c, its iteration i from the child i of that: neither the number of chains, nor interruptions
 * change any bit of it.
 *
 * @throws InvalidArgument for options out of range, a target of dimension 0, and a target without a finite value at 100 random positions
 * (or at the initial one).
 */
export async function sampleLogDensity(target: LogDensity, options: SampleOptions): Promise<Sampling> {
  const run = new Run(target, options);
  await run.finish();
  return run.result();
}

class Run {
  private readonly chains: Chain[] = [];
  private records: ChainRecord[] = [];
  private readonly recorder: Recorder;
  private readonly options: SampleOptions;
  private readonly warmup: number;
  private readonly iterations: number;
  private readonly thin: number;
  private readonly draw: SinkDraw | undefined;
  private readonly reports: { divergences: number; acceptance: number; count: number }[] = [];

  constructor(target: LogDensity, options: SampleOptions) {
    const { kernel = nuts(), adaptation = automatic(), seed, resume, warmStart, initial } = options;
    const { chains = 4, warmup = adaptation.defaultWarmup, iterations = 1000, thin = 1 } = options;
    requireWhole(CALLER, "target.dimension", target.dimension, 1);
    requireWhole(CALLER, "chains", chains, 1);
    requireWhole(CALLER, "warmup", warmup, 0);
    requireWhole(CALLER, "iterations", iterations, 0);
    requireWhole(CALLER, "thin", thin, 1);
    this.options = options;
    this.warmup = warmup;
    this.iterations = iterations;
    this.thin = thin;
    this.recorder = options.recorder ?? coordinates(target.dimension);
    const root = rngFromSeed(seed).child("chain");
    for (let c = 0; c < chains; c++) {
      const chain = new Chain(target, kernel, adaptation);
      if (resume) chain.resume(resume.chains[c]);
      else {
        chain.begin(CALLER, {
          stream: root.child(c),
          warmup,
          initial: typeof initial === "function" ? initial(c) : initial,
          learned: warmStart?.chains[c % warmStart.chains.length],
        });
      }
      this.chains.push(chain);
      this.reports.push({ divergences: 0, acceptance: 0, count: 0 });
    }
    this.open(resume);
    const { transition, point } = this.chains[0];
    const values = new Float64Array(this.recorder.variables.length);
    this.draw = { chain: 0, iteration: 0, values, logDensity: point.logDensity, transition };
  }

  private open(resume: SamplingState | undefined): void {
    const { variables } = this.recorder;
    const capacity = Math.floor(this.iterations / this.thin);
    if (this.options.sink) this.options.sink.open?.({ variables, chains: this.chains.length, iterations: capacity });
    else if (resume) this.records = resume.records.map((record) => withCapacity(structuredClone(record), capacity));
    else this.records = this.chains.map(() => emptyRecord(variables.length, capacity));
  }

  /** Runs all chains, in turns of a few iterations, until they are through or the signal comes. */
  async finish(): Promise<void> {
    const { signal, sink } = this.options;
    const task: Task<number, void> = { name: "portion", run: (chain) => this.portion(chain) };
    try {
      for await (const _ of inline().map(task, this.turns(), { signal })) if (sink?.flush) await sink.flush();
    } catch (error) {
      if (!signal?.aborted || error !== signal.reason) throw error;
    }
  }

  private *turns(): Generator<number> {
    const total = this.warmup + this.iterations;
    for (let left = true; left; ) {
      left = false;
      for (let c = 0; c < this.chains.length; c++) {
        const chain = this.chains[c];
        if (chain.failure !== null || chain.iteration >= total) continue;
        left = true;
        yield c;
      }
    }
  }

  private portion(c: number): void {
    const chain = this.chains[c];
    const end = chain.evaluations + PORTION;
    const total = this.warmup + this.iterations;
    const report = this.reports[c];
    while (chain.evaluations < end && chain.iteration < total && chain.failure === null) {
      chain.advance();
      report.acceptance += chain.transition.acceptance;
      report.count++;
      const made = chain.iteration - this.warmup;
      if (made > 0) {
        if (chain.transition.divergent) report.divergences++;
        if (made % this.thin === 0) this.keep(c, chain, made / this.thin - 1);
      }
    }
    if (this.options.onProgress) this.tell(c, chain);
  }

  private keep(c: number, chain: Chain, iteration: number): void {
    const draw = this.draw as SinkDraw;
    draw.chain = c;
    draw.iteration = iteration;
    draw.logDensity = chain.point.logDensity;
    draw.transition = chain.transition;
    this.recorder.writeInto(draw.values, chain.point.position);
    if (this.options.sink) this.options.sink.write(draw);
    else addToRecord(this.records[c], draw);
  }

  private tell(c: number, chain: Chain): void {
    const report = this.reports[c];
    const total = this.warmup + this.iterations;
    if (report.count < Math.max(1, total / 100) && chain.iteration < total) return;
    this.options.onProgress?.({
      chain: c,
      phase: chain.iteration <= this.warmup ? "warmup" : "sampling",
      iteration: chain.iteration,
      total,
      divergences: report.divergences,
      acceptance: report.acceptance / report.count,
      stepSize: chain.tuning.stepSize,
    });
    report.acceptance = 0;
    report.count = 0;
  }

  result(): Sampling {
    const { chains, records } = this;
    const draws = recordedDraws(this.recorder.variables, records);
    const failures = chains.flatMap(({ failure }, c) => (failure === null ? [] : [`chain ${c + 1}: ${failure}`]));
    const total = this.warmup + this.iterations;
    const done = chains.every(({ iteration }) => iteration >= total);
    return {
      draws,
      traces: records.map((record) => recordedTrace(record, draws.iterationCount)),
      divergences: records.map(({ divergences }) => divergences),
      ending: failures.length > 0 ? "failed" : done ? "finished" : "interrupted",
      failures,
      evaluations: chains.reduce((sum, { evaluations }) => sum + evaluations, 0),
      state: { chains: chains.map((chain) => chain.state()), records },
    };
  }
}
