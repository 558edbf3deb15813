/** What a sampler can ask of a target beyond its log density, where the target offers it. */
import type { LogDensity } from "../density/log-density.js";
import type { ChainPoint } from "./kernel.js";

/** A log density that can say in words why it is what it is. */
export interface ExplainedLogDensity extends LogDensity {
  /** Says which term makes the log density at a position −Infinity or NaN, and its value; undefined if none does. */
  explain(position: Float64Array): string | undefined;
}

/** What is recorded of a position: named numbers, for positions are unconstrained and nobody knows their names. */
export interface Recorder {
  readonly variables: readonly string[];
  /** Writes the value of each variable at a position. */
  writeInto(values: Float64Array, position: Float64Array): void;
}

/** Says in words why the point cannot be used. */
export function explanationAt(target: LogDensity, point: ChainPoint): string {
  if (Number.isFinite(point.logDensity)) {
    // No term is to blame.
    const at = point.gradient.findIndex((value) => !Number.isFinite(value));
    return `log density ${point.logDensity}, but the gradient's coordinate ${at} is ${point.gradient[at]}`;
  }
  const explanation = "explain" in target ? (target as ExplainedLogDensity).explain(point.position) : undefined;
  return explanation ?? `log density ${point.logDensity}`;
}

/** Returns the recorder of a position's own coordinates (by default all, counted from 0), named `x[1]`, `x[2]`, …. */
export function coordinates(dimension: number, selected?: readonly number[]): Recorder {
  const places = selected ?? Array.from({ length: dimension }, (_, i) => i);
  return {
    variables: places.map((place) => `x[${place + 1}]`),
    writeInto(values, position) {
      for (let k = 0; k < places.length; k++) values[k] = position[places[k]];
    },
  };
}
