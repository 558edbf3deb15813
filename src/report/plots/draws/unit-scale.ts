/** Scales of panels that have their own: values as parts of the panel's width or height. */
import { formatNumber } from "../../format-figure.js";
import { roundTicks } from "../round-ticks.js";

/** A round number, its place and how it is written. */
export interface Tick {
  readonly position: number;
  readonly text: string;
}

/** Where values stand between 0 and 1. */
export interface UnitScale {
  readonly least: number;
  readonly most: number;
  readonly ticks: readonly Tick[];
  position(value: number): number;
}

/** A linear scale from `least` to `most` with so much room beyond, as a part of the range; wide enough to draw where both are the same. */
export function unitScale(least: number, most: number, margin = 0.04, tickCount = 4): UnitScale {
  const isPoint = !(most > least);
  const half = isPoint ? Math.max(Math.abs(least) * 0.05, 0.5) : margin * (most - least);
  const [from, to] = Number.isFinite(least + most) ? [least - half, most + half] : [0, 1];
  const position = (value: number) => (value - from) / (to - from);
  const ticks = roundTicks(from, to, tickCount).map((value) => ({ position: position(value), text: formatNumber(value) }));
  return { least: from, most: to, ticks, position };
}

/** The scale that holds all finite values. */
export function scaleOf(sequences: readonly ArrayLike<number>[], margin?: number): UnitScale {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const values of sequences)
    for (let i = 0; i < values.length; i++) {
      if (!Number.isFinite(values[i])) continue;
      least = Math.min(least, values[i]);
      most = Math.max(most, values[i]);
    }
  return unitScale(least, most, margin);
}
