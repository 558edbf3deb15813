/** When Stan's warmup updates the metric. */

/** The iterations of one schedule. */
export interface WarmupWindows {
  /** Draws are collected from this iteration on, counted from 0. */
  readonly start: number;
  /** The iterations after which the metric is updated and collection begins anew; the last is where collection ends. */
  readonly ends: readonly number[];
}

const FIRST_BUFFER = 75;
const LAST_BUFFER = 50;
const FIRST_WINDOW = 25;

/**
 * Returns the windows of a warmup: after a buffer of 75 iterations they double from 25, the last one stretched to end 50 before the end of
 * warmup. A warmup shorter than 150 has one window, after 15 % and before the last 10 %; one shorter than 20 has none.
 *
 * Source: stan2025sampling.
 */
export function warmupWindows(warmup: number): WarmupWindows {
  if (warmup < 20) return { start: warmup, ends: [] };
  if (warmup < FIRST_BUFFER + FIRST_WINDOW + LAST_BUFFER) {
    const start = Math.floor(0.15 * warmup);
    return { start, ends: [warmup - Math.floor(0.1 * warmup) - 1] };
  }
  const stop = warmup - LAST_BUFFER;
  const ends: number[] = [];
  let size = FIRST_WINDOW;
  let end = FIRST_BUFFER + size - 1;
  while (end < stop) {
    ends.push(end);
    if (end === stop - 1) break;
    size *= 2;
    end += size;
    if (end + 2 * size >= stop) end = stop - 1;
  }
  return { start: FIRST_BUFFER, ends };
}
