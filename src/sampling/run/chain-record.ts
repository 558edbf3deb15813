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

/** Returns a record without draws: in single precision on request, and in memory that all threads see. */
export function emptyRecord(variables: number, capacity: number, single = false, shared = false): ChainRecord {
  const buffer = (bytes: number) => (shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes));
  const numbers = () => new Float64Array(buffer(8 * capacity));
  const size = variables * capacity;
  return {
    capacity,
    count: 0,
    values: single ? new Float32Array(buffer(4 * size)) : new Float64Array(buffer(8 * size)),
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

/** Adds the draws of another record, column by column. */
export function appendRecord(record: ChainRecord, more: ChainRecord): void {
  const { count, capacity, trace } = record;
  const variables = more.count === 0 ? 0 : more.values.length / more.capacity;
  for (let k = 0; k < variables; k++)
    record.values.set(more.values.subarray(k * more.capacity, k * more.capacity + more.count), k * capacity + count);
  for (const name of Object.keys(trace) as (keyof SamplerTrace)[])
    trace[name].set(more.trace[name].subarray(0, more.count), count);
  addDivergences(
    record,
    more.divergences.map(({ iteration, position }) => ({ iteration: count + iteration, position })),
  );
  record.count += more.count;
}

/** Adds locations, as long as there are not too many. */
export function addDivergences({ divergences }: ChainRecord, more: readonly Divergence[]): void {
  divergences.push(...more.slice(0, MOST_DIVERGENCES - divergences.length));
}

/** Returns a copy of a record of so many variables, with room for `capacity` draws or as many as it has room for now. */
export function copyOfRecord(record: ChainRecord, variables: number, capacity: number, shared: boolean): ChainRecord {
  const single = record.values instanceof Float32Array;
  const copy = emptyRecord(variables, Math.max(capacity, record.capacity), single, shared);
  appendRecord(copy, record);
  return copy;
}
