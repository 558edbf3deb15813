/** Samples a log density with several chains in this thread. */
import type { LogDensity } from "../density/log-density.js";
import { inline, type Task } from "../execution/index.js";
import { Chain } from "./run/chain.js";
import { type Chains, runChains } from "./run/chains-in-turns.js";
import { DrawCollector } from "./run/draw-collector.js";
import { type RunPlan, runPlan } from "./run/run-plan.js";
import type { RunOptions, Sampling } from "./run-options.js";
import { coordinates, type Recorder } from "./target.js";

/** How a log density is sampled. */
export interface SampleOptions extends RunOptions {
  /** What is recorded of positions; when not given, their coordinates as `x[1]`, `x[2]`, … */
  readonly recorder?: Recorder | undefined;
}

/** Evaluations between two looks at the clock. */
const PORTION = 64;

/**
 * Draws from the density proportional to e^(log density) by Markov chains, which take turns in this thread and let its event loop have its own.
 *
 * Chain c draws from the stream seed → "chain" → c, its iteration i from the child i of that: neither the number of chains, nor interruptions,
 * nor threads change any bit of it.
 *
 * @throws InvalidArgument for options out of range, a target of dimension 0, and a target without a finite value at 100 random positions
 * (or at the initial one).
 */
export async function sampleLogDensity(target: LogDensity, options: SampleOptions): Promise<Sampling> {
  const recorder = options.recorder ?? coordinates(target.dimension);
  const plan = runPlan("sampleLogDensity", target.dimension, recorder.variables, options);
  const collector = new DrawCollector(plan, options.resume?.records);
  return runChains(plan, new InlineChains(plan, target, recorder, collector), collector);
}

class InlineChains implements Chains {
  private readonly chains: Chain[] = [];
  private readonly plan: RunPlan;
  private readonly recorder: Recorder;
  private readonly collector: DrawCollector;

  constructor(plan: RunPlan, target: LogDensity, recorder: Recorder, collector: DrawCollector) {
    this.plan = plan;
    this.recorder = recorder;
    this.collector = collector;
    for (let c = 0; c < plan.chains; c++) {
      const chain = new Chain(target, plan.kernel, plan.adaptation, this.chains[0]);
      if (plan.resume) chain.resume(plan.resume.chains[c]);
      else {
        const { initial, warmStart, warmup } = plan;
        chain.begin(plan.caller, {
          stream: plan.stream.child(c),
          warmup,
          initial: typeof initial === "function" ? initial(c) : initial,
          learned: warmStart?.chains[c % warmStart.chains.length],
        });
      }
      this.chains.push(chain);
    }
  }

  async advance(until: number): Promise<void> {
    const { signal, sink } = this.plan;
    const task: Task<number, void> = { name: "portion", run: (c) => this.portion(c, until) };
    for await (const _ of inline().map(task, this.turns(until), { signal })) if (sink?.flush) await sink.flush();
  }

  private *turns(until: number): Generator<number> {
    for (let left = true; left; ) {
      left = false;
      for (let c = 0; c < this.chains.length; c++) {
        if (this.chains[c].failure !== null || this.chains[c].iteration >= until) continue;
        left = true;
        yield c;
      }
    }
  }

  private portion(c: number, until: number): void {
    const { collector, recorder, plan } = this;
    const { warmup, thin } = plan;
    const chain = this.chains[c];
    const end = chain.evaluations + PORTION;
    let acceptance = 0;
    let transitions = 0;
    while (chain.evaluations < end && chain.iteration < until && chain.failure === null) {
      chain.advance();
      acceptance += chain.transition.acceptance;
      transitions++;
      const made = chain.iteration - warmup;
      if (made <= 0 || made % thin !== 0) continue;
      recorder.writeInto(collector.values, chain.point.position);
      collector.keep(c, made / thin - 1, chain.point.logDensity, chain.transition);
    }
    collector.count(c, acceptance, transitions);
    collector.tell(c, chain.iteration, chain.tuning.stepSize);
  }

  states() {
    return this.chains.map((chain) => chain.state());
  }
}
