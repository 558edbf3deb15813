/** Samples a target that other threads can make from plain data, chain by chain on any executor. */
import type { Executor, Task } from "../execution/index.js";
import { inline } from "../execution/index.js";
import { streamKey } from "../random/index.js";
import type { ChainState } from "./chain-state.js";
import type { PortionInput, PortionOutput } from "./run/chain-task.js";
import { type Chains, runChains } from "./run/chains-in-turns.js";
import { DrawCollector } from "./run/draw-collector.js";
import { type RunPlan, runPlan } from "./run/run-plan.js";
import type { RunOptions, Sampling } from "./run-options.js";
import { emptyTransition } from "./trees/transition.js";

/** A target that can be made anywhere: plain data, and the task whose workers know how. */
export interface TargetSource {
  readonly task: Task<PortionInput, PortionOutput>;
  readonly data: unknown;
  readonly dimension: number;
  /** The variables of its recorder. */
  readonly variables: readonly string[];
}

/** How a source is sampled. */
export interface SampleSourceOptions extends RunOptions {
  /** Where chains run; in this thread when not given. */
  readonly executor?: Executor | undefined;
}

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
  const collector = new DrawCollector(plan, options.resume?.records);
  return runChains(plan, new RemoteChains(plan, source, options.executor ?? inline(), collector), collector);
}

class RemoteChains implements Chains {
  private readonly plan: RunPlan;
  private readonly source: TargetSource;
  private readonly executor: Executor;
  private readonly collector: DrawCollector;
  private readonly from: PortionInput["from"][];
  private readonly run: string;
  private readonly transition = emptyTransition(0);

  constructor(plan: RunPlan, source: TargetSource, executor: Executor, collector: DrawCollector) {
    this.plan = plan;
    this.source = source;
    this.executor = executor;
    this.collector = collector;
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
    // A chain that throws ends the others, too.
    const ender = new AbortController();
    const { signal } = this.plan;
    // Every chain is begun, whatever the signal says, so that there is a state of each to go on from.
    await Promise.all(this.from.map((from, c) => ("format" in from ? true : this.portion(c, 0, undefined))));
    const end = () => ender.abort(signal?.reason);
    signal?.throwIfAborted();
    signal?.addEventListener("abort", end, { once: true });
    try {
      await Promise.all(
        this.from.map(async (_, c) => {
          while (await this.portion(c, until, ender.signal));
        }),
      );
    } catch (error) {
      ender.abort(error);
      throw error;
    } finally {
      signal?.removeEventListener("abort", end);
    }
  }

  /** Runs one portion of a chain; returns whether there are more. */
  private async portion(c: number, until: number, signal: AbortSignal | undefined): Promise<boolean> {
    const { source, plan, run, collector } = this;
    const from = this.from[c];
    if ("format" in from && (from.iteration >= until || from.failure !== null)) return false;
    const { name, options } = plan.kernel;
    const adaptation = { name: plan.adaptation.name, options: plan.adaptation.options };
    const common = { run, data: source.data, kernel: { name, options }, adaptation, caller: plan.caller, thin: plan.thin };
    for await (const output of this.executor.map(source.task, [{ ...common, from, until }], { signal, firstIndex: c })) {
      this.from[c] = output.state;
      this.receive(c, output);
      collector.count(c, output.acceptance, output.transitions);
      collector.tell(c, output.state.iteration, output.state.stepSize);
      await plan.sink?.flush?.();
    }
    return true;
  }

  private receive(c: number, { record, state }: PortionOutput): void {
    const { collector, plan } = this;
    const { values, capacity, count, trace } = record;
    const first = Math.floor((state.iteration - plan.warmup) / plan.thin) - count;
    const places = new Map(record.divergences.map(({ iteration, position }) => [iteration, position]));
    for (let at = 0; at < count; at++) {
      for (let k = 0; k < collector.values.length; k++) collector.values[k] = values[k * capacity + at];
      const transition = {
        ...this.transition,
        acceptance: trace.acceptance[at],
        stepSize: trace.stepSize[at],
        treeDepth: trace.treeDepth[at],
        evaluations: trace.leapfrogs[at],
        divergent: trace.divergent[at] === 1,
        energy: trace.energy[at],
        divergedFrom: places.get(at) ?? this.transition.divergedFrom,
      };
      collector.keep(c, first + at, trace.logDensity[at], transition);
    }
  }

  states(): readonly ChainState[] {
    return this.from.filter((state): state is ChainState => "format" in state);
  }
}
