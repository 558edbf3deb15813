/** Draws as users read them, over the records of chains. */
import type { Draws, SamplerTrace } from "../../draws/draws.js";
import { InvalidArgument } from "../../errors.js";
import type { ChainRecord } from "./chain-record.js";

/** Returns the draws that all chains have: a view of the records. */
export function recordedDraws(variables: readonly string[], records: readonly ChainRecord[]): Draws {
  const iterationCount = records.length === 0 ? 0 : Math.min(...records.map(({ count }) => count));
  const places = new Map(variables.map((variable, place) => [variable, place]));
  return {
    variables,
    chainCount: records.length,
    iterationCount,
    of(variable) {
      const place = places.get(variable);
      if (place === undefined)
        throw new InvalidArgument("Draws.of", "variable", `be one of ${variables.slice(0, 20).join(", ")}`, variable);
      return records.map(({ values, capacity }) => {
        const view = values.subarray(place * capacity, place * capacity + iterationCount);
        return view instanceof Float64Array ? view : Float64Array.from(view);
      });
    },
  };
}

/** Returns what the sampler recorded of the first `iterationCount` draws of a chain: a view of the record. */
export function recordedTrace({ trace }: ChainRecord, iterationCount: number): SamplerTrace {
  const view = (numbers: Float64Array) => numbers.subarray(0, iterationCount);
  return {
    logDensity: view(trace.logDensity),
    acceptance: view(trace.acceptance),
    stepSize: view(trace.stepSize),
    treeDepth: view(trace.treeDepth),
    leapfrogs: view(trace.leapfrogs),
    divergent: view(trace.divergent),
    energy: view(trace.energy),
  };
}
