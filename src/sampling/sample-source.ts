/** Samples a target that other threads can make from plain data, chain by chain on any executor. */
import type { Executor, Task } from "../execution/index.js";
import { inline } from "../execution/index.js";
import { streamKey } from "../random/index.js";
import type { ChainState } from "./chain-state.js";
import type { PortionInput, PortionOutput } from "./run/chain-task.js";
import { type Chains, runChains } from "./run/chains-in-turns.js";
import { DrawCollector } from "./run/draw-collector.js";
import { handOver, keepAll, keepWritten } from "./run/received-draws.js";
import { type RunPlan, runPlan } from "./run/run-plan.js";
import type { RunOptions, Sampling } from "./run-options.js";

/** A target that can be made anywhere: plain data, and the task whose workers know how. */
export interface TargetSource {
  readonly task: Task<PortionInput, PortionOutput | null>;
  readonly data: unknown;
  /** A name for the data, by which workers keep the target from run to run: to be given only if other data never come under it. */
  readonly key?: string;
  readonly dimension: number;
  /** The variables of its recorder. */
  readonly variables: readonly string[];
}

/** How a source is sampled. */
export interface SampleSourceOptions extends RunOptions {
  /**
   * Where chains run; in this thread when not given. Draws are then in memory shared between threads, where there is such: to be copied before they are put
   * where that is refused (IndexedDB); the state is not.
   */
  readonly executor?: Executor | undefined;
}

/** Iterations that are worth a message to another thread. */
const FEWEST = 100;

/** Tells runs apart, so that a worker keeps what it made for one. */
const runs = { count: 0 };

/**
 * Draws from the density proportional to e^(log density) by Markov chains that run side by side on an executor; the same bits as
 * `sampleLogDensity` gives of the same target.
 *
 * @throws InvalidArgument as `sampleLogDensity`, and for kernels and adaptations that the workers do not know.
 */
export async function sampleSource(source: TargetSource, options: SampleSourceOptions): Promise<Sampling> {
  const plan = runPlan("sampleSource", source.dimension, source.variables, options);
  // Threads write draws where they stay, if they can; a sink gets them in messages.
  const shared = options.executor !== undefined && options.sink === undefined && typeof SharedArrayBuffer === "function";
  const collector = new DrawCollector(plan, options.resume?.records, shared);
  return runChains(plan, new RemoteChains(plan, source, options.executor ?? inline(), collector, shared), collector);
}

class RemoteChains implements Chains {
  private readonly plan: RunPlan;
  private readonly source: TargetSource;
  private readonly executor: Executor;
  private readonly collector: DrawCollector;
  private readonly shared: boolean;
  private readonly from: PortionInput["from"][];
  private readonly run: string;

  constructor(plan: RunPlan, source: TargetSource, executor: Executor, collector: DrawCollector, shared: boolean) {
    this.plan = plan;
    this.source = source;
    this.executor = executor;
    this.collector = collector;
    this.shared = shared;
    this.run = `${source.task.name} ${runs.count++}`;
    this.from = Array.from({ length: plan.chains }, (_, c) => this.beginning(c));
  }

  private beginning(c: number): PortionInput["from"] {
    const { resume, initial, warmStart, warmup, stream } = this.plan;
    if (resume) return resume.chains[c];
    const former = warmStart?.chains[c % warmStart.chains.length];
    return {
      stream: streamKey(stream.child(c)),
      warmup,
      initial: typeof initial === "function" ? initial(c) : initial,
      learned: former && { stepSize: former.stepSize, metric: former.metric },
    };
  }

  async advance(until: number): Promise<void> {
    const { signal } = this.plan;
    try {
      signal?.throwIfAborted();
      await this.inTurns(until, signal);
    } catch (error) {
      // Every chain is begun, whatever the signal says, so that there is a state of each to go on from.
      if (signal?.aborted) await this.inTurns(0, undefined);
      throw error;
    }
  }

  /**
   * Runs portions of chains until none is left, at any time of those that are furthest behind: so that all end together. A chain that throws ends the others, too;
   * none is under way any more when this is over.
   */
  private async inTurns(until: number, signal: AbortSignal | undefined): Promise<void> {
    const ender = new AbortController();
    const end = () => ender.abort(signal?.reason);
    signal?.addEventListener("abort", end, { once: true });
    const underWay = new Set<number>();
    const turns = async () => {
      for (let c = this.furthestBehind(until, underWay); c !== undefined; c = this.furthestBehind(until, underWay)) {
        underWay.add(c);
        await this.portion(c, until, ender.signal).catch((error) => {
          ender.abort(error);
          throw error;
        });
        underWay.delete(c);
      }
    };
    const count = Math.min(this.executor.concurrency, this.from.length);
    const ends = await Promise.allSettled(Array.from({ length: count }, turns));
    signal?.removeEventListener("abort", end);
    for (const ended of ends) if (ended.status === "rejected") throw ended.reason;
  }

  private furthestBehind(until: number, underWay: ReadonlySet<number>): number | undefined {
    const left = this.from.map((_, c) => c).filter((c) => !underWay.has(c) && this.iterationsLeft(c, until) > 0);
    return left.length === 0
      ? undefined
      : left.reduce((a, b) => (this.iterationsLeft(b, until) > this.iterationsLeft(a, until) ? b : a));
  }

  /** A chain that has not begun has an iteration more to make. */
  private iterationsLeft(c: number, until: number): number {
    const from = this.from[c];
    if (!("format" in from)) return until + 1;
    return from.failure === null ? Math.max(0, until - from.iteration) : 0;
  }

  /** Runs one portion of a chain: the smaller, the less is left of all chains, so that nobody waits long for the last one. */
  private async portion(c: number, until: number, signal: AbortSignal): Promise<void> {
    const { plan, collector, executor } = this;
    const from = this.from[c];
    const made = "format" in from ? from.iteration : 0;
    const left = this.from.reduce((sum, _, other) => sum + this.iterationsLeft(other, until), 0);
    const share = Math.max(FEWEST, Math.ceil(left / (2 * executor.concurrency)));
    const { state, record, acceptance, transitions } = await this.answer(
      c,
      { from, until: Math.min(until, made + share) },
      signal,
    );
    this.from[c] = state;
    if (plan.sink) handOver(collector, c, Math.floor((state.iteration - plan.warmup) / plan.thin) - record.count, record);
    else if (this.shared) keepWritten(collector, c, record.count, record.divergences);
    else keepAll(collector, c, record);
    collector.count(c, acceptance, transitions);
    collector.tell(c, state.iteration, state.stepSize);
    await plan.sink?.flush?.();
  }

  /** Asks for a portion: without the data where a worker has made the target of them before. */
  private async answer(c: number, portion: Pick<PortionInput, "from" | "until">, signal: AbortSignal): Promise<PortionOutput> {
    const { source, plan, run, executor } = this;
    const { name, options } = plan.kernel;
    const adaptation = { name: plan.adaptation.name, options: plan.adaptation.options };
    const record = this.shared ? this.collector.records[c] : undefined;
    const target = source.key ?? run;
    const input = {
      run,
      target,
      kernel: { name, options },
      adaptation,
      caller: plan.caller,
      thin: plan.thin,
      record,
      ...portion,
    };
    const datas = "format" in portion.from ? [undefined, source.data] : [source.data];
    for (const data of datas)
      for await (const output of executor.map(source.task, [{ ...input, data }], { signal, firstIndex: c }))
        if (output !== null) return output;
    throw new Error(`${plan.caller}: the task ${source.task.name} gave nothing although it was given data`);
  }

  states(): readonly ChainState[] {
    return this.from.filter((state): state is ChainState => "format" in state);
  }
}
