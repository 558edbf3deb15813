/** Where trajectories diverged. */
import type { Draws, SamplerTrace } from "../draws.js";
import { matchingVariables } from "../subset-draws.js";
import { requireTraces } from "./traces.js";

/** A draw at which the trajectory diverged. */
export interface Divergence {
  /** From 0. */
  readonly chain: number;
  /** From 0. */
  readonly iteration: number;
  /** The draw's variables, in the order asked for. */
  readonly values: readonly number[];
}

/** The divergent draws. */
export interface Divergences {
  readonly variables: readonly string[];
  readonly divergences: readonly Divergence[];
}

/**
 * The draws whose trajectory diverged, with the values of `variables` (all when not given) there.
 *
 * @throws InvalidArgument for traces that do not fit the draws, and for unknown variables.
 * Source: betancourt2017conceptual.
 */
export function divergencesOf(draws: Draws, traces: readonly SamplerTrace[], variables?: readonly string[]): Divergences {
  const caller = "divergencesOf";
  requireTraces(caller, draws, traces);
  const names = variables ? matchingVariables(caller, draws, variables) : draws.variables;
  const places = divergentPlaces(traces);
  const columns = places.length === 0 ? [] : names.map((name) => draws.of(name));
  const divergences = places.map((place) => ({
    ...place,
    values: columns.map((chains) => chains[place.chain][place.iteration]),
  }));
  return { variables: names, divergences };
}

/** Chain and iteration of every divergence. */
export function divergentPlaces(traces: readonly SamplerTrace[]): { chain: number; iteration: number }[] {
  const places: { chain: number; iteration: number }[] = [];
  traces.forEach((trace, chain) => {
    for (let iteration = 0; iteration < trace.divergent.length; iteration++) {
      if (trace.divergent[iteration] !== 0) places.push({ chain, iteration });
    }
  });
  return places;
}
