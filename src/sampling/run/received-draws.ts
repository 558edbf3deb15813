/** Draws that other threads made, on their way to the sink or the records. */
import { emptyTransition } from "../trees/transition.js";
import { addDivergences, appendRecord, type ChainRecord, type Divergence } from "./chain-record.js";
import type { DrawCollector } from "./draw-collector.js";

/** Keeps the draws of a record in the collector's own. */
export function keepAll(collector: DrawCollector, chain: number, record: ChainRecord): void {
  const own = collector.records[chain];
  const { count } = own;
  appendRecord(own, record);
  countDivergences(collector, chain, count);
}

/** Keeps the draws that were written to the collector's own record: all before number `count`. */
export function keepWritten(collector: DrawCollector, chain: number, count: number, divergences: readonly Divergence[]): void {
  const own = collector.records[chain];
  const before = own.count;
  own.count = count;
  addDivergences(own, divergences);
  countDivergences(collector, chain, before);
}

function countDivergences(collector: DrawCollector, chain: number, from: number): void {
  const { trace, count } = collector.records[chain];
  let divergences = 0;
  for (let at = from; at < count; at++) divergences += trace.divergent[at];
  collector.countDivergences(chain, divergences);
}

/** Hands the draws of a record to the sink, one by one; the first has the number `first` in its chain. */
export function handOver(collector: DrawCollector, chain: number, first: number, record: ChainRecord): void {
  const { values, capacity, count, trace } = record;
  const nowhere: Float64Array = new Float64Array(0);
  const transition = { ...emptyTransition(0), divergedFrom: nowhere };
  const places = new Map(record.divergences.map(({ iteration, position }) => [iteration, position]));
  for (let at = 0; at < count; at++) {
    for (let k = 0; k < collector.values.length; k++) collector.values[k] = values[k * capacity + at];
    transition.acceptance = trace.acceptance[at];
    transition.stepSize = trace.stepSize[at];
    transition.treeDepth = trace.treeDepth[at];
    transition.evaluations = trace.leapfrogs[at];
    transition.divergent = trace.divergent[at] === 1;
    transition.energy = trace.energy[at];
    transition.divergedFrom = places.get(at) ?? nowhere;
    collector.keep(chain, first + at, trace.logDensity[at], transition);
  }
}
