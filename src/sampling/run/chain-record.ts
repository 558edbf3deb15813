/** The draws of one chain in memory, as plain data. */
import type { SamplerTrace } from "../../draws/draws.js";
import type { SinkDraw } from "../sink.js";

/** Where a trajectory diverged. */
export interface Divergence {
  /** The number of the draw in its chain, from 0. */
  readonly iteration: number;
  /** The last position before the step that diverged. */
  readonly position: Float64Array;
}

/** Plain data: the values of each variable one after the other, `capacity` places for each. */
export interface ChainRecord {
  capacity: number;
  count: number;
  values: Float64Array | Float32Array;
  trace: { readonly [Name in keyof SamplerTrace]: Float64Array };
  readonly divergences: Divergence[];
}

/** Locations kept for each chain, at most. */
const MOST_DIVERGENCES = 200;

/** Returns a record without draws. */
export function emptyRecord(variables: number, capacity: number, single = false): ChainRecord {
  const numbers = () => new Float64Array(capacity);
  const values = single ? new Float32Array(variables * capacity) : new Float64Array(variables * capacity);
  return {
    capacity,
    count: 0,
    values,
    trace: {
      logDensity: numbers(),
      acceptance: numbers(),
      stepSize: numbers(),
      treeDepth: numbers(),
      leapfrogs: numbers(),
      divergent: numbers(),
      energy: numbers(),
    },
    divergences: [],
  };
}

/** Adds a draw. */
export function addToRecord(record: ChainRecord, draw: SinkDraw): void {
  const { values, capacity, trace } = record;
  const { transition } = draw;
  const at = record.count++;
  for (let k = 0; k < draw.values.length; k++) values[k * capacity + at] = draw.values[k];
  trace.logDensity[at] = draw.logDensity;
  trace.acceptance[at] = transition.acceptance;
  trace.stepSize[at] = transition.stepSize;
  trace.treeDepth[at] = transition.treeDepth;
  trace.leapfrogs[at] = transition.evaluations;
  trace.divergent[at] = transition.divergent ? 1 : 0;
  trace.energy[at] = transition.energy;
  if (transition.divergent && record.divergences.length < MOST_DIVERGENCES)
    record.divergences.push({ iteration: at, position: transition.divergedFrom.slice() });
}

/** Returns the record with room for `capacity` draws. */
export function withCapacity(record: ChainRecord, capacity: number): ChainRecord {
  if (record.capacity >= capacity) return record;
  const variables = record.values.length / record.capacity;
  const larger = emptyRecord(variables, capacity, record.values instanceof Float32Array);
  for (let k = 0; k < variables; k++)
    larger.values.set(record.values.subarray(k * record.capacity, k * record.capacity + record.count), k * capacity);
  for (const name of Object.keys(larger.trace) as (keyof SamplerTrace)[]) larger.trace[name].set(record.trace[name]);
  larger.count = record.count;
  larger.divergences.push(...record.divergences);
  return larger;
}
