/** The latest draws of warmup and their gradients, kept whole. */

/** Plain data: `count` rows in use of `capacity`; those before `split` are older than the last switch. */
export interface DrawWindow {
  readonly capacity: number;
  readonly positions: Float64Array;
  readonly gradients: Float64Array;
  count: number;
  split: number;
}

/** A window holds at most so many numbers of each kind, 8 MB, and so many draws. */
const MOST_NUMBERS = 2 ** 20;
const MOST_DRAWS = 512;

/** Returns a window without draws. It has room for none where fewer than 16 would fit. */
export function emptyWindow(dimension: number, draws: number): DrawWindow {
  const fitting = Math.min(MOST_DRAWS, draws, Math.floor(MOST_NUMBERS / dimension));
  const capacity = fitting < 16 ? 0 : fitting;
  const numbers = () => new Float64Array(capacity * dimension);
  return { capacity, positions: numbers(), gradients: numbers(), count: 0, split: 0 };
}

/** Adds a draw; a full window forgets its oldest quarter. */
export function addToWindow(window: DrawWindow, position: Float64Array, gradient: Float64Array): void {
  if (window.capacity === 0) return;
  if (window.count === window.capacity) forget(window, window.capacity >> 2, position.length);
  window.positions.set(position, window.count * position.length);
  window.gradients.set(gradient, window.count * position.length);
  window.count++;
}

/** Forgets the draws before the last switch, and switches. */
export function switchWindow(window: DrawWindow, dimension: number): void {
  forget(window, window.split, dimension);
  window.split = window.count;
}

function forget(window: DrawWindow, rows: number, dimension: number): void {
  window.positions.copyWithin(0, rows * dimension, window.count * dimension);
  window.gradients.copyWithin(0, rows * dimension, window.count * dimension);
  window.count -= rows;
  window.split = Math.max(0, window.split - rows);
}
