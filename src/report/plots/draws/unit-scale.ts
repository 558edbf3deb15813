/** Scales of panels that have their own: values as parts of the panel's width or height. */
import { formatNumber } from "../../format-figure.js";
import { roundTicks } from "../round-ticks.js";

/** From here on exponents are shorter. */
const LARGE = 1e6;

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
  const ticks = readableTicks(from, to, tickCount).map((value) => ({ position: position(value), text: tickText(value) }));
  return { least: from, most: to, ticks, position };
}

/** Very large numbers by their exponent, so that they fit beside a panel. */
function tickText(value: number): string {
  return Math.abs(value) >= LARGE ? value.toExponential().replace("e+", "e").replace("-", "−") : formatNumber(value);
}

/** About so many round numbers, and two at least: a single one says where, but not how far. */
function readableTicks(from: number, to: number, count: number): readonly number[] {
  let ticks = roundTicks(from, to, count);
  for (let more = count + 1; ticks.length < Math.min(count - 1, 3) && more <= 3 * count; more++)
    ticks = roundTicks(from, to, more);
  return ticks;
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
