/** Runs all chains to their end, portion by portion. */
import type { ChainState } from "../chain-state.js";
import type { Sampling, SamplingState } from "../run-options.js";
import { type ChainRecord, copyOfRecord } from "./chain-record.js";
import type { DrawCollector } from "./draw-collector.js";
import { recordedDraws, recordedTrace } from "./recorded-draws.js";
import type { RunPlan } from "./run-plan.js";

/** The chains of a run, wherever they are. */
export interface Chains {
  /** Advances all chains to the same iteration, or as far as they can go. */
  advance(until: number): Promise<void>;
  states(): readonly ChainState[];
}

/** Advances the chains to the end, or the look at which they are precise enough; returns what came of it. */
export async function runChains(plan: RunPlan, chains: Chains, collector: DrawCollector): Promise<Sampling> {
  const { warmup, iterations, every, target, signal } = plan;
  const end = warmup + iterations;
  let precise = false;
  try {
    let until = warmup;
    // Looks that a resumed run had before are not taken again, for it has more draws now.
    const made = Math.max(0, ...chains.states().map(({ iteration }) => iteration));
    while (until + every < made) until += every;
    while (!precise) {
      until = target ? Math.min(until + every, end) : end;
      await chains.advance(until);
      if (until === end) break;
      precise = collector.isPrecise();
    }
  } catch (error) {
    if (!signal?.aborted || error !== signal.reason) throw error;
  }
  const states = chains.states();
  let state: SamplingState | undefined;
  return {
    ...told(plan, states, collector, precise),
    get state() {
      state ??= { chains: states, records: collector.records.map((record) => inOwnMemory(record, plan.variables.length)) };
      return state;
    },
  };
}

/** The record itself, or a copy if it is in memory that threads share, which cannot be stored as it is. */
function inOwnMemory(record: ChainRecord, variables: number): ChainRecord {
  return record.values.buffer instanceof ArrayBuffer ? record : copyOfRecord(record, variables, 0, false);
}

function told(
  plan: RunPlan,
  states: readonly ChainState[],
  { records }: DrawCollector,
  precise: boolean,
): Omit<Sampling, "state"> {
  const draws = recordedDraws(plan.variables, records);
  const failures = states.flatMap(({ failure }, c) => (failure === null ? [] : [`chain ${c + 1}: ${failure}`]));
  const done = states.length === plan.chains && states.every(({ iteration }) => iteration >= plan.warmup + plan.iterations);
  return {
    draws,
    traces: records.map((record) => recordedTrace(record, draws.iterationCount)),
    divergences: records.map(({ divergences }) => divergences),
    ending: failures.length > 0 ? "failed" : done ? "finished" : precise ? "precise" : "interrupted",
    failures,
    evaluations: states.reduce((sum, { evaluations }) => sum + evaluations, 0),
  };
}
