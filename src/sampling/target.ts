/** What a sampler says and records of a target. */
import type { ExplainedLogDensity, LogDensity } from "../density/log-density.js";
import type { ChainPoint } from "./kernel.js";

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
