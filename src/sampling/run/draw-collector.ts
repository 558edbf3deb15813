/** Where the draws of all chains come together, and their progress is told. */
import { mcseMeanOf } from "../../draws/statistics/mcse-mean.js";
import type { Transition } from "../kernel.js";
import type { Sink, SinkDraw } from "../sink.js";
import { emptyTransition } from "../trees/transition.js";
import { addToRecord, type ChainRecord, copyOfRecord, emptyRecord } from "./chain-record.js";
import { recordedDraws } from "./recorded-draws.js";
import type { RunPlan } from "./run-plan.js";
import { WatchedDraws } from "./watched-draws.js";

/** Receives the draws of all chains, in their sink or in memory. */
export class DrawCollector {
  readonly records: ChainRecord[] = [];
  private readonly plan: RunPlan;
  private readonly sink: Sink | undefined;
  private readonly draw: SinkDraw;
  private watched: WatchedDraws | undefined;
  private readonly reports: { divergences: number; acceptance: number; count: number }[] = [];

  /** With `shared`, draws are kept in memory to which other threads can write. */
  constructor(plan: RunPlan, records: readonly ChainRecord[] | undefined, shared = false) {
    this.plan = plan;
    const { chains, iterations, thin, sink, variables, precision } = plan;
    this.sink = sink;
    const capacity = Math.floor(iterations / thin);
    for (let c = 0; c < chains; c++) {
      this.reports.push({ divergences: 0, acceptance: 0, count: 0 });
      if (sink) continue;
      const former = records?.[c];
      this.records.push(
        former
          ? copyOfRecord(former, variables.length, capacity, shared)
          : emptyRecord(variables.length, capacity, precision === "single", shared),
      );
    }
    sink?.open?.({ variables, chains, iterations: capacity });
    const values = new Float64Array(variables.length);
    this.draw = { chain: 0, iteration: 0, values, logDensity: 0, transition: emptyTransition(0) };
  }

  /** Where the values of the next draw are to be written. */
  get values(): Float64Array {
    return this.draw.values;
  }

  /** Keeps the draw whose values were written. */
  keep(chain: number, iteration: number, logDensity: number, transition: Transition): void {
    const { draw } = this;
    draw.chain = chain;
    draw.iteration = iteration;
    draw.logDensity = logDensity;
    draw.transition = transition;
    if (transition.divergent) this.reports[chain].divergences++;
    if (this.sink) this.sink.write(draw);
    else addToRecord(this.records[chain], draw);
  }

  /** Counts divergent transitions of draws that were kept elsewhere. */
  countDivergences(chain: number, divergences: number): void {
    this.reports[chain].divergences += divergences;
  }

  /** Counts transitions for the next report. */
  count(chain: number, acceptance: number, transitions: number): void {
    this.reports[chain].acceptance += acceptance;
    this.reports[chain].count += transitions;
  }

  /** Tells the listener how far a chain is, about a hundred times in all. */
  tell(chain: number, iteration: number, stepSize: number): void {
    const { onProgress, warmup, iterations } = this.plan;
    if (onProgress === undefined) return;
    const report = this.reports[chain];
    const total = warmup + iterations;
    if (report.count === 0 || (report.count < total / 100 && iteration < total)) return;
    const { divergences } = report;
    const phase = iteration <= warmup ? "warmup" : "sampling";
    const acceptance = report.acceptance / report.count;
    onProgress({ chain, phase, iteration, total, divergences, acceptance, stepSize });
    report.acceptance = 0;
    report.count = 0;
  }

  /** Whether the Monte Carlo standard errors of the means wanted are small enough in the draws that all chains have. */
  isPrecise(): boolean {
    const { target, variables } = this.plan;
    if (target === undefined || this.sink) return false;
    const { mcse, recorder } = target;
    const names = Object.keys(mcse);
    if (recorder) this.watched ??= new WatchedDraws(names, recorder, this.records);
    const kept = recordedDraws(variables, this.records);
    return names.every((name, k) => mcseMeanOf(this.watched?.of(k) ?? kept.of(name)) <= mcse[name]);
  }
}
